"""What lists tell of an entry, in the many ways in which they write it: the same for every kind of source."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime
from typing import Any

from vigie.matching import vpdq
from vigie.matching.source import Entry, Refused, Shown
from vigie.matching.writing import as_usual, hash_of, kind_named
from vigie.report.nouns import Hash, Remark, Saying, say

_YES = frozenset({"true", "1", "yes", "y", "oui", "vrai", "o", "ja"})
_NO = frozenset({"false", "0", "no", "n", "non", "faux", "nee"})
KEYS = ("key", "id", "entry", "entry_id", "image_id")


def yes_or_no(value: object) -> bool | None:
    """True and False however a list writes them; None when it says nothing. Raises `ValueError` for other words."""
    if value is None or isinstance(value, bool):
        return value
    word = str(value).strip().lower()
    if word in _YES or word in _NO:
        return word in _YES
    if not word or word in ("null", "none", "unknown"):
        return None
    raise ValueError(word)


def count(value: object) -> int | None:
    """A number of things, or None when nothing is said. Raises `ValueError`."""
    text = "" if value is None else str(value).strip()
    return int(text) if text else None


def text(value: object) -> str | None:
    """What is said, or None when nothing is."""
    return (str(value).strip() or None) if value is not None else None


def moment(value: object) -> datetime | None:
    """An aware time; one without a zone is UTC. Raises `ValueError`."""
    said = text(value)
    if said is None:
        return None
    at = datetime.fromisoformat(said)
    return at.replace(tzinfo=UTC) if at.tzinfo is None else at.astimezone(UTC)


def hashes_in(written: Iterable[tuple[str, str]]) -> tuple[tuple[Hash, ...], list[Saying]]:
    """The hashes among (name, value) pairs, and why others were refused. Empty values are not there."""
    taken: list[Hash] = []
    refused: list[Saying] = []
    for name, value in written:
        if not value:
            continue
        usual = as_usual(name, value)  # as most lists write it: they are read by the million
        if usual is not None:
            taken.append(usual)
        elif not value.isspace():
            kind = kind_named(name, value)
            found = hash_of(kind, value) if kind else say("{kind} is not a known kind of hash", kind=name)
            if isinstance(found, Hash):
                taken.append(found)
            else:
                refused.append(found)
    twice = len(taken) > 1 and len({one.value for one in taken}) < len(taken)
    return tuple(dict.fromkeys(taken) if twice else taken), refused


READERS: Mapping[str, Callable[[object], object]] = {
    "category": text,
    "profile": text,
    "series": text,
    "victim_identified": yes_or_no,
    "offender_identified": yes_or_no,
    "distributed": yes_or_no,
    "submissions": count,
    "member": text,
    "said_at": moment,
    "votes_for": count,
    "votes_against": count,
    "removed": lambda value: bool(yes_or_no(value)),
}
TOLD = frozenset(READERS)


def entry(
    where: str,
    key: str | None,
    written: Iterable[tuple[str, str]],
    told: Mapping[str, object],
    video: object = None,
) -> list[Entry | Refused | Remark]:
    """The entry that a record makes, and what of it was refused: `told` has names of `TOLD`, as a list writes them.

    `video`: its frames, as vPDQ writes them. A value that cannot be read is remarked and left unsaid: the hashes of
    its entry count.
    """
    hashes, refused = hashes_in(written)
    if hashes and not refused and not told and not video:
        return [Entry(key=(key or hashes[0].value)[:200], hashes=hashes)]
    parts: list[Entry | Refused | Remark] = [Refused(where, why) for why in refused]
    said: dict[str, Any] = {}
    for name, value in told.items():
        if value is None or value == "" or name not in READERS:
            continue
        try:
            said[name] = READERS[name](value)
        except ValueError:
            parts.append(Remark(where, say("{name} cannot be read: {value}", name=name, value=str(value)[:100])))
    frames: tuple[Shown, ...] = ()
    if video:
        try:
            frames = vpdq.read(video)
        except ValueError as wrong:
            parts.append(Refused(where, say("the frames of the video cannot be read: {value}", value=str(wrong)[:100])))
    if hashes or frames or (key and said.get("removed")):
        name = key or (hashes[0].value if hashes else frames[0].pdq)
        parts.append(Entry(key=name[:200], hashes=hashes, frames=frames, **said))
    return parts or [Refused(where, say("no hash"))]
