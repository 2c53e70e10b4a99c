"""Who read what, and who was refused."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from urllib.parse import quote

from vigie.access.models import Officer
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
