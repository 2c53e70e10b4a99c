"""An all-knowing reader: a regularised logistic fit of the truth on what can be seen, each report judged by a fit that
never saw its suspect. What it reaches is about the most that any order can reach from the same fields.

It exists to be compared with, and may never rank anything: it has read the truth.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from vigie.sample.recall import Fact, by, features

Floats = NDArray[np.float64]
_FOLDS, _RIDGE, _STEPS = 5, 300.0, 7


def _own(truth: Mapping[str, Fact]) -> Floats:
    """A row per report: its features, flags less what is usual at its company, and the logarithm of counts."""
    ways = features(truth)
    table = np.array([[way(one) for way in ways.values()] for one in truth.values()], dtype=np.float64)
    companies = np.unique([one.company for one in truth.values()], return_inverse=True)[1]
    usual = np.zeros_like(table)
    for company in range(companies.max() + 1):
        usual[companies == company] = table[companies == company].mean(axis=0)
    return np.hstack([np.log1p(table), table - usual])


def _linked(truth: Mapping[str, Fact], own: Floats) -> Floats:
    """The same of all reports of the suspect together, as if every link had been found, and how many there are."""
    suspects = np.unique([one.suspect for one in truth.values()], return_inverse=True)[1]
    said = own[:, own.shape[1] // 2 :]  # less what is usual at the company
    sums = np.zeros((suspects.max() + 1, said.shape[1]))
    np.add.at(sums, suspects, said)
    crossing: dict[str, set[str]] = defaultdict(set)
    for one in truth.values():
        crossing[one.suspect].add(one.company)
    counts = Counter(one.suspect for one in truth.values())
    more = [[np.log(counts[one.suspect]), len(crossing[one.suspect])] for one in truth.values()]
    return np.hstack([own, sums[suspects], np.array(more, dtype=np.float64)])


def _fit(table: Floats, grave: Floats) -> Floats:
    """Ridge logistic regression by Newton's steps; the first weight, the constant, is free."""
    weights, ridge = np.zeros(table.shape[1]), np.full(table.shape[1], _RIDGE)
    ridge[0] = 1e-6
    for _ in range(_STEPS):
        chance = 1 / (1 + np.exp(-np.clip(table @ weights, -30, 30)))
        slope = table.T @ (chance - grave) + ridge * weights
        bend = (table * (chance * (1 - chance))[:, None]).T @ table + np.diag(ridge)
        weights = weights - np.linalg.solve(bend, slope)
    return weights


def order(truth: Mapping[str, Fact], linked: bool) -> list[str]:
    """The reports as the reader would order them; `linked`: knowing too which reports are of one suspect."""
    own = _own(truth)
    table = _linked(truth, own) if linked else own
    spread = table.std(axis=0)
    table = (table - table.mean(axis=0))[:, spread > 0] / spread[spread > 0]
    table = np.hstack([np.ones((len(table), 1)), table])
    grave = np.array([one.grave for one in truth.values()], dtype=np.float64)
    fold = np.array([crc32(one.suspect.encode()) % _FOLDS for one in truth.values()])
    scores = np.zeros(len(table))
    for held in range(_FOLDS):
        scores[fold == held] = table[fold == held] @ _fit(table[fold != held], grave[fold != held])
    known = dict(zip(truth, scores, strict=True))
    names = {id(one): key for key, one in truth.items()}
    return by(truth, lambda one: float(known[names[id(one)]]))
