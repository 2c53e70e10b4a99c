"""What waits, and how old it is."""

from __future__ import annotations

from vigie.figures.table import AGES, Asked, Facts, Grid, Table, Unit
from vigie.report.nouns import say

LABELS = {
    "day": say("Received within the day"),
    "week": say("A day to a week old"),
    "month": say("A week to a month old"),
    "year": say("A month to a year old"),
    "older": say("Older than a year"),
}


def query(facts: Facts, asked: Asked) -> Grid:
    """At the last day of each period: reports without a decision, by age."""
    found = facts.standing(asked)
    periods = tuple(sorted(found))
    cells = tuple(tuple(found[period][1].get(name, 0) for period in periods) for name, _ in AGES)
    return Grid(Unit.REPORTS, periods, tuple(name for name, _ in AGES), cells, labels=LABELS)


TABLE = Table(
    say("Backlog and its age"),
    say("Reports without a decision at the end of each period, by how long ago they came."),
    query,
    order=120,
)
