"""Counts what officers looked at: for themselves, and by bands for whoever looks after a team."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, date, datetime, timedelta

from django.utils import timezone
from msgspec import Struct

from vigie.access.models import Officer
from vigie.access.roles import Act
from vigie.desk.exposure import BREAK_AFTER, Band, Load, Severity, Shown, bands, load
from vigie.desk.models import Break, Comfort, Showing

WEEK = timedelta(days=7)


class Day(Struct, frozen=True):
    """A team's day: how many pictures in all, and how many people in each band. No bands: too few people to show."""

    on: date
    pictures: int
    bands: list[Band]


def own(officer: Officer, now: datetime | None = None) -> Load:
    """An officer's own count. Three queries."""
    now, name = now or datetime.now(UTC), officer.username
    rows = Showing.objects.filter(officer=name, at__gt=now - WEEK, served_at__isnull=False).order_by("at")
    shown = [Shown(at, Severity(severity)) for at, severity in rows.values_list("at", "severity")]
    breaks = list(Break.objects.filter(officer=name, at__gt=now - timedelta(days=1)).values_list("at", flat=True))
    return load(shown, breaks, now, least_of(officer))


def own_days(officer: Officer, days: int = 7) -> list[tuple[date, Counter[str]]]:
    """An officer's own days, newest first: pictures by how grave they were said to be; days without any are left
    out. One query."""
    since = datetime.now(UTC) - timedelta(days=days)
    rows = Showing.objects.filter(officer=officer.username, at__gt=since, served_at__isnull=False)
    found: dict[date, Counter[str]] = {}
    for at, severity in rows.order_by("-at").values_list("at", "severity"):
        found.setdefault(timezone.localtime(at).date(), Counter())[severity] += 1
    return list(found.items())


def least_of(officer: Officer) -> int:
    """After how many points a break is proposed to somebody."""
    return Comfort.objects.filter(officer=officer.username).values_list("pictures", flat=True).first() or BREAK_AFTER


def rest(officer: Officer) -> None:
    """Notes that a break begins."""
    Break.objects.create(officer=officer.username, at=datetime.now(UTC))


def team(supervisor: Officer, days: int = 14) -> tuple[int, list[Day]]:
    """How many people a supervisor's team has, and its days, newest first: bands, without a name and without a rank."""
    people = Officer.objects.filter(is_active=True, unit=supervisor.unit)
    names = [one.username for one in people if one.may(Act.SEE_MEDIA) and one.pk != supervisor.pk]
    since = datetime.now(UTC) - timedelta(days=days)
    rows = Showing.objects.filter(officer__in=names, at__gt=since, served_at__isnull=False)
    seen = Counter((timezone.localtime(at).date(), officer) for at, officer in rows.values_list("at", "officer"))
    today = timezone.localdate()
    return len(names), [_day(today - timedelta(days=back), names, seen) for back in range(days)]


def _day(on: date, names: list[str], seen: Counter[tuple[date, str]]) -> Day:
    counts = [seen[on, name] for name in names]
    return Day(on, sum(counts), bands(counts))
