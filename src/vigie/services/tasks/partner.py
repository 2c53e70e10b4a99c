"""Reports that come as one JSON document: opened, told again, urgent; and what their sender may know of them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Literal, NamedTuple

import msgspec

from vigie.journey.models import Item, Outcome
from vigie.journey.steps import READ, UNPACK
from vigie.ledger.chain import Act
from vigie.ledger.tags import Tag
from vigie.report import nouns
from vigie.report.models import Report
from vigie.report.nouns import Member
from vigie.services.codes import Code, Done, Wrong
from vigie.services.models import Alarm, Submission
from vigie.services.quality import Average, Quality, average, quality
from vigie.services.tasks import find
from vigie.services.tasks.entry import Caller
from vigie.services.tasks.keep import act, begin, complete, document

State = Submission.State
NAME = "vigie-report.json"
RECENT = timedelta(days=30)
MOST = 5000  # reports whose quality is told together
Reading = Literal["waiting", "read", "unreadable", "not-sent"]


class Look(NamedTuple):
    """What is to be known of a document before its rows are written."""

    complete: bool
    urgent: bool = False
    reference: str = ""
    why: str = ""  # of an alarm; empty: none
    contact: str = ""


def open_report(who: Caller, body: bytes, key: str, look: Callable[[bytes], Look]) -> Done:
    """A report, on its way at once where it is complete. Raises `Wrong`, `Spared`."""
    return document(who, "api", body, look, partial(_open, who, key))


def _open(who: Caller, key: str, told: Look, acts: list[Act], member: Member) -> Done:
    new = Submission(name=NAME, urgent=told.urgent or bool(told.why), reference=told.reference)
    of = begin(who, key, new, acts, member)
    if of is not new:
        return Done(of.number)
    if told.why and not of.sandbox:
        Alarm.objects.create(submission=of, at=of.opened_at, why=told.why[:500], contact=told.contact[:300])
        acts.append(act(Tag.ALARM_RAISED, of, who, {"contact": told.contact[:300]}))
    if told.complete:
        complete(of, who, acts)
    return Done(of.number)


def tell_again(who: Caller, number: int, body: bytes, look: Callable[[bytes], Look]) -> Done:
    """A report told again, with more or otherwise: a new version, with the files that came before. Raises `Wrong`."""
    return document(who, "api", body, look, partial(_tell_again, who, number))


def _tell_again(who: Caller, number: int, told: Look, acts: list[Act], member: Member) -> Done:
    of = find.submission(who.service, number)
    if of.name != NAME:
        raise Wrong(Code.INVALID_REQUEST, "this report came by the other interface, and is told again there")
    if of.state == State.RETRACTED:
        raise Wrong(*find.ENDED[State.RETRACTED])
    if of.document == member.sha256:
        return Done(of.number)
    if of.state != State.OPEN:
        of.version, of.opened_at = of.version + 1, datetime.now(UTC)
    of.document, of.urgent, of.changed_at = member.sha256, told.urgent, datetime.now(UTC)
    of.reference = told.reference or of.reference
    if of.state == State.FINISHED:
        of.state, of.ended_at = State.OPEN, None
    of.save()
    acts.append(act(Tag.SUBMISSION_OPENED, of, who, {"sha256": member.sha256, "version": of.version}))
    if told.complete:
        complete(of, who, acts)
    return Done(of.number)


def reading(of: Submission) -> Reading:
    """How far the desk is with it: nothing of what it thinks of it."""
    if of.parcel_key is None or of.state == State.EXPIRED:
        return "not-sent"
    if Item.objects.filter(kind=Item.Kind.PARCEL, key=of.parcel_key, step__in=(READ, UNPACK)).exists():
        return "waiting"
    kinds = set(Outcome.objects.filter(parcel_key=of.parcel_key).values_list("kind", flat=True))
    return "unreadable" if kinds <= {Outcome.Kind.UNREADABLE} else "read"


def feedback(who: Caller, number: int) -> Quality:
    """How well a report is made. Raises `Wrong` until it was read."""
    of = find.submission(who.service, number)
    told = _told([of])
    if not told:
        raise Wrong(Code.NOT_FOUND, "the report has not been read yet")
    return quality(told[0])


def recent(service_key: int, now: datetime | None = None) -> Average:
    """The quality of a service's reports of the last days."""
    since = (now or datetime.now(UTC)) - RECENT
    rows = Submission.objects.filter(service_key=service_key, state=State.FINISHED, ended_at__gte=since)
    return average(map(quality, _told(list(rows.order_by("-pk")[:MOST]))))


def _told(rows: list[Submission]) -> list[nouns.Report]:
    """The reports as they were read, of those that were."""
    keys = [row.parcel_key for row in rows if row.parcel_key and not row.sandbox]
    reports = Outcome.objects.filter(parcel_key__among=keys, report_key__isnull=False).values_list(
        "report_key", flat=True
    )
    found = Report.objects.filter(pk__among=sorted(set(reports))).select_related("current")
    return [msgspec.json.decode(row.current.content, type=nouns.Report) for row in found if row.current]


def mine(who: Caller, number: int) -> Submission:
    """A report of the caller's. Raises `Wrong`."""
    return find.submission(who.service, number)


def still_open(who: Caller, number: int) -> None:
    """Raises `Wrong` when nothing can be added to a report."""
    find.open_submission(who.service, number)
