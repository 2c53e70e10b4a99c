"""New, known or viral."""

from __future__ import annotations

from vigie.figures.fact import Event
from vigie.figures.table import Asked, Facts, Grid, Table, split
from vigie.report.nouns import say


def query(facts: Facts, asked: Asked) -> Grid:
    """Rows: the commonest first."""
    return split(facts, asked, Event.JUDGED, "novelty")


TABLE = Table(
    say("New, known and viral material"),
    say("New: at least one file was looked at and no hash list knows it."),
    query,
    order=80,
    chart="line",
)
