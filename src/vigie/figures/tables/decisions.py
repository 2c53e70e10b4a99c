"""What officers decided."""

from __future__ import annotations

from vigie.figures.fact import Event
from vigie.figures.table import Asked, Facts, Grid, Table, split
from vigie.report.nouns import say


def query(facts: Facts, asked: Asked) -> Grid:
    """Rows: decisions, by the day they were taken."""
    return split(facts, asked, Event.DECIDED, "outcome", by_receipt=False)


TABLE = Table(
    say("Decisions"),
    say("By the day of the decision. One that was taken back is not counted."),
    query,
    order=85,
    chart="bars",
)
