"""Hash lists: imported, told, removed. An import brings a list up to date by its entries' keys; nothing is doubled."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import BinaryIO

from django.db import transaction
from msgspec import Struct

from vigie.ledger.chain import Act
from vigie.ledger.models import lock, write
from vigie.ledger.tags import Tag
from vigie.matching.chunks import chunks
from vigie.matching.models import Digest, Entry, HashList, Hit, Look
from vigie.matching.rejoin import rejoined
from vigie.matching.source import Entry as Told
from vigie.matching.source import Refused, Source
from vigie.matching.tasks.rows import Changes, take
from vigie.plugs import find
from vigie.report.nouns import HEAD, Purpose

BATCH = 5000  # entries written in one transaction
SHOWN = 100  # refusals that an import tells one by one


class ListError(Exception):
    """A list cannot be imported or is not there; the message is for an officer."""

    permanent = True


class Imported(Struct, frozen=True):
    """What an import did. `before` is the list's revision until then: `touched_by(name, before)` tells the rest."""

    list: str
    format: str
    before: int
    revision: int
    new: int
    changed: int
    same: int
    removed: int
    refused: int
    reasons: tuple[Refused, ...]  # the first of them


class Listed(Struct, frozen=True):
    """One list as it stands."""

    name: str
    purpose: Purpose
    format: str
    trust: float
    conditions: str
    revision: int
    entries: int
    refused: int
    imported_at: datetime | None


def sources() -> dict[str, Source]:
    return find("vigie.matching.sources", Source)


def _source(name: str | None, path: str, head: bytes) -> tuple[str, Source]:
    known = sources()
    if name is not None:
        if name not in known:
            raise ListError(f"no format is called {name}; there are: {', '.join(known)}")
        return name, known[name]
    best = max(known, key=lambda kind: known[kind].sniff(path, head))
    if known[best].sniff(path, head) <= 0:
        raise ListError(f"{path}: this is no hash list in a known format ({', '.join(known)})")
    return best, known[best]


def _begin(name: str, purpose: Purpose, format_: str, source: Source, conditions: str | None) -> HashList:
    with transaction.atomic():
        lock()
        row, _ = HashList.objects.get_or_create(
            name=name, defaults={"purpose": purpose, "format": format_, "trust": source.trust}
        )
        row.purpose, row.format = purpose.value, format_
        row.conditions = row.conditions if conditions is None else conditions
        row.revision += 1
        row.save()
    return row


def import_list(
    name: str,
    purpose: Purpose,
    format_: str | None,
    stream: BinaryIO,
    *,
    path: str = "",
    replace: bool = False,
    conditions: str | None = None,
    actor: str = "vigie",
    progress: Callable[[int], None] | None = None,
) -> Imported:
    """Bring the list `name` up to date from a file; entries match from the moment their batch is written.

    Entries have their key's row: told again they replace what was told before. `replace` also removes what this file
    does not tell any more. Records that cannot be taken are counted and told. Raises `ListError`.
    """
    finish_removals()
    head = stream.read(HEAD)
    format_, source = _source(format_, path, head)
    row = _begin(name, purpose, format_, source, conditions)
    changes, count, reasons = Changes(), 0, list[Refused]()
    told = source.read(rejoined(head, stream))
    for some in chunks(told, BATCH):
        refused = [one for one in some if isinstance(one, Refused)]
        count += len(refused)
        reasons.extend(refused[: SHOWN - len(reasons)])
        with transaction.atomic():
            lock()
            changes += take(row.pk, row.revision, [one for one in some if isinstance(one, Told)])
        if progress is not None:
            progress(len(some))
    gone = _drop_older(row) if replace else 0
    return _end(row, changes, gone, count, tuple(reasons), actor)


def _drop_older(row: HashList) -> int:
    gone = 0
    older = Entry.objects.filter(list=row, revision__lt=row.revision).values_list("pk", flat=True)
    while some := list(older[:BATCH]):
        with transaction.atomic():
            lock()
            gone += _delete(some)
    return gone


def _delete(keys: list[int]) -> int:
    for some in chunks(keys):
        Digest.objects.filter(entry_key__in=some).delete()
        Look.objects.filter(entry_key__in=some).delete()
        Entry.objects.filter(pk__in=some).delete()
    return len(keys)


def _end(
    row: HashList, changes: Changes, gone: int, refused: int, reasons: tuple[Refused, ...], actor: str
) -> Imported:
    done = Imported(
        row.name,
        row.format,
        row.revision - 1,
        row.revision,
        changes.new,
        changes.changed,
        changes.same,
        changes.removed + gone,
        refused,
        reasons,
    )
    counts = {"new": done.new, "changed": done.changed, "same": done.same, "removed": done.removed, "refused": refused}
    with transaction.atomic():
        lock()
        row.entries = Entry.objects.filter(list=row).count()
        row.refused, row.imported_at = refused, datetime.now(UTC)
        row.save()
        facts = {"purpose": row.purpose, "format": row.format, "revision": row.revision, **counts}
        write([Act(Tag.LIST_IMPORTED, f"list:{row.name}", actor, facts)])
    return done


def remove_list(name: str, *, actor: str = "vigie") -> frozenset[int]:
    """Remove a list: it matches nothing from the first moment. The reports (`Dossier.report_key`) it had matched.

    Raises `ListError` when there is none of this name.
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
    finish_removals()
    return touched


def finish_removals() -> None:
    """Delete the rows of removed lists: after a removal, or after one that was interrupted."""
    for row in HashList.objects.filter(removed=True):
        while some := list(Entry.objects.filter(list=row).values_list("pk", flat=True)[:BATCH]):
            with transaction.atomic():
                lock()
                _delete(some)
        with transaction.atomic():
            lock()
            Hit.objects.filter(list_key=row.pk).delete()
            row.delete()


def lists() -> Iterator[Listed]:
    """The lists that match, by name."""
    for row in HashList.objects.filter(removed=False).order_by("name"):
        yield Listed(
            row.name,
            Purpose(row.purpose),
            row.format,
            row.trust,
            row.conditions,
            row.revision,
            row.entries,
            row.refused,
            row.imported_at,
        )
