"""What was asked of others or handed to them, and what came of it."""

from __future__ import annotations

from vigie.figures.fact import Event
from vigie.figures.table import Asked, Facts, Grid, Table, Unit, ordered
from vigie.report.nouns import say


def query(facts: Facts, asked: Asked) -> Grid:
    """Rows: kinds of measures with what came of them, by the day they left."""
    found = facts.count(Event.MEASURE, asked, ("kind", "effect"))
    pairs = {(int(key[0]), f"{key[1]}/{key[2]}"): n for key, n in found.items()}
    return ordered(pairs, 2 * asked.top, "kind/effect", Unit.MEASURES)


TABLE = Table(
    say("Measures by kind and effect"),
    say(
        "Requests that left and papers that were handed over, by the day they left, each with what came of it so far:"
        " the newest periods still change as answers come."
    ),
    query,
    order=124,
    chart="bars",
)
