"""How long it takes until somebody looks, decides, and sends."""

from __future__ import annotations

from vigie.figures.fact import Event
from vigie.figures.table import Asked, Facts, Grid, Number, Table, Unit
from vigie.report.nouns import Saying, say

FEWEST = 5  # times of fewer reports than this say something of a person's case
STEPS = {
    Event.LOOKED: (say("First look, half within"), say("First look, nine in ten within")),
    Event.DECIDED: (say("Decision, half within"), say("Decision, nine in ten within")),
    Event.PAPERS: (say("Papers, half within"), say("Papers, nine in ten within")),
    Event.OUTCOME: (say("Outcome, half within"), say("Outcome, nine in ten within")),
}


def query(facts: Facts, asked: Asked) -> Grid:
    """Hours since receipt, by the day it happened. A period with fewer than five is left empty."""
    found = {step: facts.delays(step, asked) for step in STEPS}
    periods = tuple(sorted({period for times in found.values() for period in times}))
    rows: dict[str, tuple[Number, ...]] = {}
    labels: dict[str, Saying] = {}
    for step, names in STEPS.items():
        for place, name in enumerate(names):
            key = f"{step}-{place}"
            labels[key] = name
            rows[key] = tuple(_hours(found[step].get(period), place) for period in periods)
    kept = {key: row for key, row in rows.items() if any(value is not None for value in row)}
    return Grid(Unit.HOURS, periods, tuple(kept), tuple(kept.values()), labels=labels, additive=False)


def _hours(times: tuple[float, float, int] | None, place: int) -> float | None:
    return None if times is None or times[2] < FEWEST else times[place] / 60


TABLE = Table(
    say("Time until something happens"),
    say("Hours from the report's receipt, by the period in which it happened."),
    query,
    order=110,
)
