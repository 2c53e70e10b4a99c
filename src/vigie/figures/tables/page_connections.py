"""How often the pages for the public are opened."""

from __future__ import annotations

from vigie.figures.fact import Event
from vigie.figures.table import Asked, Facts, Grid, Table, Unit, split
from vigie.report.nouns import say


def query(facts: Facts, asked: Asked) -> Grid:
    """Rows: pages, by the day they were opened."""
    return split(facts, asked, Event.VISIT, "kind", by_receipt=False, unit=Unit.VISITS)


TABLE = Table(
    say("Connections to the pages for the public"),
    say(
        "Each opening of a page counts, also a second one by the same person, and one by a program: nothing is kept by"
        " which they could be told apart, no address and no cookie."
    ),
    query,
    order=150,
)
