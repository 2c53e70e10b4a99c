"""What kind of facts is reported."""

from __future__ import annotations

from vigie.figures.fact import Event
from vigie.figures.table import Asked, Facts, Grid, Table, split
from vigie.report.nouns import say


def query(facts: Facts, asked: Asked) -> Grid:
    """Rows: the commonest first."""
    return split(facts, asked, Event.RECEIVED, "incident")


TABLE = Table(
    say("Received, by kind of facts"),
    say("As the sender named it in the report."),
    query,
    order=40,
    chart="bars",
)
