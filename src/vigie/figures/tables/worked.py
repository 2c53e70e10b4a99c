"""How much of what comes in is looked at, decided, and leaves the desk."""

from __future__ import annotations

from vigie.figures.fact import Event
from vigie.figures.suppress import FEW, telling
from vigie.figures.table import Asked, Facts, Grid, Table, Unit, total
from vigie.report.nouns import say

STEPS = {
    Event.LOOKED: say("Opened by a person"),
    Event.DECIDED: say("Decided"),
    Event.PAPERS: say("Left the desk as a file of papers"),
}


def query(facts: Facts, asked: Asked) -> Grid:
    """Of the reports received in a period, the share that has come so far, whenever that was."""
    whole = total(facts, asked, Event.RECEIVED)
    periods = tuple(sorted(whole))
    cells = []
    for step in STEPS:
        part = total(facts, asked, step)
        cells.append(tuple(telling(part.get(period, 0), whole[period]) for period in periods))
    labels = {step.value: name for step, name in STEPS.items()}
    keys = tuple(step.value for step in STEPS)
    return Grid(Unit.PERCENT, periods, keys, tuple(cells), labels=labels, notes=(FEW,), additive=False)


TABLE = Table(
    say("Share that is worked"),
    say("Of the reports received in a period, not of those handled in it. The newest periods still grow."),
    query,
    order=100,
)
