"""The first selection."""

from __future__ import annotations

from vigie.figures.fact import Event
from vigie.figures.table import Asked, Facts, Grid, Table, split
from vigie.report.nouns import say


def query(facts: Facts, asked: Asked) -> Grid:
    """Rows: the commonest first."""
    return split(facts, asked, Event.JUDGED, "class_name")


TABLE = Table(
    say("Received, by class"),
    say("The class that the machine proposed; an officer's decision is counted apart."),
    query,
    order=30,
    chart="line",
)
