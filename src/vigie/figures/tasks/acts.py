"""What people did, as facts, from the ledger: it alone says so in order, and nothing in it is ever changed."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from datetime import datetime

from msgspec import Struct
from msgspec.structs import replace

from vigie.figures import fact
from vigie.figures.fact import Event, Fact
from vigie.figures.models import FactRow
from vigie.figures.tasks.desk import Desk
from vigie.ledger.models import Entry
from vigie.ledger.tags import Tag
from vigie.report.models import Report

EVENTS = {
    Tag.REPORT_READ.value: Event.LOOKED,
    Tag.REPORT_CLAIMED.value: Event.LOOKED,
    Tag.REPORT_DECIDED.value: Event.DECIDED,
    Tag.DECISION_UNDONE.value: Event.DECIDED,
    Tag.REPORT_IN_DOSSIER.value: Event.PAPERS,
    Tag.OUTCOME_RECORDED.value: Event.OUTCOME,
    Tag.OUTCOME_WITHDRAWN.value: Event.OUTCOME,
}
ONCE = (Event.LOOKED, Event.PAPERS)  # the first one counts
BEFORE = "report:"


class _Row(Struct, frozen=True):
    key: int
    received: datetime
    base: Fact  # what is known of the report: its place among the dimensions


class _Book(dict[tuple[str, Event], Fact]):
    """The facts that hold, by subject and event, as the entries are read one after the other."""


def told(desk: Desk, entries: Sequence[Entry]) -> Iterator[Fact]:
    """The facts of a run of entries, in their order. Entries about other things than reports are passed over."""
    telling = [one for one in entries if one.tag in EVENTS and one.subject.startswith(BEFORE)]
    rows = _rows(desk, {one.subject.removeprefix(BEFORE) for one in telling})
    book = _book(rows)
    for entry in telling:
        row = rows.get(entry.subject.removeprefix(BEFORE))
        if row is not None:
            yield from _told(desk, entry, row, book)


def _told(desk: Desk, entry: Entry, row: _Row, book: _Book) -> Iterator[Fact]:
    event = EVENTS[entry.tag]
    place = (row.base.subject, event)
    held = book.get(place)
    if event in ONCE and held is not None:
        return
    if event is Event.OUTCOME:
        yield _outcome(desk, entry, row)
        return
    if entry.tag == Tag.DECISION_UNDONE:
        if held is not None:
            del book[place]
            yield replace(held, n=-1)
        return
    plain = desk.at(event, entry.at, row.received, row.key)
    new = replace(row.base, event=event, day=plain.day, week=plain.week, minutes=plain.minutes)
    if event is Event.DECIDED:
        new = _decided(new, json.loads(entry.payload))
    yield from fact.corrected(held, new)
    book[place] = new


def _outcome(desk: Desk, entry: Entry, row: _Row) -> Fact:
    """One of perhaps several: each counts by itself, on the day it was told; one withdrawn takes that day's back."""
    said = json.loads(entry.payload)
    plain = desk.at(Event.OUTCOME, datetime.fromisoformat(said["told"]), row.received, row.key)
    new = replace(row.base, event=Event.OUTCOME, day=plain.day, week=plain.week, minutes=plain.minutes)
    return replace(new, outcome=str(said["outcome"]), n=-1 if entry.tag == Tag.OUTCOME_WITHDRAWN else 1)


def _decided(new: Fact, said: dict[str, object]) -> Fact:
    return replace(
        new,
        class_name=str(said.get("decided") or new.class_name),
        unit=str(said.get("unit") or new.unit),
        country=str(said.get("country") or new.country),
        punishable=str(said.get("punishable") or ""),
        outcome=str(said.get("outcome") or ""),
    )


def rows_of(desk: Desk, names: set[str]) -> dict[str, _Row]:
    """Reports by name, each with what the machine judged of it."""
    rows = _rows(desk, names)
    _book(rows)
    return rows


def _rows(desk: Desk, names: set[str]) -> dict[str, _Row]:
    ids = [name.partition("/")[2] for name in names]
    found = Report.objects.filter(report_id__among=ids).values_list(
        "pk", "source", "report_id", "company", "first_received_at"
    )
    rows = {}
    for key, source, report_id, company, received in found:
        if f"{source}/{report_id}" in names:
            base = desk.at(Event.RECEIVED, received, received, key)
            rows[f"{source}/{report_id}"] = _Row(key, received, replace(base, source=source, company=company))
    return rows


def _book(rows: dict[str, _Row]) -> _Book:
    """What holds of these reports; and the dimensions of each, from what the machine judged."""
    names = {row.base.subject: name for name, row in rows.items()}
    appended: dict[tuple[str, Event], list[Fact]] = {}
    for one in facts_of(list(names)):
        appended.setdefault((one.subject, one.event), []).append(one)
    held = {place: fact.standing(facts) for place, facts in appended.items()}
    for (subject, event), fact_ in held.items():
        if event is Event.JUDGED and fact_ is not None:
            row = rows[names[subject]]
            rows[names[subject]] = _Row(row.key, row.received, fact_)
    return _Book({place: one for place, one in held.items() if one is not None})


def facts_of(subjects: list[str]) -> Iterator[Fact]:
    """Everything that was appended about some reports, in order."""
    rows = FactRow.objects.filter(subject__among=subjects).order_by("pk").values_list(*fact.COLUMNS)
    for event, *rest in rows:
        yield Fact(Event(event), *rest)
