"""What each unit has before it."""

from __future__ import annotations

from vigie.figures.fact import Event
from vigie.figures.table import Asked, Facts, Grid, Table, still
from vigie.report.nouns import say


def query(facts: Facts, asked: Asked) -> Grid:
    """Rows: units, by what waits there at the end."""
    return still(facts, asked, Event.JUDGED, Event.DECIDED, "unit")


TABLE = Table(
    say("Waiting, by unit"),
    say("Reports proposed to a unit and not decided, at the end of each period. By unit, never by person."),
    query,
    order=141,
)
