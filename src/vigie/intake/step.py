"""Reads a parcel: finds the format that knows its main document best, and gives its reports piece by piece."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from msgspec.structs import replace

from vigie.intake import paths
from vigie.intake.cybertipline.heads import is_file_details
from vigie.intake.format import Open, Unread, Unreadable
from vigie.intake.heads import with_heads
from vigie.intake.identity import of_folder
from vigie.intake.kinds import Known, best
from vigie.intake.kinds import known as known_as
from vigie.intake.looks import looks_like
from vigie.intake.resume import Shelved
from vigie.report.nouns import Member, Parcel, Report

DOCUMENTS = frozenset({"xml", "json", "ndjson", "jsonl", "csv", "tsv", "eml"})
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
    """A format's items; a document that it gives up ends with an `Unread`. When nothing came of it, and the folder is
    not that of one report, each document that stood beside it is read by itself: it has no other to speak for it."""
    count = 0
    try:
        for count, item in enumerate(known.format.read(known.document, parcel, open), 1):  # noqa: B007  read after the loop
            yield item
    except Unreadable as error:
        yield Unread(known.document.path, error.why)
        if not count and of_folder(known.document.path) is None:
            for member in parcel.members:
                if member is not known.document and _may_be_document(member):
                    yield from _alone(replace(parcel, members=(member,)), open)


def _may_be_document(member: Member) -> bool:
    """Half known to a format, or named like one; the description of a file belongs to its report and is none."""
    told = known_as(member) is not None or paths.ending(member.path) in DOCUMENTS
    return told and not is_file_details(member.path, member.head)


def _alone(parcel: Parcel, open: Open) -> Iterator[Report | Unread]:
    """All items of a parcel, from the first."""
    found = best(parcel.members)
    yield from looks_like(parcel) if found is None else _items(found, parcel, open)
