"""What was asked of others or handed to them, and what came of it, as facts from the ledger. A measure is one fact on
the day it left; what comes of it later takes that fact back and appends another of the same day.

A kind of measure that is yet to come (a withdrawal, a block) is counted here once its acts are in the ledger.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from vigie.figures import fact
from vigie.figures.fact import Effect, Event, Fact, Timing
from vigie.figures.tasks.acts import BEFORE, facts_of, rows_of
from vigie.figures.tasks.desk import Desk
from vigie.ledger.models import Entry
from vigie.ledger.tags import Tag

TAGS = (
    Tag.REQUEST_SENT.value,
    Tag.REQUEST_ANSWERED.value,
    Tag.REQUEST_CLOSED.value,
    Tag.DOSSIER_SENT.value,
    Tag.DOSSIER_ANSWERED.value,
)
DELIVERY, TRANSFER = "delivery", "transfer"  # papers handed over, at home or to another country
OF = "dossier:"
Said = Mapping[str, Any]


class _Known(Struct, frozen=True):
    """What earlier entries say of requests and dossiers: by the request's reference, and by the dossier's subject."""

    kinds: Mapping[str, str]
    due: Mapping[str, datetime]
    inside: Mapping[str, Sequence[str]]
    bases: Mapping[str, Fact]
    abroad: frozenset[str]  # reports that were decided to go to another country

    def base(self, name: str) -> Fact:
        """What is known of a report; nothing when it was erased before anybody counted."""
        return self.bases.get(name) or Fact(Event.MEASURE, 0, 0, 0, "")


def told(desk: Desk, entries: Sequence[Entry]) -> Iterator[Fact]:
    """The facts of a run of entries with these tags, in their order."""
    known, book = _known(desk, entries), dict[str, Fact | None]()
    for entry in entries:
        said = json.loads(entry.payload)
        left = entry.tag in (Tag.REQUEST_SENT, Tag.DOSSIER_SENT)
        thing = f"request:{said['request']}" if "request" in said else f"sending:{entry.subject}/{said.get('sending')}"
        subject = desk.named(f"measure:{thing}")
        if subject not in book:
            book[subject] = fact.standing(one for one in facts_of([subject]) if one.event is Event.MEASURE)
        held = book[subject]
        new = _left(desk, entry, said, subject, known) if left else _came(entry, said, held, known)
        if new is not None and not (left and held is not None):
            yield from fact.corrected(held, new)
            book[subject] = new


def _left(desk: Desk, entry: Entry, said: Said, subject: str, known: _Known) -> Fact:
    if "request" in said:
        names, kind = [entry.subject.removeprefix(BEFORE)], known.kinds.get(str(said["request"]), "")
    else:
        names = list(known.inside.get(entry.subject, ()))
        kind = TRANSFER if known.abroad.intersection(names) else DELIVERY
    base, day = known.base(names[0] if names else ""), fact.day(entry.at, desk.zone)
    return replace(
        base,
        event=Event.MEASURE,
        day=day,
        week=fact.week(entry.at, desk.zone),
        received=base.received or day,
        subject=subject,
        minutes=None,
        kind=kind[:60],
        effect=Effect.WAITING.value,
    )


def _came(entry: Entry, said: Said, held: Fact | None, known: _Known) -> Fact | None:
    """What came of a measure; nothing when it never left."""
    if held is None:
        return None
    if entry.tag == Tag.DOSSIER_ANSWERED:
        return replace(held, effect=str(said.get("answer", ""))[:12])
    if entry.tag == Tag.REQUEST_CLOSED:
        return replace(held, effect=Effect.GIVEN_UP.value)
    due = known.due.get(str(said["request"]))
    late = None if due is None else Timing.LATE if entry.at > due else Timing.IN_TIME
    return replace(held, effect=_answered(held.effect, said.get("identified")), timing=held.timing or (late or ""))


def _answered(before: str, identified: object) -> str:
    """A later line of an answer adds to what an earlier one said; it does not take it away."""
    if identified is True or before == Effect.IDENTIFIED:
        return Effect.IDENTIFIED.value
    if identified is False or before == Effect.NOTHING:
        return Effect.NOTHING.value
    return Effect.ANSWERED.value


def _known(desk: Desk, entries: Sequence[Entry]) -> _Known:
    requests = {one.subject for one in entries if one.subject.startswith(BEFORE)}
    dossiers = {one.subject for one in entries if one.subject.startswith(OF)}
    drafted = [said for _, said in _earlier(requests, Tag.REQUEST_DRAFTED)]
    sent = [said for _, said in _earlier(requests, Tag.REQUEST_SENT)]
    inside = {subject: said.get("reports", []) for subject, said in _earlier(dossiers, Tag.DOSSIER_MADE)}
    handed = {str(name) for names in inside.values() for name in names}
    names = {subject.removeprefix(BEFORE) for subject in requests} | handed
    decided = _earlier({f"{BEFORE}{name}" for name in handed}, Tag.REPORT_DECIDED)
    last = {subject.removeprefix(BEFORE): said.get("outcome") for subject, said in decided}
    return _Known(
        kinds={str(said["request"]): str(said.get("kind", "")) for said in drafted},
        due={str(said["request"]): datetime.fromisoformat(said["due"]) for said in sent if said.get("due")},
        inside=inside,
        bases={name: row.base for name, row in rows_of(desk, names).items()},
        abroad=frozenset(name for name, outcome in last.items() if outcome == "abroad"),
    )


def _earlier(subjects: Iterable[str], tag: Tag) -> Iterator[tuple[str, Said]]:
    """What the ledger says of some things under one tag, in its order."""
    rows = Entry.objects.filter(subject__among=list(subjects), tag=tag.value).order_by("number")
    for subject, payload in rows.values_list("subject", "payload"):
        yield subject, json.loads(payload)
