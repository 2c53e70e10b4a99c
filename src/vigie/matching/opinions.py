"""What lists say of one file against one another: a list of harmless files goes before a likeness; all else stands.

Opinions that do not agree are told side by side, never averaged: a person decides.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from vigie.report.nouns import Match, Purpose, Remark, say


def overruled(matches: Sequence[Match]) -> tuple[Match, ...]:
    """The matches, those that are only near marked where a list of harmless files has these very bytes.

    Equal bytes on both kinds of list are a contradiction, and no list gives way.
    """
    good = next((one.list for one in matches if one.purpose is Purpose.KNOWN_GOOD and one.kind != "pdq"), None)
    if good is None:
        return tuple(matches)
    return tuple(
        replace(one, overruled=good) if one.kind == "pdq" and one.purpose is not Purpose.KNOWN_GOOD else one
        for one in matches
    )


def disagreeing(position: int, matches: Sequence[Match]) -> Iterator[Remark]:
    """The opinions on one file, where they do not agree."""
    good = [one for one in matches if one.purpose is Purpose.KNOWN_GOOD]
    bad = [one for one in matches if one.purpose is not Purpose.KNOWN_GOOD]
    categories: dict[str | None, set[str]] = {}
    for one in bad:
        if one.category is not None:
            categories.setdefault(one.profile, set()).add(one.category)
    several = any(len(codes) > 1 for codes in categories.values())
    if (good and bad) or several or any(one.votes_against for one in matches):
        told = "; ".join(dict.fromkeys(_opinion(one) for one in matches))
        yield Remark(f"files/{position}", say("the lists do not agree on this file: {opinions}", opinions=told))


def _opinion(one: Match) -> str:
    vocabulary = f" ({one.profile})" if one.profile else ""
    said = one.purpose.value if one.category is None else f"{one.category}{vocabulary}"
    who = f"{one.list}, {one.member}" if one.member else one.list
    votes = f" +{one.votes_for or 0} -{one.votes_against or 0}" if one.votes_for or one.votes_against else ""
    return f"{who}: {said}{votes}"
