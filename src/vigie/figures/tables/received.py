"""How many reports came in."""

from __future__ import annotations

from vigie.figures.fact import Event
from vigie.figures.table import Asked, Facts, Grid, Table, Unit, total
from vigie.report.nouns import say


def query(facts: Facts, asked: Asked) -> Grid:
    """One row: reports by the day they were first received."""
    found = total(facts, asked, Event.RECEIVED)
    periods = tuple(sorted(found))
    return Grid(
        Unit.REPORTS,
        periods,
        ("all",),
        (tuple(found[period] for period in periods),),
        labels={"all": say("Reports received")},
    )


TABLE = Table(
    say("Reports received"),
    say("Each report once, whatever the number of times it was sent, on the day it first came."),
    query,
    order=10,
)
