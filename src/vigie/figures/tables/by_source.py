"""Where reports come from."""

from __future__ import annotations

from vigie.figures.fact import Event
from vigie.figures.table import Asked, Facts, Grid, Table, split
from vigie.report.nouns import say


def query(facts: Facts, asked: Asked) -> Grid:
    """Rows: the commonest first."""
    return split(facts, asked, Event.RECEIVED, "source")


TABLE = Table(
    say("Received, by source"),
    say("The door a report came in by, as the desk named it."),
    query,
    order=20,
    chart="bars",
)
