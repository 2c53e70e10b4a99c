"""Our own list, written for others: who asked, why, and what left stand in the journal."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import BinaryIO

import msgspec
from django.db import transaction
from msgspec import Struct

from vigie.ledger.chain import Act, Value
from vigie.ledger.models import lock, write
from vigie.ledger.tags import Tag
from vigie.matching.export import WRITERS
from vigie.matching.models import Entry, HashList
from vigie.matching.source import Entry as Told
from vigie.matching.tasks.lists import ListError
from vigie.report.nouns import Purpose

READ = 5000  # entries read at a time
_told = msgspec.json.Decoder(Told).decode


class Exported(Struct, frozen=True):
    """What an export wrote, and how many entries its format has no place for."""

    list: str
    format: str
    entries: int
    left_out: int
    sha256: str


def export_list(name: str, format_: str, out: BinaryIO, *, actor: str, why: str) -> Exported:
    """Write our own list to `out`. A partner's list does not leave the desk: `ListError`, as for a missing reason."""
    row = HashList.objects.filter(name=name, removed=False).first()
    if row is None:
        raise ListError(f"no list is called {name}")
    if row.purpose != Purpose.OWN.value:
        raise ListError(f"{name} is not this desk's own list: it is its keeper's to give")
    if format_ not in WRITERS:
        raise ListError(f"no format is called {format_}; there are: {', '.join(WRITERS)}")
    if len(why.strip()) < 3:
        raise ListError("a reason is needed: it stands in the journal")
    digest, left_out = hashlib.sha256(), 0
    counted = _Counted(_entries(row))
    for piece in WRITERS[format_](iter(counted)):
        if piece is None:
            left_out += 1
            continue
        digest.update(piece)
        out.write(piece)
    done = Exported(name, format_, counted.count - left_out, left_out, digest.hexdigest())
    facts: dict[str, Value] = {"format": format_, "entries": done.entries, "left_out": left_out}
    facts |= {"sha256": done.sha256, "why": why.strip()}
    with transaction.atomic():
        lock()
        write([Act(Tag.LIST_EXPORTED, f"list:{name}", actor, facts)])
    return done


class _Counted:
    """Entries, counted as they pass."""

    def __init__(self, entries: Iterator[Told]) -> None:
        self._entries, self.count = entries, 0

    def __iter__(self) -> Iterator[Told]:
        for entry in self._entries:
            self.count += 1
            yield entry


def _entries(row: HashList) -> Iterator[Told]:
    rows = Entry.objects.filter(list=row).order_by("pk").values_list("said", flat=True)
    return (_told(said) for said in rows.iterator(chunk_size=READ))
