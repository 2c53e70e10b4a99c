"""Hands a report to a colleague, offers it to whoever can, or hands everything over at once. No reason is asked."""

from __future__ import annotations

from datetime import UTC, datetime

from django.db.models import QuerySet

from vigie.access.models import Officer
from vigie.access.roles import Act as Right
from vigie.cases import tasks as cases
from vigie.desk.models import Offer, visible
from vigie.desk.tasks.act import Refused, Unknown, act, standing_of
from vigie.journey.tasks.write import short_write
from vigie.ledger.tags import Tag
from vigie.report.models import Standing
from vigie.report.nouns import say


def colleagues(officer: Officer, standing: Standing | None = None) -> list[str]:
    """Who could take a report: those who may claim, and may know of it."""
    people = Officer.objects.filter(is_active=True).exclude(pk=officer.pk).order_by("username")
    able = [one for one in people if one.may(Right.CLAIM)]
    if standing is None:
        return [one.username for one in able if not one.unit or one.unit == officer.unit]
    return [one.username for one in able if visible(one).filter(pk=standing.pk).exists()]


def offer(officer: Officer, report_key: int, to: str) -> None:
    """Offers a report that one holds. It stays with its holder until somebody takes it. Raises `Refused`, `Unknown`."""
    standing = standing_of(officer, report_key)
    if to and to not in colleagues(officer, standing):
        raise Refused(say("{name} cannot take this report.", name=to), permanent=True)
    now = datetime.now(UTC)
    with short_write() as acts:
        if not _mine(officer, report_key).exists():
            raise Refused(say("You do not hold this report."))
        Offer.objects.filter(report_key=report_key, ended_at=None).update(ended_at=now)
        Offer.objects.create(report_key=report_key, by=officer.username, to=to, at=now)
        acts.append(act(Tag.REPORT_OFFERED, standing, officer, to=to))


def take(officer: Officer, report_key: int) -> None:
    """Takes a report that was offered. Of two who race one wins. Raises `Refused`, `Unknown`."""
    standing, now = standing_of(officer, report_key), datetime.now(UTC)
    with short_write() as acts:
        one = Offer.objects.filter(report_key=report_key, ended_at=None, to__in=("", officer.username)).first()
        if one is None or one.by == officer.username:
            raise Refused(say("This report is no longer offered."))
        held = Standing.objects.filter(pk=report_key, state=Standing.State.CLAIMED, claimed_by=one.by)
        if not held.update(claimed_by=officer.username, claimed_at=now):
            raise Refused(say("This report is no longer offered."))
        Offer.objects.filter(pk=one.pk).update(ended_at=now, taken_by=officer.username)
        acts.append(act(Tag.REPORT_CLAIMED, standing, officer, swapped_with=one.by))


def withdraw(officer: Officer, report_key: int) -> None:
    """Takes an offer back. Raises `Unknown`."""
    mine = Offer.objects.filter(report_key=report_key, by=officer.username, ended_at=None)
    if not mine.update(ended_at=datetime.now(UTC)):
        raise Unknown


def offered(officer: Officer) -> list[Offer]:
    """What colleagues offer to this officer, oldest first."""
    rows = list(
        Offer.objects.filter(ended_at=None, to__in=("", officer.username))
        .exclude(by=officer.username)
        .order_by("at")[:50]
    )
    known = set(visible(officer).filter(pk__in=[row.report_key for row in rows]).values_list("pk", flat=True))
    return [row for row in rows if row.report_key in known]


def stop(officer: Officer) -> int:
    """Gives every report and every case back, at its place and with nothing lost. Returns how many reports."""
    now = datetime.now(UTC)
    with short_write() as acts:
        held = Standing.objects.filter(state=Standing.State.CLAIMED, claimed_by=officer.username)
        rows = list(held.select_related("report").defer("report__current"))
        held.update(state=Standing.State.OPEN, claimed_by="", claimed_at=None)
        Offer.objects.filter(by=officer.username, ended_at=None).update(ended_at=now)
        acts.extend(act(Tag.REPORT_RELEASED, row, officer, held_by=officer.username) for row in rows)
        acts.extend(cases.let_go(officer.username))
    return len(rows)


def _mine(officer: Officer, report_key: int) -> QuerySet[Standing]:
    return Standing.objects.filter(pk=report_key, state=Standing.State.CLAIMED, claimed_by=officer.username)
