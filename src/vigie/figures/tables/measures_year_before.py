"""Measures against the same weeks of the year before."""

from __future__ import annotations

from vigie.figures.fact import Event
from vigie.figures.table import Asked, Facts, Grid, Period, Table, Unit
from vigie.figures.weeks import beside
from vigie.report.nouns import say


def query(facts: Facts, asked: Asked) -> Grid:
    """Rows: the measures that left in each week, and in the same week a year earlier."""
    return beside(facts, asked, Event.MEASURE, Unit.MEASURES, by_receipt=False)


TABLE = Table(
    say("Measures against the same weeks of the year before"),
    say("Everything that was asked of others or handed to them, week by week."),
    query,
    order=128,
    cut=Period.WEEK,
)
