"""How soon others answer."""

from __future__ import annotations

from vigie.figures.fact import Event, Timing
from vigie.figures.suppress import FEW, telling
from vigie.figures.table import Asked, Facts, Grid, Table, Unit
from vigie.report.nouns import say


def query(facts: Facts, asked: Asked) -> Grid:
    """Rows: kinds of requests; of those answered, the share that came by the day first named, by the day they left."""
    counts = facts.count(Event.MEASURE, asked, ("kind", "timing"))
    found = {(int(key[0]), str(key[1]), str(key[2])): n for key, n in counts.items() if key[2]}
    periods = tuple(sorted({period for period, _, _ in found}))
    kinds = tuple(sorted({kind for _, kind, _ in found}))
    cells = []
    for kind in kinds:
        line = [
            (found.get((period, kind, Timing.IN_TIME), 0), found.get((period, kind, Timing.LATE), 0))
            for period in periods
        ]
        cells.append(tuple(telling(soon, soon + late) for soon, late in line))
    return Grid(Unit.PERCENT, periods, kinds, tuple(cells), "kind", notes=(FEW,), additive=False)


TABLE = Table(
    say("Answers in time, by kind"),
    say(
        "Of the requests that were answered, the share whose answer came by the day first named. Reminders do not move"
        " that day."
    ),
    query,
    order=126,
)
