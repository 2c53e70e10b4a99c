"""Unpacks archives and reads parcels: sealed bytes become reports, versions, duplicates, or a problem for a person."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import chain

import msgspec

from vigie.evidence.models import Parcel
from vigie.evidence.tasks import ParcelRow, Shelf
from vigie.intake.archive import entries
from vigie.intake.changes import changes, digest
from vigie.intake.format import Unread
from vigie.intake.step import Reading, read_parcel
from vigie.journey.models import Item, Outcome, Problem
from vigie.journey.steps import DONE, READ, STEPS, rank
from vigie.journey.tasks.again import send_back
from vigie.journey.tasks.claim import Claim, move, still_mine
from vigie.journey.tasks.receive import refuse, unpack
from vigie.journey.tasks.write import in_slices, short_write, text
from vigie.journey.tree import listed
from vigie.ledger.chain import Act
from vigie.ledger.tags import Tag
from vigie.report import nouns
from vigie.report.models import Report, Standing, Version
from vigie.triage import tasks as triage_tasks

REPORTS = 500  # reports committed together


def unpack_claimed(claim: Claim) -> None:
    """Takes archives apart: their files are sealed and set on their way as parcels of their own."""
    for item in claim.items:
        parcel = Parcel.objects.select_related("delivery").get(pk=item.key)
        shelf = Shelf([_row(parcel)])
        _unpack(parcel, shelf)
        with short_write() as acts:
            if still_mine(Claim(claim.step, (item,), claim.owner)):
                move([item], DONE, rank(DONE))
                acts.append(Act(Tag.PARCEL_UNPACKED, f"parcel:{parcel.pk}", "vigie", {"path": parcel.path}))


def _unpack(parcel: Parcel, shelf: Shelf) -> None:
    refused: list[Unread] = []
    member = shelf.parcels[0].members[0]
    with shelf.open(member) as stream:
        unpack(parcel, listed(entries(stream, member.path, parcel.depth, refused.append)))
    seen = Outcome.objects.filter(parcel_key=parcel.pk).count()
    with short_write() as acts:
        for position, unread in enumerate(refused[seen:], seen):
            acts.append(refuse(parcel.delivery, parcel, position, unread.path, unread.why))


def _row(parcel: Parcel) -> ParcelRow:
    return ParcelRow(parcel.pk, parcel.path, parcel.delivery.source, parcel.received_at)


def read_claimed(claim: Claim) -> None:
    """Reads parcels and commits what came out of them, some hundreds of reports at a time."""
    items = {item.key: item for item in claim.items}
    rows = in_slices(list(items), lambda some: Parcel.objects.select_related("delivery").filter(pk__in=some))
    parcels = {parcel.pk: parcel for parcel in rows}
    shelf = Shelf([_row(parcel) for parcel in parcels.values()])
    readings: list[tuple[Item, Parcel, Reading]] = []
    for parcel in shelf.parcels:
        item = items[parcel.key]
        reading = read_parcel(parcel, shelf.open, item.position, REPORTS)
        readings.append((item, parcels[parcel.key], reading))
    _Commit(claim, readings).run()


@dataclass(slots=True)
class _Met:
    """A report's row with what is known of its versions while a batch is committed."""

    row: Report
    digests: dict[str, Version]
    last: int = 0
    new: bool = False


@dataclass(slots=True)
class _Commit:
    claim: Claim
    readings: Sequence[tuple[Item, Parcel, Reading]]
    met: dict[tuple[str, str], _Met] = field(default_factory=dict)
    versions: list[Version] = field(default_factory=list)
    outcomes: list[tuple[Outcome, Version]] = field(default_factory=list)
    fresh: dict[int, nouns.Report] = field(default_factory=dict)
    moved: dict[int, int] = field(default_factory=dict)  # report -> delivery, of those with a new current version
    now: datetime = field(default_factory=lambda: datetime.now(UTC))

    def run(self) -> None:
        with short_write() as acts:
            mine = {item.pk for item in still_mine(self.claim)}
            held = [reading for reading in self.readings if reading[0].pk in mine]
            self._meet([one for _, _, reading in held for one in reading.items if isinstance(one, nouns.Report)])
            for item, parcel, reading in held:
                for position, one in enumerate(reading.items, item.position):
                    acts.extend(self._keep(parcel, position, one))
            self._write()
            send_back(triage_tasks.learn(list(self.fresh.items())), "triage")
            move([item for item, _, reading in held if reading.done], DONE, rank(DONE))
            self._go_on([(item, reading) for item, _, reading in held if not reading.done])

    def _meet(self, reports: Sequence[nouns.Report]) -> None:
        """Finds or makes the row of every report of the batch, and loads the digests of its versions."""
        wanted = {(report.source, report.report_id): report for report in reports}
        ids = list({report_id for _, report_id in wanted})
        rows = in_slices(ids, lambda some: Report.objects.select_related("current").filter(report_id__in=some))
        there = {(row.source, row.report_id): row for row in rows}
        missing = [self._row(report) for key, report in wanted.items() if key not in there]
        Report.objects.bulk_create(missing, batch_size=200)
        for row in chain(there.values(), missing):
            self.met[row.source, row.report_id] = _Met(row, {})
        by_key = {met.row.pk: met for met in self.met.values()}
        for version in in_slices([row.pk for row in there.values()], self._known_versions):
            met = by_key[version.report_id]
            met.digests[version.digest] = version
            met.last = max(met.last, version.number)

    @staticmethod
    def _known_versions(some: Sequence[int]) -> Sequence[Version]:
        fields = ("report_id", "digest", "number", "declared")
        return list(Version.objects.filter(report_id__in=some).only(*fields))

    def _row(self, report: nouns.Report) -> Report:
        return Report(
            source=report.source,
            report_id=report.report_id,
            company=(report.company or "")[:200],
            first_received_at=self.now,
        )

    def _keep(self, parcel: Parcel, position: int, one: nouns.Report | Unread) -> Iterator[Act]:
        if isinstance(one, Unread):
            yield self._refuse(parcel, position, one)
            return
        met = self.met[one.source, one.report_id]
        sealed = digest(one)
        version, kind = met.digests.get(sealed), Outcome.Kind.DUPLICATE
        if version is None:
            kind = Outcome.Kind.VERSION if met.digests else Outcome.Kind.NEW
            version = self._version(met, parcel, one, sealed)
        outcome = Outcome(
            parcel_key=parcel.pk,
            position=position,
            delivery_key=parcel.delivery_id,
            kind=kind,
            report_key=met.row.pk,
        )
        self.outcomes.append((outcome, version))
        tag = {"new": Tag.REPORT_NEW, "version": Tag.REPORT_VERSION, "duplicate": Tag.REPORT_DUPLICATE}[kind]
        facts: dict[str, str | int] = {"parcel": parcel.pk, "version": version.number, "digest": sealed}
        yield Act(tag, f"report:{met.row.name}", "vigie", {**facts, "format": one.format})

    def _version(self, met: _Met, parcel: Parcel, report: nouns.Report, sealed: str) -> Version:
        met.last += 1
        before = met.row.current
        version = Version(
            report=met.row,
            number=met.last,
            declared=report.declared_version,
            parcel_key=parcel.pk,
            document_path=parcel.path,
            digest=sealed,
            content=text(report),
            changes=text(changes(_content(before), report)) if before else "[]",
            received_at=parcel.received_at,
            actor=parcel.delivery.actor,
        )
        met.digests[sealed] = version
        self.versions.append(version)
        if not met.row.current or (version.declared or 1) >= (met.row.current.declared or 1):
            met.row.current = version
            self.moved[met.row.pk] = parcel.delivery_id
        if met.last == 1:
            self.fresh[met.row.pk] = report
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
        Version.objects.bulk_create(self.versions, batch_size=100)
        for outcome, version in self.outcomes:
            outcome.version_key = version.pk
        Outcome.objects.bulk_create([one for one, _ in self.outcomes], batch_size=200, ignore_conflicts=True)
        rows = [met.row for met in self.met.values() if met.row.pk in self.moved]
        for row in rows:
            row.current_id = row.current.pk if row.current else None
        Report.objects.bulk_update(rows, ["current"], batch_size=200)
        first = [row for row in rows if row.pk in self.fresh]
        Standing.objects.bulk_create([Standing(report=row, received_at=self.now) for row in first], batch_size=200)
        self._reopen([row.pk for row in rows if row.pk not in self.fresh])
        self._set_out()

    def _reopen(self, reports: Sequence[int]) -> None:
        """A report that comes again with more is looked at again, even if it was decided."""
        Standing.objects.filter(report_id__in=reports, state=Standing.State.DECIDED).update(state=Standing.State.OPEN)

    def _set_out(self) -> None:
        first = STEPS[0].name
        Item.objects.bulk_create(
            [
                Item(kind=Item.Kind.REPORT, key=key, delivery_key=delivery, step=first, rank=rank(first))
                for key, delivery in self.moved.items()
            ],
            batch_size=200,
            update_conflicts=True,
            unique_fields=["kind", "key"],
            update_fields=["step", "rank", "delivery_key", "attempts", "owner", "lease_until"],
        )

    def _go_on(self, unfinished: Sequence[tuple[Item, Reading]]) -> None:
        for item, reading in unfinished:
            Item.objects.filter(pk=item.pk).update(
                position=item.position + len(reading.items), attempts=0, owner="", lease_until=None
            )


def _content(version: Version) -> nouns.Report:
    return msgspec.json.decode(version.content, type=nouns.Report)
