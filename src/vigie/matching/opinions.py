"""What lists say of one file against one another: a list of harmless files goes before a likeness; all else stands.

Opinions that do not agree are told side by side, never averaged: a person decides.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from msgspec.structs import replace

from vigie.report.nouns import Match, Purpose, Remark, Saying, say

PURPOSES: Mapping[Purpose, Saying] = {
    Purpose.KNOWN: say("known material"),
    Purpose.VIRAL: say("viral material"),
    Purpose.KNOWN_GOOD: say("known to be harmless"),
    Purpose.OWN: say("this desk's own list"),
}


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
        told = tuple({str(one): one for one in map(_opinion, matches)}.values())
        yield Remark(f"files/{position}", say("the lists do not agree on this file: {opinions}", opinions=told))


def _opinion(one: Match) -> Saying:
    vocabulary = f" ({one.profile})" if one.profile else ""
    said: Saying | str = PURPOSES[one.purpose] if one.category is None else f"{one.category}{vocabulary}"
    who = f"{one.list} ({one.member})" if one.member else one.list
    if one.votes_for or one.votes_against:
        votes = {"yes": one.votes_for or 0, "no": one.votes_against or 0}
        return say("{list} says {said} (votes: {yes} for, {no} against)", list=who, said=said, **votes)
    return say("{list} says {said}", list=who, said=said)
