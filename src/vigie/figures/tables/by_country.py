"""Which country is concerned."""

from __future__ import annotations

from vigie.figures.fact import Event
from vigie.figures.table import Asked, Facts, Grid, Table, split
from vigie.report.nouns import say


def query(facts: Facts, asked: Asked) -> Grid:
    """Rows: the commonest first."""
    return split(facts, asked, Event.JUDGED, "country")


TABLE = Table(
    say("Received, by country"),
    say("From the addresses of the report, by open data; an empty place is not known."),
    query,
    order=60,
    chart="bars",
)
