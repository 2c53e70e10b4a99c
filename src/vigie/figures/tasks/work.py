"""What units have in hand, as facts from the ledger: requests that left, and cases. By unit, never by person."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence

from django.conf import settings
from msgspec.structs import replace

from vigie.figures import fact
from vigie.figures.fact import Event, Fact
from vigie.figures.tasks.acts import BEFORE, facts_of, rows_of
from vigie.figures.tasks.desk import Desk
from vigie.ledger.models import Entry
from vigie.ledger.tags import Tag
from vigie.territory import land, pack

ASKING = {
    Tag.REQUEST_SENT.value: Event.ASKED,
    Tag.REQUEST_ANSWERED.value: Event.ANSWERED,
    Tag.REQUEST_CLOSED.value: Event.ANSWERED,  # given up: nothing is waited for any more
}
CASES = {
    Tag.CASE_OPENED.value: Event.CASE,
    Tag.CASE_CLOSED.value: Event.CASE_CLOSED,
    Tag.CASE_REOPENED.value: Event.CASE_CLOSED,
}
TAGS = (*ASKING, *CASES)


def told(desk: Desk, entries: Sequence[Entry]) -> Iterator[Fact]:
    """The facts of a run of entries with these tags, in their order."""
    book: dict[tuple[str, Event], Fact | None] = {}
    names = {one.subject.removeprefix(BEFORE) for one in entries if one.tag in ASKING}
    bases = {name: row.base for name, row in rows_of(desk, names).items()}
    for entry in entries:
        said = json.loads(entry.payload)
        if entry.tag in CASES:
            yield from _case(desk, entry, said, book)
        elif (base := bases.get(entry.subject.removeprefix(BEFORE))) is not None and said.get("request"):
            yield from _request(desk, entry, str(said["request"]), base, book)


def _request(
    desk: Desk, entry: Entry, reference: str, base: Fact, book: dict[tuple[str, Event], Fact | None]
) -> Iterator[Fact]:
    """A request counts once as asked and once as settled, whatever the number of its answers."""
    event = ASKING[entry.tag]
    new = _dated(desk, entry, replace(base, event=event, subject=desk.named(f"request:{reference}")))
    if _held(book, new) is None:
        book[new.subject, event] = new
        yield new


def _case(
    desk: Desk, entry: Entry, said: dict[str, object], book: dict[tuple[str, Event], Fact | None]
) -> Iterator[Fact]:
    day = fact.day(entry.at, desk.zone)
    new = _dated(desk, entry, Fact(CASES[entry.tag], day, 0, day, desk.named(entry.subject)))
    held = _held(book, new)
    if entry.tag == Tag.CASE_REOPENED:
        if held is not None:
            book[new.subject, new.event] = None
            yield replace(held, n=-1)
        return
    if held is None:
        if entry.tag == Tag.CASE_OPENED:
            new = replace(new, unit=str(said.get("unit") or _central()))
        book[new.subject, new.event] = new
        yield new


def _held(book: dict[tuple[str, Event], Fact | None], new: Fact) -> Fact | None:
    place = (new.subject, new.event)
    if place not in book:
        book[place] = fact.standing(one for one in facts_of([new.subject]) if one.event is new.event)
    return book[place]


def _dated(desk: Desk, entry: Entry, bare: Fact) -> Fact:
    return replace(
        bare, day=fact.day(entry.at, desk.zone), week=fact.week(entry.at, desk.zone), minutes=None, n=1
    )  # fmt: skip


def _central() -> str:
    """The unit of a case that names none."""
    return land.of(pack.load(settings.VIGIE_COUNTRY)).competence.queues.central
