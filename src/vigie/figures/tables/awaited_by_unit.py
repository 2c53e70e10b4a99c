"""Of what left the desk, what nobody has told the end of."""

from __future__ import annotations

from vigie.figures.fact import Event
from vigie.figures.table import Asked, Facts, Grid, Table, still
from vigie.report.nouns import say


def query(facts: Facts, asked: Asked) -> Grid:
    """Rows: units, by the reports in a dossier of which no outcome was told at the end of each period."""
    return still(facts, asked, Event.PAPERS, Event.OUTCOME, "unit")


TABLE = Table(
    say("Outcomes awaited, by unit"),
    say("Reports in a dossier of which no unit and no prosecutor has told an outcome, at the end of each period."),
    query,
    order=146,
)
