"""Which share of what was decided is punishable."""

from __future__ import annotations

from collections.abc import Mapping

from vigie.figures.fact import Event
from vigie.figures.suppress import FEW, SMALL, telling
from vigie.figures.table import Asked, Facts, Grid, Table, Unit
from vigie.report.nouns import Saying, say


def query(facts: Facts, asked: Asked) -> Grid:
    """Of the decisions that said yes or no, the share of yes, by the day of the decision."""
    found = facts.count(Event.DECIDED, asked, ("punishable",))
    periods = tuple(sorted({int(key[0]) for key in found}))
    yes = [found.get((period, "yes"), 0) for period in periods]
    no = [found.get((period, "no"), 0) for period in periods]
    return Grid(
        Unit.PERCENT,
        periods,
        ("share",),
        (tuple(telling(part, part + rest) for part, rest in zip(yes, no, strict=True)),),
        labels={"share": say("Punishable, of those decided either way")},
        notes=(_left_out(_open(found)), FEW),
        additive=False,
    )


def _left_out(n: int) -> Saying:
    if 0 < n < SMALL:
        return say("Reports of which it is not known yet are left out of the share.")
    return say("Reports of which it is not known yet are left out of the share: {n}.", n=n)


def _open(found: Mapping[tuple[int, ...] | tuple[int | str, ...], int]) -> int:
    return sum(n for key, n in found.items() if key[1] not in ("yes", "no"))


TABLE = Table(
    say("Punishable share"),
    say(
        "What officers decided, under the law of this desk. A better first selection raises it: fewer reports, but the"
        " right ones."
    ),
    query,
    order=90,
)
