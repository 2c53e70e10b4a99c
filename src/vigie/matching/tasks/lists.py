"""Hash lists: told, and removed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

from django.db import transaction
from msgspec import Struct

from vigie.ledger.chain import Act
from vigie.ledger.models import lock, write
from vigie.ledger.tags import Tag
from vigie.matching.models import Entry, HashList, Hit
from vigie.matching.tally import Tally
from vigie.matching.tally import read as read_tally
from vigie.matching.tasks.rows import Changes, release, tallied, tell
from vigie.report.nouns import Purpose

BATCH = 20_000  # entries deleted in one transaction


class ListError(Exception):
    """A list cannot be imported or is not there; the message is for an officer."""

    permanent = True


class Listed(Struct, frozen=True):
    """One list as it stands."""

    name: str
    purpose: Purpose
    format: str
    trust: float
    conditions: str
    valid_until: date | None  # the last day on which it may be used
    revision: int
    entries: int
    refused: int
    imported_at: datetime | None
    begun_at: datetime | None  # of an import that has not ended: it runs, or was cut short
    tally: Tally


def delete(keys: list[int]) -> Changes:
    """Delete entries. In a transaction, under the write lock."""
    rows = Entry.objects.filter(pk__among=keys)
    tally = tallied(rows.values_list("said", flat=True).iterator())
    rows.delete()
    tell((), keys)
    release(keys)
    return Changes(removed=len(keys), tally=tally)


def remove_list(name: str, *, actor: str = "vigie", finish: bool = True) -> frozenset[int]:
    """Remove a list: it matches nothing from the first moment. The reports (`Dossier.report_key`) it had matched.

    Its rows are deleted too, or, without `finish`, by a later `finish_removals`. Raises `ListError` when there is none
    of this name.
    """
    with transaction.atomic():
        lock()
        row = HashList.objects.filter(name=name, removed=False).first()
        if row is None:
            raise ListError(f"no list is called {name}")
        touched = frozenset(Hit.objects.filter(list_key=row.pk).values_list("report_key", flat=True))
        # Its name is free again at once; its rows go afterwards, in pieces.
        row.name, row.removed = f"removed {row.pk}", True
        row.save()
        write([Act(Tag.LIST_REMOVED, f"list:{name}", actor, {"entries": row.entries, "revision": row.revision})])
    if finish:
        finish_removals()
    return touched


def finish_removals() -> None:
    """Delete the rows of removed lists: after a removal, or after one that was interrupted."""
    for row in HashList.objects.filter(removed=True):
        while some := list(Entry.objects.filter(list=row).values_list("pk", flat=True)[:BATCH]):
            with transaction.atomic():
                lock()
                delete(some)
        with transaction.atomic():
            lock()
            Hit.objects.filter(list_key=row.pk).delete()
            row.delete()


def listed(row: HashList) -> Listed:
    """A list as it stands."""
    return Listed(
        row.name,
        Purpose(row.purpose),
        row.format,
        row.trust,
        row.conditions,
        row.valid_until,
        row.revision,
        row.entries,
        row.refused,
        row.imported_at,
        row.begun_at,
        read_tally(row.tally),
    )


def lists() -> Iterator[Listed]:
    """The lists that match, by name."""
    yield from map(listed, HashList.objects.filter(removed=False).order_by("name"))
