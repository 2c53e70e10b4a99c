"""Openings of the pages for the public, as facts: by day, page and language, for nothing else is kept of them.

The portal's counters grow while a day lasts, and a buffer may bring a day's last ones later: what they grew by since
the last time is appended.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from django.db.models import Sum

from vigie.figures.fact import Event, Fact
from vigie.figures.models import FactRow
from vigie.figures.tasks.desk import Desk
from vigie.reporters.models import Count

PAGES = ("page:", "help:", "elsewhere:")  # what a counter's name begins with when it counts a page
BACK = timedelta(days=62)  # so long a counter may still grow


def told(desk: Desk, after: int) -> tuple[int, list[Fact]]:
    """The last day with openings (yyyymmdd) and what was opened since `after`. An empty counter tells nothing."""
    first = _date(after) - BACK if after else date.min
    counted = _counted(int(f"{first:%Y%m%d}") if after else 0)
    facts, last = [], after
    for day, page, language, n in Count.objects.filter(day__gte=first).values_list("day", "what", "language", "n"):
        number = int(f"{day:%Y%m%d}")
        more = n - counted.get((number, page, language), 0)
        if more > 0 and page.startswith(PAGES):
            facts.append(_fact(desk, day, page, language, more))
            last = max(last, number)
    return last, facts


def _counted(first: int) -> dict[tuple[int, str, str], int]:
    rows = FactRow.objects.filter(event=Event.VISIT, day__gte=first)
    found: Iterator[tuple[int, str, str, int]] = (
        rows.values_list("day", "kind", "language").annotate(whole=Sum("n")).iterator()
    )
    return {(day, page, language): whole for day, page, language, whole in found}


def _date(number: int) -> date:
    return date(number // 10_000, number // 100 % 100, number % 100)


def _fact(desk: Desk, day: date, page: str, language: str, n: int) -> Fact:
    number = int(f"{day:%Y%m%d}")
    year, week, _ = day.isocalendar()
    subject = desk.named(f"visit:{number}/{page}/{language}")
    return Fact(Event.VISIT, number, year * 100 + week, number, subject, kind=page, language=language, n=n)
