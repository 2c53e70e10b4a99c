"""Where work went."""

from __future__ import annotations

from vigie.figures.fact import Event
from vigie.figures.table import Asked, Facts, Grid, Table, split
from vigie.report.nouns import say


def query(facts: Facts, asked: Asked) -> Grid:
    """Rows: the commonest first."""
    return split(facts, asked, Event.DECIDED, "unit", by_receipt=False)


TABLE = Table(
    say("Decided, by unit"),
    say("By unit, never by person."),
    query,
    order=140,
    chart="bars",
)
