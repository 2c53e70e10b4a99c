"""The journal's rows: written once, in order, never changed (the database refuses it: migration 0002)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, datetime
from typing import Any

from django.db import connection, models

from vigie.ledger.chain import GENESIS, Act, Line, Link, forge
from vigie.report.tasks import insert

LOCK = 7_316_204_411  # PostgreSQL advisory lock: one writer of the chain at a time


class Entry(models.Model):
    """One act. `number` counts from 1 without a gap."""

    number = models.BigIntegerField(primary_key=True)
    at = models.DateTimeField()
    tag = models.CharField(max_length=60)
    subject = models.CharField(max_length=200)
    actor = models.CharField(max_length=150)
    payload = models.TextField()
    previous = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    class Meta:
        indexes = [
            models.Index(fields=["subject", "number"]),
            models.Index(fields=["tag", "number"]),
            models.Index(fields=["actor", "number"], name="ledger_by_actor"),
        ]

    def link(self) -> Link:
        """This row as a link of the chain."""
        return Link(self.number, self.at, self.tag, self.subject, self.actor, self.payload, self.previous, self.hash)


def lock() -> None:
    """Takes the write lock until the transaction ends. Call it first in every write that ends in the ledger.

    SQLite has one writer by nature (transactions begin IMMEDIATE); PostgreSQL is asked for an advisory lock.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])


def write(acts: Iterable[Act]) -> Link | None:
    """Appends acts to the chain, inside the caller's transaction and under `lock`. Returns the new head."""
    head = Entry.objects.order_by("-number").values_list("number", "hash").first() or (0, GENESIS)
    links = list(forge(acts, head[0], head[1], datetime.now(UTC)))
    insert(Entry, Link._fields, links)
    return links[-1] if links else None


def chain() -> Iterator[Link]:
    """The whole chain in order, streamed."""
    rows = Entry.objects.order_by("number").values_list(*Link._fields)
    yield from map(Link._make, rows.iterator(chunk_size=5000))


TEXTS = "tag", "subject", "actor", "payload", "previous", "hash"


def lines() -> Iterator[Line]:
    """The whole chain in order, as it lies in the database: what was changed there is read all the same."""
    if connection.vendor == "postgresql":
        at = """to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US') || '+00:00'"""
        yield from _read(f"SELECT number, {at}, {', '.join(TEXTS)} FROM ledger_entry WHERE number > %s", Line._make)
    else:
        texts = ", ".join(f"CAST({name} AS BLOB)" for name in ("at", *TEXTS))
        yield from _read(f"SELECT number, {texts} FROM ledger_entry WHERE number > %s", _raw)


def _read(sql: str, make: Callable[[Sequence[Any]], Line]) -> Iterator[Line]:
    """Rows in order, some thousands at a time."""
    last: Any = -(2**63)
    while True:
        with connection.cursor() as cursor:
            cursor.execute(f"{sql} ORDER BY number LIMIT 5000", [last])
            rows = cursor.fetchall()
        yield from map(make, rows)
        if not rows:
            return
        last = rows[-1][0]


def _raw(row: Sequence[Any]) -> Line:
    """A row of SQLite, where a time is text without a zone, and without a fraction when that is zero."""
    at, tag, subject, actor, payload, previous, digest = (
        one.decode("utf-8", "replace") if isinstance(one, bytes) else str(one) for one in row[1:]
    )
    day, _, time = at.partition(" ")
    moment = f"{day}T{time}{'' if '.' in time else '.000000'}+00:00"
    return Line(row[0], moment, tag, subject, actor, payload, previous, digest)


class Node(models.Model):
    """The root of a complete subtree of 2**level entries, so that a proof need not read the whole chain. Made anew
    from the entries at any time; `vigie ledger verify` does so and compares."""

    level = models.SmallIntegerField()
    index = models.BigIntegerField()
    hash = models.CharField(max_length=64)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["level", "index"], name="ledger_node_once")]


class Checkpoint(models.Model):
    """A signed head of the tree. `token`: a time stamp over `note` by somebody else, once there is one."""

    size = models.BigIntegerField(unique=True)
    root = models.CharField(max_length=64)
    note = models.TextField()
    at = models.DateTimeField()
    token = models.BinaryField(null=True)
    stamped_at = models.DateTimeField(null=True)  # as the token says
