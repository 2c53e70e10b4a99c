"""The same weeks of the year before."""

from __future__ import annotations

from datetime import date

from msgspec.structs import replace

from vigie.figures.fact import Event
from vigie.figures.table import Asked, Facts, Grid, Period, Table, Unit, total
from vigie.report.nouns import say

LABELS = {"now": say("This time"), "before": say("The year before"), "change": say("Difference")}
LAST_WEEK = 52  # a 53rd week is compared with the 52nd: most years have none


def query(facts: Facts, asked: Asked) -> Grid:
    """Weeks of the span asked for beside the weeks of the same number one year earlier."""
    weekly = replace(asked, period=Period.WEEK)
    now = total(facts, weekly, Event.RECEIVED)
    before = total(facts, replace(weekly, first=_earlier(asked.first), last=_earlier(asked.last)), Event.RECEIVED)
    weeks = tuple(sorted(now))
    then = tuple(before.get((week // 100 - 1) * 100 + min(week % 100, LAST_WEEK), 0) for week in weeks)
    here = tuple(now[week] for week in weeks)
    change = 100 * (sum(here) / sum(then) - 1) if sum(then) else None
    notes = (
        (say("{now} against {before}: {change} %.", now=sum(here), before=sum(then), change=f"{change:+.1f}"),)
        if change is not None
        else (say("Nothing is known of the year before."),)
    )
    return Grid(Unit.REPORTS, weeks, ("now", "before"), (here, then), labels=LABELS, notes=notes, additive=False)


def _earlier(day: date) -> date:
    """The Monday-to-Sunday week of the same number a year before begins at the same weekday."""
    year, week, weekday = day.isocalendar()
    return date.fromisocalendar(year - 1, min(week, LAST_WEEK), weekday)


TABLE = Table(
    say("Against the same weeks of the year before"),
    say("Week by week, so that holidays and weekdays are compared with their like."),
    query,
    order=15,
)
