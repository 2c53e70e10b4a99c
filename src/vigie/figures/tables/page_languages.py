"""In which languages the pages for the public are opened."""

from __future__ import annotations

from vigie.figures.fact import Event
from vigie.figures.table import Asked, Facts, Grid, Table, Unit, split
from vigie.report.nouns import say


def query(facts: Facts, asked: Asked) -> Grid:
    """Rows: languages, by the day a page was opened in them."""
    return split(facts, asked, Event.VISIT, "language", by_receipt=False, unit=Unit.VISITS)


TABLE = Table(
    say("Connections by language"),
    say("The language in which a page was shown: the one that was chosen, or else the browser’s."),
    query,
    order=152,
    chart="bars",
)
