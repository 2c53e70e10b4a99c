"""Enters what was read in the rows: reports, versions, duplicates, or a problem for a person. Inside a short write."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import NamedTuple

import msgspec
from django.conf import settings

from vigie.evidence.models import Parcel
from vigie.intake.changes import changes, digest
from vigie.intake.format import Unread
from vigie.journey.models import Item, Outcome, Problem
from vigie.journey.steps import DONE, READ, STEPS, rank
from vigie.journey.tasks.again import send_back
from vigie.journey.tasks.claim import Held, move
from vigie.journey.tasks.receive import SET_OUT, refuse
from vigie.journey.tasks.write import text
from vigie.ledger.chain import Act
from vigie.ledger.tags import Tag
from vigie.report import nouns
from vigie.report.models import Report, Standing, Version
from vigie.report.tasks import insert, reserve, update
from vigie.search import tasks as search_tasks
from vigie.search import words
from vigie.triage import tasks as triage_tasks

_REPORT: msgspec.json.Decoder[nouns.Report] = msgspec.json.Decoder(nouns.Report)
_TAGS = {"new": Tag.REPORT_NEW, "version": Tag.REPORT_VERSION, "duplicate": Tag.REPORT_DUPLICATE}
_REPORTS = ("id", "source", "report_id", "company", "first_received_at", "current_id")
_VERSIONS = (
    "id", "report_id", "number", "declared", "parcel_key", "document_path", "digest", "content", "changes",
    "received_at", "actor",
)  # fmt: skip
_OUTCOMES = ("parcel_key", "position", "delivery_key", "kind", "report_key", "version_key")
_STANDING = {
    "state": "open", "class_name": "", "score": 0, "total": 0, "country": "", "unit": "", "thread": "", "cluster": "",
    "claimed_by": "", "failed_step": "",
}  # fmt: skip
_AGAIN = """(kind, key) DO UPDATE SET step = excluded.step, rank = excluded.rank, delivery_key = excluded.delivery_key,
    attempts = 0, owner = '', lease_until = NULL"""


class Told(NamedTuple):
    """A report as it was read, with all that can be computed of it before anybody waits."""

    report: nouns.Report
    digest: str
    content: str
    words: str = ""  # by which it can be searched for


class Read(NamedTuple):
    """A piece of a parcel that was read: what it held, and whether that was the last of it."""

    item: Held
    parcel: Parcel
    told: tuple[Told | Unread, ...]
    done: bool


def tell(report: nouns.Report) -> Told:
    """A report with its digest and its text."""
    return Told(report, digest(report), text(report), words.of(report, settings.VIGIE_COUNTRY))


def enter(readings: Sequence[Read], acts: list[Act]) -> None:
    """Writes what was read. Under the write lock, of parcels that are still ours."""
    _Entering(readings, acts).run()


@dataclass(slots=True)
class _Version:
    """A version's row as far as it decides what is new and what is current."""

    pk: int
    number: int
    declared: int | None
    parcel: int
    content: str = ""  # of the current one, where a newer one is compared with it

    @property
    def place(self) -> tuple[int, int]:
        """What makes a version newer: what its sender declares, then the order in which we received it, whoever read
        it first."""
        return (self.declared or 1, self.parcel)


@dataclass(slots=True)
class _Met:
    """A report's row with what is known of its versions while a batch is entered."""

    pk: int
    name: str
    current: _Version | None = None
    digests: dict[str, _Version] = field(default_factory=dict)
    last: int = 0
    new: Told | None = None  # told for the first time


@dataclass(slots=True)
class _Entering:
    readings: Sequence[Read]
    acts: list[Act]
    met: dict[tuple[str, str], _Met] = field(default_factory=dict)
    versions: list[tuple[object, ...]] = field(default_factory=list)
    outcomes: list[tuple[object, ...]] = field(default_factory=list)
    words: dict[int, str] = field(default_factory=dict)  # report -> what it can be searched for by
    moved: dict[int, int] = field(default_factory=dict)  # report -> delivery, of those with a new current version
    now: datetime = field(default_factory=lambda: datetime.now(UTC))

    def run(self) -> None:
        told = [one for reading in self.readings for one in reading.told if isinstance(one, Told)]
        self._meet({(one.report.source, one.report.report_id): one for one in told})
        self._recall(told)
        ids = iter(reserve(Version, len(told)))
        for reading in self.readings:
            for position, one in enumerate(reading.told, reading.item.position):
                self.acts.append(self._keep(reading.parcel, position, one, ids))
        self._write()
        fresh = [(met.pk, met.new.report) for met in self.met.values() if met.new]
        send_back(triage_tasks.learn(fresh), "triage")
        move([reading.item for reading in self.readings if reading.done], DONE)
        self._go_on([reading for reading in self.readings if not reading.done])

    def _meet(self, wanted: dict[tuple[str, str], Told]) -> None:
        """Finds every report of the batch and the digests of its versions; gives an id to one that is not there."""
        rows = Report.objects.filter(report_id__among={report_id for _, report_id in wanted})
        there = rows.values_list("source", "report_id", "pk", "current_id")
        current: dict[int, int | None] = {}
        for source, report_id, pk, version in there:
            if (source, report_id) in wanted:
                self.met[source, report_id] = _Met(pk, f"{source}/{report_id}")
                current[pk] = version
        self._know_versions(current)
        missing = [key for key in wanted if key not in self.met]
        for key, pk in zip(missing, reserve(Report, len(missing)), strict=True):
            self.met[key] = _Met(pk, "/".join(key))

    def _know_versions(self, current: dict[int, int | None]) -> None:
        by_pk = {met.pk: met for met in self.met.values()}
        rows = Version.objects.filter(report_id__among=set(current))
        fields = ("report_id", "digest", "pk", "number", "declared", "parcel_key")
        for report, sealed, pk, number, declared, parcel in rows.values_list(*fields):
            met, version = by_pk[report], _Version(pk, number, declared, parcel)
            met.digests[sealed] = version
            met.last = max(met.last, version.number)
            if current[report] == version.pk:
                met.current = version

    def _recall(self, told: Sequence[Told]) -> None:
        """Fetches the content of current versions that something else is told of now."""
        both = [(self.met[one.report.source, one.report.report_id], one.digest) for one in told]
        needed = {met.current.pk: met.current for met, sealed in both if met.current and sealed not in met.digests}
        rows = Version.objects.filter(pk__among=set(needed)).values_list("pk", "content") if needed else ()
        for pk, content in rows:
            needed[pk].content = content

    def _keep(self, parcel: Parcel, position: int, one: Told | Unread, ids: Iterator[int]) -> Act:
        if isinstance(one, Unread):
            return self._refuse(parcel, position, one)
        met = self.met[one.report.source, one.report.report_id]
        version, kind = met.digests.get(one.digest), Outcome.Kind.DUPLICATE
        if version is None:
            kind = Outcome.Kind.VERSION if met.digests else Outcome.Kind.NEW
            version = self._version(met, parcel, one, next(ids))
        self.outcomes.append((parcel.pk, position, parcel.delivery_id, kind.value, met.pk, version.pk))
        facts: dict[str, str | int] = {"parcel": parcel.pk, "version": version.number, "digest": one.digest}
        return Act(_TAGS[kind.value], f"report:{met.name}", "vigie", {**facts, "format": one.report.format})

    def _version(self, met: _Met, parcel: Parcel, one: Told, pk: int) -> _Version:
        met.last += 1
        before, report = met.current, one.report
        version = _Version(pk, met.last, report.declared_version, parcel.pk, one.content)
        differences = text(changes(_REPORT.decode(before.content), report)) if before else "[]"
        self.versions.append((
            pk, met.pk, version.number, version.declared, parcel.pk, parcel.path, one.digest, one.content,
            differences, parcel.received_at, parcel.delivery.actor,
        ))  # fmt: skip
        met.digests[one.digest] = version
        said = self.words.get(met.pk)
        self.words[met.pk] = words.joined([*one.words.split("\n"), *said.split("\n")]) if said else one.words
        if before is None or version.place >= before.place:
            met.current = version
            self.moved[met.pk] = parcel.delivery_id
        if met.last == 1:
            met.new = one
        return version

    def _refuse(self, parcel: Parcel, position: int, one: Unread) -> Act:
        if one.whole:
            return refuse(parcel.delivery, parcel, position, one.path, one.why)
        Problem.objects.create(
            at=self.now,
            step=READ,
            delivery_key=parcel.delivery_id,
            parcel_key=parcel.pk,
            path=one.path[:1000],
            reason=text(one.why),
            permanent=True,
        )
        return Act(Tag.FILE_UNREADABLE, f"parcel:{parcel.pk}", "vigie", {"path": one.path, "why": str(one.why)})

    def _write(self) -> None:
        fresh = [met for met in self.met.values() if met.new]
        again = [met for met in self.met.values() if met.pk in self.moved and not met.new]
        insert(Report, _REPORTS, [self._row(met, met.new.report) for met in fresh if met.new])
        update(Report, ("current_id",), [(met.current.pk, met.pk) for met in again if met.current])
        insert(Version, _VERSIONS, self.versions)
        insert(Outcome, _OUTCOMES, self.outcomes, clash="DO NOTHING")
        plain = tuple(_STANDING.values())
        insert(Standing, (*_STANDING, "received_at", "report_id"), [(*plain, self.now, met.pk) for met in fresh])
        search_tasks.keep(self.words)
        self._reopen([met.pk for met in again])
        self._set_out([met.pk for met in fresh], [met.pk for met in again])

    def _row(self, met: _Met, report: nouns.Report) -> tuple[object, ...]:
        current = met.current.pk if met.current else None
        return (met.pk, report.source, report.report_id, (report.company or "")[:200], self.now, current)

    def _reopen(self, reports: Sequence[int]) -> None:
        """A report that comes again with more is looked at again, even if it was decided."""
        if reports:
            decided = Standing.objects.filter(report_id__among=reports, state=Standing.State.DECIDED)
            decided.update(state=Standing.State.OPEN)

    def _set_out(self, fresh: Sequence[int], again: Sequence[int]) -> None:
        first, kind = STEPS[0].name, Item.Kind.REPORT.value
        for keys, clash in ((fresh, ""), (again, _AGAIN)):
            rows = [(kind, key, self.moved[key], first, rank(first), 0, 0, "") for key in keys]
            insert(Item, SET_OUT, rows, clash)

    def _go_on(self, unfinished: Sequence[Read]) -> None:
        for item, _, told, _ in unfinished:
            Item.objects.filter(pk=item.pk).update(
                position=item.position + len(told), attempts=0, owner="", lease_until=None
            )
