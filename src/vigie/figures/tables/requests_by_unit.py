"""What others have not answered."""

from __future__ import annotations

from vigie.figures.fact import Event
from vigie.figures.table import Asked, Facts, Grid, Table, still
from vigie.report.nouns import say


def query(facts: Facts, asked: Asked) -> Grid:
    """Rows: units, by the requests that wait at the end of each period."""
    return still(facts, asked, Event.ASKED, Event.ANSWERED, "unit")


TABLE = Table(
    say("Requests without an answer, by unit"),
    say("Requests to access providers, services and other countries that left and were neither answered nor given up."),
    query,
    order=144,
)
