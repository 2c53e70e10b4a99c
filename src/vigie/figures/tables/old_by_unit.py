"""How long work lies."""

from __future__ import annotations

from vigie.figures.fact import Event
from vigie.figures.suppress import SMALL
from vigie.figures.table import OTHERS, Asked, Facts, Grid, Number, Table, Unit, share, still
from vigie.report.nouns import say

MONTH = 31  # days


def query(facts: Facts, asked: Asked) -> Grid:
    """Rows: units, by the share of what waits there that has waited for more than a month. Left empty where the few on
    either side of the line could be told from the count of what waits."""
    whole = still(facts, asked, Event.JUDGED, Event.DECIDED, "unit")
    old = facts.open(Event.JUDGED, Event.DECIDED, asked, "unit", MONTH)
    rows = {key: line for key, line in zip(whole.keys, whole.cells, strict=True) if key != OTHERS}
    cells = {
        key: tuple(
            _share(old.get((period, key), 0), int(n or 0)) for period, n in zip(whole.periods, line, strict=True)
        )
        for key, line in rows.items()
    }
    kept = {key: line for key, line in cells.items() if any(value is not None for value in line)}
    return Grid(Unit.PERCENT, whole.periods, tuple(kept), tuple(kept.values()), "unit", additive=False)


def _share(old: int, whole: int) -> Number:
    return None if any(0 < n < SMALL for n in (old, whole - old)) else share(old, whole)


TABLE = Table(
    say("Waiting for more than a month, by unit"),
    say("Of what waits at the end of each period, the share that was received more than 31 days before."),
    query,
    order=142,
)
