"""What became of what was passed on."""

from __future__ import annotations

from vigie.figures.fact import Event
from vigie.figures.table import Asked, Facts, Grid, Table, split
from vigie.report.nouns import say


def query(facts: Facts, asked: Asked) -> Grid:
    """Rows: outcomes as units and prosecutors told them, by the day they were told."""
    return split(facts, asked, Event.OUTCOME, "outcome", by_receipt=False)


TABLE = Table(
    say("What became of it"),
    say("As told by the units and prosecutors who received the papers. What nobody told is not here."),
    query,
    order=130,
    chart="bars",
)
