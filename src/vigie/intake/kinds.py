"""Which format knows a document best."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from vigie import plugs
from vigie.intake.format import Format
from vigie.intake.media import is_media
from vigie.report.nouns import Member

LEAST = 0.3  # a sniff below this says: not mine
SURE = 0.5  # from here on a document is the main one even where others stand beside it
CERTAIN = 0.9


class Known(NamedTuple):
    """A document, the format that knows it best, and how certain that is."""

    document: Member
    name: str
    format: Format
    certainty: float


def formats() -> dict[str, Format]:
    """All formats, by name."""
    return plugs.find("vigie.intake.formats", Format)


def known(member: Member) -> Known | None:
    """The best sniff of one file, if it is at least `LEAST`."""
    if is_media(member):
        return None
    certainty, name = _sniffed(member.path, member.head)
    return Known(member, name, formats()[name], certainty) if certainty >= LEAST else None


@lru_cache(maxsize=4096)  # a file is asked about when it comes in, when its folder is left, and when it is read
def _sniffed(path: str, head: bytes) -> tuple[float, str]:
    most, best = 0.0, ""
    for name, format in formats().items():
        certainty = format.sniff(path, head)
        if certainty > most or not best:
            most, best = certainty, name
        if certainty >= 1.0:
            break  # none can know it better
    return most, best


def best(members: Iterable[Member]) -> Known | None:
    """The best sniff of all files of a parcel; the first of equals."""
    members = tuple(members)
    first = known(members[0]) if members else None
    if first is not None and first.certainty >= CERTAIN:
        return first  # the main document stands first: do not look at each of a hundred thousand pictures
    found = [each for each in map(known, members) if each is not None]
    return max(found, key=lambda each: each.certainty) if found else None
