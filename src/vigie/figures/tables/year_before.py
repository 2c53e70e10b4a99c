"""The same weeks of the year before."""

from __future__ import annotations

from vigie.figures.fact import Event
from vigie.figures.table import Asked, Facts, Grid, Period, Table
from vigie.figures.weeks import beside
from vigie.report.nouns import say


def query(facts: Facts, asked: Asked) -> Grid:
    """Rows: the reports received in each week, and in the same week a year earlier."""
    return beside(facts, asked, Event.RECEIVED)


TABLE = Table(
    say("Against the same weeks of the year before"),
    say("Week by week, so that holidays and weekdays are compared with their like."),
    query,
    order=15,
    cut=Period.WEEK,
)
