"""What was asked of others or handed to them, and what came of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from vigie.figures.fact import Event
from vigie.figures.table import Asked, Facts, Grid, Table, Unit
from vigie.report.nouns import say


def query(facts: Facts, asked: Asked) -> Grid:
    """Rows: kinds of measures, each with what came of it, by the day they left; the commonest first."""
    found = {(int(at), str(kind), str(effect)): n for (at, kind, effect), n in _counts(facts, asked).items()}
    periods = tuple(sorted({at for at, _, _ in found}))
    of_kind, of_pair = Counter[str](), Counter[tuple[str, str]]()
    for (_, kind, effect), n in found.items():
        of_kind[kind] += n
        of_pair[kind, effect] += n
    pairs = sorted(
        (pair for pair, n in of_pair.items() if n), key=lambda one: (-of_kind[one[0]], one[0], -of_pair[one])
    )
    cells = tuple(tuple(found.get((at, *pair), 0) for at in periods) for pair in pairs)
    return Grid(Unit.MEASURES, periods, tuple(map("/".join, pairs)), cells, "kind/effect")


def _counts(facts: Facts, asked: Asked) -> Mapping[tuple[int | str, ...], int]:
    return facts.count(Event.MEASURE, asked, ("kind", "effect"))


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
