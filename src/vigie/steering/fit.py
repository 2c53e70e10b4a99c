"""Proposed weights: a logistic fit on what officers decided, held near the standing policy. Pure; nothing changes by
it.

Weights live on the policy's own scale: 20 points for each factor of ten in the odds. The penalty pulls each rule to the
points that it has, so that few decisions move nothing; no weight may be negative, so that danger never lowers.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from vigie.steering.feedback import Decided
from vigie.triage.policy import MOST

POINTS = 20 / math.log(10)  # points for each unit of a logistic weight
TRUST = 6.0  # points: how far from its standing weight a rule is thought to be, before anything was decided
LEAST_DECIDED, LEAST_GRAVE, LEAST_FIRED = 60, 12, 15
STEPS, CLOSE = 60, 1e-7
Floats = NDArray[np.float64]


class TooFew(Exception):
    """Not enough decisions to say anything. Not permanent: officers decide every day."""

    permanent = False


class Proposed(Struct, frozen=True):
    """One rule's points now and as proposed, with the interval in which they lie 95 times in 100, and how many decided
    reports it spoke of. `held`: too few for a proposal, or a move too small to matter."""

    rule: str
    now: int
    proposed: int
    low: int
    high: int
    fired: int
    held: bool


class _Fitted(NamedTuple):
    weights: Floats
    spread: Floats


def fit(decided: Sequence[Decided], points: Mapping[str, int], least: Mapping[str, int]) -> list[Proposed]:
    """Points for each rule. `least`: what a rule must keep whatever the fit says. Raises `TooFew`.

    Officers decide what stood high: the fit knows nothing of what nobody read, and says so only by its intervals.
    """
    grave = np.array([one.known.grave for one in decided], dtype=np.float64)
    if len(decided) < LEAST_DECIDED or not LEAST_GRAVE <= grave.sum() <= len(decided) - LEAST_GRAVE:
        raise TooFew(
            f"{len(decided)} decided reports, {int(grave.sum())} of them grave: "
            f"at least {LEAST_DECIDED} and {LEAST_GRAVE} are needed, and as many that were not"
        )
    rules = list(points)
    table = np.array([[one.strengths.get(rule, 0.0) for rule in rules] for one in decided])
    before = np.array([points[rule] for rule in rules]) / POINTS
    found = _logistic(table, grave, before, (POINTS / TRUST) ** 2)
    fired = (table > 0).sum(axis=0)
    return [
        _proposed(rule, points[rule], found.weights[at], found.spread[at], int(fired[at]), least.get(rule, 0))
        for at, rule in enumerate(rules)
    ]


def _proposed(rule: str, now: int, weight: float, spread: float, fired: int, least: int) -> Proposed:
    low, middle, high = (min(MOST, max(least, round(POINTS * (weight + by * spread)))) for by in (-1.96, 0.0, 1.96))
    held = fired < LEAST_FIRED or low <= now <= high
    return Proposed(rule, now, now if held else middle, low, high, fired, held)


def _logistic(table: Floats, grave: Floats, before: Floats, ridge: float) -> _Fitted:
    """Newton's steps on the free weights, those at zero that want to go below held there. The constant is free."""
    whole = np.hstack([np.ones((len(table), 1)), table])
    pull = np.concatenate([[0.0], before])
    penalty = np.concatenate([[1e-6], np.full(len(before), ridge)])
    weights = pull.copy()
    weights[0] = math.log(grave.mean() / (1 - grave.mean())) - float((table @ before).mean())
    for _ in range(STEPS):
        slope, bend = _at(whole, grave, weights, pull, penalty)
        free = (weights > 0) | (slope < 0)
        free[0] = True
        step = np.zeros_like(weights)
        step[free] = np.linalg.solve(bend[np.ix_(free, free)], slope[free])
        weights = _walk(whole, grave, weights, step, pull, penalty)
        if np.abs(step).max() < CLOSE:
            break
    spread = np.sqrt(np.diag(np.linalg.inv(_at(whole, grave, weights, pull, penalty)[1])))
    return _Fitted(weights[1:], spread[1:])


def _at(whole: Floats, grave: Floats, weights: Floats, pull: Floats, penalty: Floats) -> tuple[Floats, Floats]:
    chance = 1 / (1 + np.exp(-np.clip(whole @ weights, -30, 30)))
    slope = whole.T @ (chance - grave) + penalty * (weights - pull)
    bend = (whole * (chance * (1 - chance))[:, None]).T @ whole + np.diag(penalty)
    return slope, bend


def _loss(whole: Floats, grave: Floats, weights: Floats, pull: Floats, penalty: Floats) -> float:
    odds = whole @ weights
    return float(np.logaddexp(0, odds).sum() - grave @ odds + 0.5 * (penalty * (weights - pull) ** 2).sum())


def _walk(whole: Floats, grave: Floats, weights: Floats, step: Floats, pull: Floats, penalty: Floats) -> Floats:
    """The longest of halved steps that does not make it worse, never below zero."""
    now, share = _loss(whole, grave, weights, pull, penalty), 1.0
    while share > 1e-4:
        after = weights - share * step
        after[1:] = np.maximum(after[1:], 0.0)
        if _loss(whole, grave, after, pull, penalty) <= now:
            return after
        share /= 2
    return weights
