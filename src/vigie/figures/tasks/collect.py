"""Turns what the journey and the desk wrote since the last time into facts. Run again, it counts nothing twice.

Every row it reads was written under the ledger's lock, so ids follow the order of commits and none appears late below a
mark. The facts and the mark are written together.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

import msgspec
from django.db import transaction
from django.db.models import Max
from msgspec.structs import replace

from vigie.figures import fact
from vigie.figures.fact import COLUMNS, Event, Fact
from vigie.figures.models import FactRow, Upto
from vigie.figures.tasks import measures, visits, work
from vigie.figures.tasks.acts import facts_of, told
from vigie.figures.tasks.desk import Desk, here
from vigie.figures.tasks.judged import judged
from vigie.ledger.models import Entry, lock
from vigie.report.models import Finding, Report
from vigie.report.tasks import insert

AT_ONCE = 2000
Progress = Callable[[int], None]


class _Said(msgspec.Struct):
    """Of a report's content, only this is read here."""

    incident_kind: str | None = None


_said = msgspec.json.Decoder(_Said)


def collect(progress: Progress = lambda _n: None) -> int:
    """Collects everything that is new, a short write at a time. Returns the number of facts that were added."""
    desk, added = here(), 0
    for name, piece in PIECES:
        while True:
            with transaction.atomic():
                lock()
                mark, _ = Upto.objects.get_or_create(name=name)
                last, facts = piece(desk, mark.last)
                write(facts)
                Upto.objects.filter(pk=name).update(last=last)
            added += len(facts)
            progress(len(facts))
            if last == mark.last:
                break
    return added


def write(facts: Sequence[Fact]) -> None:
    """Appends facts, inside the caller's transaction and under the write lock."""
    insert(FactRow, COLUMNS, [fact.cells(one) for one in facts])


def _received(desk: Desk, after: int) -> tuple[int, list[Fact]]:
    rows = list(
        Report.objects.filter(pk__gt=after, current__isnull=False)
        .order_by("pk")
        .values_list("pk", "source", "company", "first_received_at", "current__content")[:AT_ONCE]
    )
    facts = [
        replace(
            desk.at(Event.RECEIVED, received, received, key),
            source=source,
            company=company,
            incident=(_said.decode(content).incident_kind or "")[:200],
        )
        for key, source, company, received, content in rows
    ]
    return (rows[-1][0] if rows else after), facts


def _judged(desk: Desk, after: int) -> tuple[int, list[Fact]]:
    upto = Finding.objects.filter(pk__gt=after, stage="dispatch").order_by("pk").values_list("pk", flat=True)
    ids = list(upto[:AT_ONCE])
    if not ids:
        return Finding.objects.aggregate(last=Max("pk"))["last"] or after, []
    versions = Finding.objects.filter(pk__among=ids).values_list("version_id", flat=True)
    return ids[-1], corrections(judged(desk, set(versions)))


def _acts(desk: Desk, after: int) -> tuple[int, list[Fact]]:
    entries = list(Entry.objects.filter(number__gt=after).order_by("number")[:AT_ONCE])
    return (entries[-1].number if entries else after), list(told(desk, entries))


def _work(desk: Desk, after: int) -> tuple[int, list[Fact]]:
    entries = list(Entry.objects.filter(number__gt=after, tag__in=work.TAGS).order_by("number")[:AT_ONCE])
    return (entries[-1].number if entries else after), list(work.told(desk, entries))


def _measures(desk: Desk, after: int) -> tuple[int, list[Fact]]:
    entries = list(Entry.objects.filter(number__gt=after, tag__in=measures.TAGS).order_by("number")[:AT_ONCE])
    return (entries[-1].number if entries else after), list(measures.told(desk, entries))


PIECES: tuple[tuple[str, Callable[[Desk, int], tuple[int, list[Fact]]]], ...] = (
    ("report", _received),
    ("finding", _judged),
    ("ledger", _acts),
    ("work", _work),
    ("measures", _measures),
    ("visits", visits.told),
)


def corrections(facts: Iterable[Fact]) -> list[Fact]:
    """What to append so that these hold, each in the place of what held of its subject and event before."""
    wanted = {(one.subject, one.event): one for one in facts}
    held = standing(wanted)
    return [one for place, want in wanted.items() for one in fact.corrected(held.get(place), want)]


def standing(places: Iterable[tuple[str, Event]]) -> dict[tuple[str, Event], Fact]:
    """The facts that hold now, by subject and event."""
    wanted = set(places)
    appended: dict[tuple[str, Event], list[Fact]] = {}
    for one in facts_of(list({subject for subject, _ in wanted})):
        if (one.subject, one.event) in wanted:
            appended.setdefault((one.subject, one.event), []).append(one)
    found = {place: fact.standing(facts) for place, facts in appended.items()}
    return {place: one for place, one in found.items() if one is not None}
