"""Erases reports everywhere: vault, rows of every room, ties, search; and writes a certificate of each.

The chain of the ledger stays whole: it says that there was a report of this number, what was done with it and by whom,
and never what it said.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime

import msgspec
from django.apps import apps
from django.db import connection

from vigie.access.models import Proposal
from vigie.journey.models import Item
from vigie.journey.tasks.again import send_back
from vigie.journey.tasks.write import short_write
from vigie.ledger.chain import Act
from vigie.ledger.tags import Tag
from vigie.report.models import Finding, Report, Standing, Version
from vigie.report.tasks import chunks
from vigie.retention.models import Erasure
from vigie.retention.rule import Due
from vigie.retention.tasks import bags, documents, strays, tables, ties
from vigie.retention.tasks.holding import held
from vigie.retention.tasks.plan import confirmed

BATCH = 50  # reports of one transaction


def run(every: Iterable[Due], now: datetime | None = None) -> list[Erasure]:
    """Carries out what two people agreed on; each report only if it is still due and nobody holds it. Raises
    `SealError` when the vault cannot be changed: what is done stays done, and the next run goes on."""
    now = now or datetime.now(UTC)
    due = {one.report_key: one for one in every if one.erase_on <= now}
    made: list[Erasure] = []
    _forget_freed_pages()
    for proposal in confirmed():
        asked = [int(key) for key in proposal.facts["reports"]]
        for piece in chunks([key for key in asked if key in due], BATCH):
            made += _erase(proposal, [due[key] for key in piece])
    if bags.sweep(now) + strays.sweep(now) or made:
        _leave_no_trace()
    return made


def _erase(proposal: Proposal, some: Sequence[Due]) -> list[Erasure]:
    with short_write() as acts:
        kept = held([one.report_key for one in some])
        names = {row.pk: row.name for row in Report.objects.filter(pk__in=[one.report_key for one in some])}
        chosen = [one for one in some if one.report_key in names and one.report_key not in kept]
        if not chosen:
            return []
        gone, objects, shared = _gone([one.report_key for one in chosen])
        made = [_certificate(one, names[one.report_key], proposal, gone, objects, shared) for one in chosen]
        Erasure.objects.bulk_create(made)
        acts += [
            Act(Tag.REPORT_ERASED, f"report:{row.name}", "vigie", {"certificate": row.digest, "rule": row.rule})
            for row in made
        ]
    return made


def _gone(keys: Sequence[int]) -> tuple[Counter[str], int, int]:
    """Erases reports. The rows by table, the sealed objects, and the documents that others still need."""
    gone: Counter[str] = Counter()
    parcels = documents.parcels_of(keys)
    free = documents.freed(parcels, keys)
    again = ties.forget(keys)
    answers = documents.answers_of(keys)
    answers -= strays.holding(answers)
    bags.spoil(keys)
    for model in tables.speaking():
        tables.delete_of(model, keys, gone)
    _blank_orders(keys)
    Item.objects.filter(kind=Item.Kind.REPORT, key__in=keys).delete()
    Report.objects.filter(pk__in=keys).update(current=None)
    for model, rows in (
        (Finding, Finding.objects.filter(version__report_id__in=keys)),
        (Version, Version.objects.filter(report_id__in=keys)),
        (Standing, Standing.objects.filter(pk__in=keys)),
    ):
        tables.delete_keys(model, list(rows.values_list("pk", flat=True)), gone)
    objects = documents.erase(free, gone) + documents.erase_answers(answers, gone)
    tables.delete_keys(Report, keys, gone)
    send_back(again, "linking")
    return gone, objects, len(parcels - free)


def _blank_orders(keys: Sequence[int]) -> None:
    """The register of orders, and of what was done under them, outlives the report; what it says of it does not."""
    for name, words in (("Authorisation", "limits"), ("Deed", "words")):
        rows = apps.get_model("authority", name)._default_manager.filter(report_key__in=keys)
        rows.update(report_key=None, **{words: "—"})


def _certificate(due: Due, name: str, proposal: Proposal, gone: Counter[str], objects: int, shared: int) -> Erasure:
    row = Erasure(
        name=name,
        erased_key=due.report_key,
        proposal=proposal.pk,
        rule=due.rule.key,
        because=due.rule.source,
        proposed_by=proposal.by,
        confirmed_by=proposal.settled_by,
        at=datetime.now(UTC),
        counts=dict(sorted(gone.items())),
        objects_erased=objects,
        shared=shared,
    )
    row.digest = digest_of(row)
    return row


def digest_of(row: Erasure) -> str:
    """What a certificate's digest must be: the ledger holds the same."""
    at = row.at.astimezone(UTC).isoformat()
    said = (row.name, row.proposal, row.rule, row.proposed_by, row.confirmed_by, at, row.counts)
    return hashlib.sha256(msgspec.json.encode(said)).hexdigest()


def _forget_freed_pages() -> None:
    """SQLite overwrites what it frees from now on. PostgreSQL's dead rows go with its next vacuum."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA secure_delete = ON")


def compact() -> None:
    """Writes the database anew, so that pages hold nothing that was let go of. It takes long and locks every table: for
    an hour in which nobody works. What PostgreSQL's write-ahead log and older backups hold goes with them."""
    with connection.cursor() as cursor:
        cursor.execute("VACUUM" if connection.vendor == "sqlite" else "VACUUM FULL")


def _leave_no_trace() -> None:
    """What the write-ahead log and an index of words still hold goes too; PostgreSQL's dead rows are let go of."""
    if connection.in_atomic_block:
        return
    with connection.cursor() as cursor:
        if connection.vendor != "sqlite":
            cursor.execute("VACUUM")
            return
        cursor.execute("SELECT name FROM sqlite_master WHERE sql LIKE 'CREATE VIRTUAL TABLE%USING fts5%'")
        for (name,) in cursor.fetchall():
            cursor.execute(f'INSERT INTO "{name}"("{name}") VALUES (\'optimize\')')
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
