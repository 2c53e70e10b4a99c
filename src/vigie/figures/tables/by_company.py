"""Which services report."""

from __future__ import annotations

from vigie.figures.fact import Event
from vigie.figures.table import Asked, Facts, Grid, Table, split
from vigie.report.nouns import say


def query(facts: Facts, asked: Asked) -> Grid:
    """Rows: the commonest first."""
    return split(facts, asked, Event.RECEIVED, "company")


TABLE = Table(
    say("Received, by reporting service"),
    say("As the service names itself. A service that reports in another way changes the series, not the crime."),
    query,
    order=50,
    chart="bars",
)
