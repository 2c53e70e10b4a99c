"""A hash list brought up to date from a file, by its entries' keys; nothing is doubled."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime
from typing import BinaryIO

import msgspec
from django.db import transaction
from msgspec import Struct

from vigie.ledger.chain import Act, Value
from vigie.ledger.models import lock, write
from vigie.ledger.tags import Tag
from vigie.matching.ahead import ahead
from vigie.matching.chunks import chunks
from vigie.matching.mapping import BadMapping, Columns
from vigie.matching.models import Entry, HashList
from vigie.matching.newcomers import Newcomers
from vigie.matching.rejoin import rejoined
from vigie.matching.source import Entry as Told
from vigie.matching.source import Refused, Source
from vigie.matching.tally import read, text
from vigie.matching.tasks.following import followed, handed, living
from vigie.matching.tasks.lists import ListError, delete, finish_removals
from vigie.matching.tasks.rows import Changes, take
from vigie.plugs import find
from vigie.report.nouns import HEAD, Purpose, Remark

BATCH = 25_000  # entries written in one transaction
SELDOM = 500_000  # new objects after which the collector looks for circles while a list is read
SHOWN = 100  # refusals and remarks that an import tells one by one


class Imported(Struct, frozen=True):
    """What an import did. `before` is the list's revision until then: `touched_by(list, before)` tells the rest."""

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
    remarks: tuple[Remark, ...]  # what was left out without loss, the first of it


class Reading:
    """What was met while a list was read."""

    def __init__(self, before: int) -> None:
        self.before = before  # the list's revision
        self.changes, self.refused = Changes(), 0
        self.reasons: list[Refused] = []
        self.remarks: list[Remark] = []
        self._newcomers: Newcomers | None = None  # the keys that this import wrote into a list that had none
        self._revision = -1  # of the list, as this import left it: nobody else wrote in it since

    def _known(self, row: HashList) -> Newcomers | None:
        """The keys of all entries of a list, as far as they are known without asking. Under the write lock."""
        if self._revision == -1 and not Entry.objects.filter(list=row).exists():
            self._newcomers = Newcomers()
        elif self._revision != row.revision:
            self._newcomers = None  # it was not empty, or somebody else wrote in it: each key is asked for
        return self._newcomers

    def take(self, row: HashList, told: Sequence[Told | Refused | Remark]) -> None:
        """Write some of the list. A piece that changes something is a revision: who looked before looks again."""
        entries = [one for one in told if type(one) is Told]
        others = [one for one in told if type(one) is not Told] if len(entries) < len(told) else []
        refused = [one for one in others if isinstance(one, Refused)]
        remarks = [one for one in others if isinstance(one, Remark)]
        self.refused += len(refused)
        self.reasons.extend(refused[: SHOWN - len(self.reasons)])
        self.remarks.extend(remarks[: SHOWN - len(self.remarks)])
        with transaction.atomic():
            lock()
            _fresh(row)
            newcomers = self._known(row)
            changes = take(row.pk, row.imports, row.revision + 1, entries, newcomers)
            changed(row, changes)
        self._revision = row.revision
        if newcomers is not None:
            newcomers.put([one.key for one in entries])
        self.changes += changes
        handed(changes.news)


def changed(row: HashList, changes: Changes) -> None:
    """Note on a list's row that these changes were made of it: in their transaction."""
    if changes.new or changes.changed or changes.removed:
        row.revision += 1
        row.shrunk = row.revision if changes.changed or changes.removed else row.shrunk
        row.tally = text(read(row.tally).joined(changes.tally))
        row.entries += changes.new - changes.removed
        row.save(update_fields=["revision", "shrunk", "tally", "entries"])


def _fresh(row: HashList) -> None:
    """The list's row as it stands now, under the write lock. Raises `ListError` when it was removed meanwhile."""
    if not HashList.objects.filter(pk=row.pk, removed=False).exists():
        raise ListError(f"the list {row.name} was removed while it was read")
    row.refresh_from_db(fields=["revision", "shrunk", "tally", "entries"])


def sources() -> dict[str, Source]:
    """The formats of hash lists, by name."""
    return find("vigie.matching.sources", Source)


def _source(name: str | None, path: str, head: bytes) -> tuple[str, Source]:
    known = sources()
    if name is not None:
        # "csv" is enough for a longer name that has it as a word, and the other way round.
        words = name.lower().split("-")
        alike = [name] if name in known else [kind for kind in known if set(kind.split("-")) & set(words)]
        if len(alike) != 1:
            raise ListError(f"no format is called {name}; there are: {', '.join(known)}")
        return alike[0], known[alike[0]]
    best = max(known, key=lambda kind: known[kind].sniff(path, head))
    if known[best].sniff(path, head) <= 0:
        raise ListError(f"{path}: this is no hash list in a known format ({', '.join(known)})")
    return best, known[best]


class Agreed(Struct, frozen=True):
    """What is agreed with the keeper of a list; None: as it was."""

    conditions: str | None = None  # of law, under which it may be used
    valid_until: date | None = None  # the last day on which it may be
    trust: float | None = None  # 0.0 to 1.0; at first that of its format


NOTHING_NEW = Agreed()


def begin(name: str, purpose: Purpose, format_: str, source: Source, agreed: Agreed) -> HashList:
    with transaction.atomic():
        lock()
        row, _ = HashList.objects.get_or_create(
            name=name, defaults={"purpose": purpose, "format": format_, "trust": source.trust}
        )
        if row.imports and row.purpose != purpose.value:
            changed(row, Changes(changed=1))  # all that it matched, it now matches as something else
        row.imports, row.begun_at = row.imports + 1, datetime.now(UTC)
        row.purpose, row.format = purpose.value, format_
        for field, value in msgspec.structs.asdict(agreed).items():
            if value is not None:
                setattr(row, field, value)
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
    agreed: Agreed = NOTHING_NEW,
    columns: Columns | None = None,
    actor: str = "vigie",
    progress: Callable[[int], None] | None = None,
) -> Imported:
    """Bring the list `name` up to date from a file; entries match from the moment their batch is written.

    Entries have their key's row: told again they replace what was told before. `replace` also removes what this file
    does not tell any more. Records that cannot be taken are counted and told. Raises `ListError`.
    """
    finish_removals()
    if columns is not None:
        try:
            stream, format_ = columns.renamed(stream), "csv"
        except BadMapping as wrong:
            raise ListError(str(wrong)) from wrong
    head = stream.read(HEAD)
    format_, source = _source(format_, path, head)
    if purpose not in source.purposes:
        can = ", ".join(sorted(source.purposes))
        raise ListError(f"a list of this format ({source.what}) can only be {can}")
    row = begin(
        name,
        purpose,
        format_,
        source,
        agreed if conditions is None else msgspec.structs.replace(agreed, conditions=conditions),
    )
    reading = Reading(row.revision)
    told = source.read(rejoined(head, stream))
    told = columns.told(told) if columns is not None else told
    with _collecting_seldom():
        for some in ahead(chunks(told, BATCH)):
            reading.take(row, some)
            if progress is not None:
                progress(len(some))
    if replace:
        reading.changes += _drop_older(row)
    done = end(row, reading, actor)
    followed()
    living().settle(wait=True)
    return done


@contextmanager
def _collecting_seldom() -> Iterator[None]:
    """Entries come and go by the hundred thousand and hold no circles: a tenth of an import went into looking for
    some."""
    before = gc.get_threshold()
    gc.set_threshold(max(before[0], SELDOM), *before[1:])
    try:
        yield
    finally:
        gc.set_threshold(*before)


def _drop_older(row: HashList) -> Changes:
    """Remove what this import did not tell; but never all of it, which a cut file would ask for."""
    told = Entry.objects.filter(list=row, seen=row.imports)
    if not told.exists():
        raise ListError(f"{row.name}: the file tells no entry, so none was removed")
    gone = Changes()
    older = Entry.objects.filter(list=row, seen__lt=row.imports).values_list("pk", flat=True)
    while some := list(older[:BATCH]):
        with transaction.atomic():
            lock()
            _fresh(row)
            some_gone = delete(some)
            changed(row, some_gone)
        gone += some_gone
    return gone


def end(row: HashList, reading: Reading, actor: str) -> Imported:
    changes = reading.changes
    counts = {
        "new": changes.new,
        "changed": changes.changed,
        "same": changes.same,
        "removed": changes.removed,
        "refused": reading.refused,
    }
    with transaction.atomic():
        lock()
        _fresh(row)
        row.entries = Entry.objects.filter(list=row).count()
        row.refused, row.imported_at, row.begun_at = reading.refused, datetime.now(UTC), None
        row.save(update_fields=["entries", "refused", "imported_at", "begun_at"])
        facts: dict[str, Value] = {"purpose": row.purpose, "format": row.format, "revision": row.revision, **counts}
        write([Act(Tag.LIST_IMPORTED, f"list:{row.name}", actor, facts)])
    return Imported(
        list=row.name,
        format=row.format,
        before=reading.before,
        revision=row.revision,
        **counts,
        reasons=tuple(reading.reasons),
        remarks=tuple(reading.remarks),
    )
