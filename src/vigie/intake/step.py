"""Reads a parcel: finds the format that knows its main document best, and gives its reports piece by piece."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from vigie.intake.format import Open, Unread, Unreadable
from vigie.intake.heads import with_heads
from vigie.intake.kinds import Known, best
from vigie.intake.looks import looks_like
from vigie.intake.resume import Shelved
from vigie.report.nouns import Parcel, Report

_OPEN = Shelved()


@dataclass(frozen=True, slots=True)
class Reading:
    """A piece of what a parcel holds: the items from the position asked for, and whether they are the last."""

    items: tuple[Report | Unread, ...]
    done: bool


def read_parcel(parcel: Parcel, open: Open, start: int = 0, limit: int = 1000) -> Reading:
    """The items of a parcel from position `start` on, at most `limit`; the n-th item is the same at every reading.

    A parcel that no format knows, or whose document cannot be read, is one `Unread` that says why. Errors of `open`
    (evidence that cannot be opened) are passed on as they are. Pieces that follow each other in one process are read
    in one pass; after a crash the items before `start` are passed over once.
    """
    parcel = with_heads(parcel, open)
    known = best(parcel.members)
    if known is None:
        items = looks_like(parcel)
        return Reading(items[start : start + limit], done=start + limit >= len(items))
    key = (
        parcel.key,
        len(parcel.members),
        known.document.sha256,
        known.document.path,
        known.name,
        known.format.version,
    )
    reading = _OPEN.take(key, start, lambda: _items(known, parcel, open))
    found = tuple(islice(reading.items, limit))
    reading.position += len(found)
    if len(found) < limit:
        reading.close()
        return Reading(found, done=True)
    _OPEN.put_back(key, reading)
    return Reading(found, done=False)


def _items(known: Known, parcel: Parcel, open: Open) -> Iterator[Report | Unread]:
    """A format's items; a document that it gives up ends with an `Unread`."""
    try:
        yield from known.format.read(known.document, parcel, open)
    except Unreadable as error:
        yield Unread(known.document.path, error.why)
