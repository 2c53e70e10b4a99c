"""Which part of the country is concerned."""

from __future__ import annotations

from msgspec.structs import replace

from vigie.figures.fact import Event
from vigie.figures.table import Asked, Facts, Grid, Table, split
from vigie.report.nouns import say

ALL = 1000


def query(facts: Facts, asked: Asked) -> Grid:
    """Rows: every area, the commonest first: a map has room for all."""
    return split(facts, replace(asked, top=ALL), Event.JUDGED, "area")


TABLE = Table(
    say("Received, by area"),
    say("The area of the unit that was proposed. Reports kept at the central desk or of unknown place have none."),
    query,
    order=70,
    chart="map",
)
