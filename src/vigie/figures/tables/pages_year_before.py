"""Connections to the public pages against the same weeks of the year before."""

from __future__ import annotations

from vigie.figures.fact import Event
from vigie.figures.table import Asked, Facts, Grid, Period, Table, Unit
from vigie.figures.weeks import beside
from vigie.report.nouns import say


def query(facts: Facts, asked: Asked) -> Grid:
    """Rows: the openings of each week, and of the same week a year earlier."""
    return beside(facts, asked, Event.VISIT, Unit.VISITS, by_receipt=False)


TABLE = Table(
    say("Connections against the same weeks of the year before"),
    say("All pages for the public together, week by week."),
    query,
    order=154,
    cut=Period.WEEK,
)
