"""The cases in hand."""

from __future__ import annotations

from vigie.figures.fact import Event
from vigie.figures.table import Asked, Facts, Grid, Table, still
from vigie.report.nouns import say


def query(facts: Facts, asked: Asked) -> Grid:
    """Rows: units, by the cases open at the end of each period."""
    return still(facts, asked, Event.CASE, Event.CASE_CLOSED, "unit")


TABLE = Table(
    say("Open cases, by unit"),
    say("Cases opened and not closed, at the end of each period. One that was opened again counts as never closed."),
    query,
    order=143,
)
