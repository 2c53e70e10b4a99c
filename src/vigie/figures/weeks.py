"""The same weeks of the year before: how a count is laid beside itself. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from msgspec.structs import replace

from vigie.figures.suppress import SMALL
from vigie.figures.table import Asked, Facts, Grid, Period, Unit, total
from vigie.report.nouns import Saying, say

LABELS = {"now": say("This time"), "before": say("The year before"), "change": say("Difference")}
LAST_WEEK = 52  # a 53rd week is compared with the 52nd: most years have none


def beside(facts: Facts, asked: Asked, event: str, unit: Unit = Unit.REPORTS, *, by_receipt: bool = True) -> Grid:
    """Weeks of the span asked for beside the weeks of the same number one year earlier."""
    weekly = replace(asked, period=Period.WEEK)
    now = total(facts, weekly, event, by_receipt=by_receipt)
    earlier = replace(weekly, first=_earlier(asked.first), last=_earlier(asked.last))
    before = total(facts, earlier, event, by_receipt=by_receipt)
    weeks = tuple(sorted(now))
    then = tuple(before.get((week // 100 - 1) * 100 + min(week % 100, LAST_WEEK), 0) for week in weeks)
    here = tuple(now[week] for week in weeks)
    notes = tuple(_compared(here, then))
    return Grid(unit, weeks, ("now", "before"), (here, then), labels=LABELS, notes=notes, additive=False)


def _compared(here: Sequence[int], then: Sequence[int]) -> Iterator[Saying]:
    """The change over all weeks; weeks with a small number are left out, for the sums would tell it."""
    told = [pair for pair in zip(here, then, strict=True) if not any(0 < n < SMALL for n in pair)]
    now, before = sum(pair[0] for pair in told), sum(pair[1] for pair in told)
    if before:
        change = 100 * (now / before - 1)
        yield say("{now} against {before}: {change} %.", now=now, before=before, change=f"{change:+.1f}")
    else:
        yield say("Nothing is known of the year before.")
    if len(told) < len(here):
        yield say("Weeks with fewer than {n} are left out of the comparison.", n=SMALL)


def _earlier(day: date) -> date:
    """The Monday-to-Sunday week of the same number a year before begins at the same weekday."""
    year, week, weekday = day.isocalendar()
    return date.fromisocalendar(year - 1, min(week, LAST_WEEK), weekday)
