"""What left the desk."""

from __future__ import annotations

from vigie.figures.fact import Event
from vigie.figures.table import Asked, Facts, Grid, Table, split
from vigie.report.nouns import say


def query(facts: Facts, asked: Asked) -> Grid:
    """Rows: units, the commonest first."""
    return split(facts, asked, Event.PAPERS, "unit", by_receipt=False)


TABLE = Table(
    say("Put into a dossier, by unit"),
    say("Reports that left as papers, by the unit they were proposed to, on the day of the first dossier."),
    query,
    order=145,
    chart="bars",
)
