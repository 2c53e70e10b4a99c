"""A report that is opened and never finished is not forgotten: what came of it is shown to a person."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from django.db.models import Q

from vigie.journey.models import Problem
from vigie.journey.steps import READ
from vigie.journey.tasks.hand_in import day_of, hand_in
from vigie.journey.tasks.write import short_write, text
from vigie.ledger.chain import Act
from vigie.ledger.tags import Tag
from vigie.report.nouns import Saying, say
from vigie.services.models import Service, Submission, Upload
from vigie.services.tasks.keep import folder, members, uploads

State = Submission.State
OPEN_FOR, STILL_FOR = timedelta(hours=24), timedelta(hours=1)  # whichever ends later, as NCMEC does
AT_ONCE = 100


def expire(now: datetime | None = None) -> int:
    """Shows every report that was left open: after 24 hours, or one hour after the last change if that is later; one
    that asks to be read first after that hour. Returns how many. A service may still finish it afterwards."""
    now = now or datetime.now(UTC)
    still = Submission.objects.filter(state=State.OPEN, changed_at__lte=now - STILL_FOR)
    left = still.filter(Q(opened_at__lte=now - OPEN_FOR) | Q(urgent=True)).order_by("pk")
    count = 0
    while batch := list(left[:AT_ONCE]):
        services = {row.pk: row for row in Service.objects.filter(pk__in={one.service_key for one in batch})}
        for one in batch:
            _expire(one, services[one.service_key], now)
        count += len(batch)
    return count


def _expire(of: Submission, service: Service, now: datetime) -> None:
    with short_write() as acts:
        mine = Submission.objects.filter(pk=of.pk, state=State.OPEN, changed_at=of.changed_at)
        if not mine.update(state=State.EXPIRED, ended_at=now):
            return  # the service went on with it meanwhile
        what: dict[str, str | int] = {"files": Upload.objects.filter(submission=of).count()}
        if not of.sandbox:
            delivery = day_of("gateway", service.username, service.actor, service.source, now)
            key, act = hand_in(delivery, f"{folder(of)}/{of.name}", members(of, uploads(of)), journey=False)
            mine = Submission.objects.filter(pk=of.pk)
            mine.update(parcel_key=key)
            acts.append(act)
            _show(of, service, delivery.pk, key, now)
            what["parcel"] = key
        acts.append(Act(Tag.SUBMISSION_EXPIRED, f"submission:{of.number}", service.actor, what))


def _show(of: Submission, service: Service, delivery: int, parcel: int, now: datetime) -> None:
    Problem.objects.create(
        at=now,
        step=READ,
        delivery_key=delivery,
        parcel_key=parcel,
        path=f"{of.number}/{of.name}",
        reason=text(_why(of, service)),
        permanent=False,
    )


def _why(of: Submission, service: Service) -> Saying:
    if of.urgent:
        return say(
            "{service} opened report {number}, asked for it to be read first, and has not finished it",
            service=service.name,
            number=str(of.number),
        )
    return say("{service} opened report {number} and never finished it", service=service.name, number=str(of.number))
