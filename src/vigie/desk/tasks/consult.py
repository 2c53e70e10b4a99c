"""Who read what, and who was refused."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from urllib.parse import quote

from vigie.access.models import Officer
from vigie.cases.models import Case
from vigie.desk.tasks.act import act
from vigie.journey.tasks.write import short_write
from vigie.ledger.chain import Act
from vigie.ledger.models import Entry
from vigie.ledger.tags import Tag
from vigie.report.models import Standing

READ_AGAIN = timedelta(minutes=15)  # consulting the same report again within this is one consultation


def refused(officer: Officer, address: str, right: str) -> None:
    """Writes that somebody asked for what they may not see or do."""
    with short_write() as acts:
        acts.append(Act(Tag.ACCESS_REFUSED, f"address:{quote(address)}"[:200], officer.username, {"right": right}))


def consulted(officer: Officer, standing: Standing, version: int, now: datetime | None = None) -> None:
    """Writes that an officer read a report: once in a while, not at each click."""
    since = (now or datetime.now(UTC)) - READ_AGAIN
    subject = f"report:{standing.report.name}"
    again = Entry.objects.filter(subject=subject, tag=Tag.REPORT_READ, actor=officer.username, at__gt=since)
    if not again.exists():
        with short_write() as acts:
            acts.append(act(Tag.REPORT_READ, standing, officer, version=version))


def case_read(officer: Officer, case: Case, now: datetime | None = None) -> None:
    """Writes that an officer read a case: once in a while. Their duty is the reason: it is their unit's."""
    _once(officer, Tag.CASE_READ, f"case:{case.name}", now or datetime.now(UTC))


def thread_read(officer: Officer, name: str, now: datetime | None = None) -> None:
    """Writes that an officer looked at a thread: once in a while."""
    _once(officer, Tag.THREAD_READ, f"thread:{name}", now or datetime.now(UTC))


def _once(officer: Officer, tag: Tag, subject: str, now: datetime) -> None:
    recent = Entry.objects.filter(subject=subject, tag=tag, actor=officer.username, at__gt=now - READ_AGAIN)
    if not recent.exists():
        with short_write() as acts:
            acts.append(Act(tag, subject, officer.username, {}))
