"""The all-knowing reader: knows how the caseload was made, sees every field and link, and nothing that is hidden.

For each kind of person, quiet or not, it adds up how likely everything seen is: of one report, or of all linked.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from math import exp, log

from bench.afar.caseload import company_weights
from bench.afar.happenings import (
    Report,
    escalation_chance,
    mark_chance,
    sign_chance,
    type_chance,
)
from bench.afar.tables import CONTENTS, MARKS, ONLY_WITH_FILES, SIGNS, TYPES, Company, Kind, companies, kinds

LEAST = 1e-4  # nothing is quite impossible
State = tuple[Kind, bool]
COMPANIES = companies()
STATES: list[State] = [(kind, quiet) for kind in kinds() for quiet in (False, True) if kind.quiet or not quiet]
NAMES = {written: name for name, written in TYPES.items()}


def _log(chance: float) -> float:
    return log(min(max(chance, LEAST), 1 - LEAST))


@cache
def _place(at: int, key: str) -> float:
    kind = STATES[at][0]
    weights = company_weights(kind, COMPANIES)
    mine = next(weight for one, weight in zip(COMPANIES, weights, strict=True) if one.key == key)
    return _log(mine / sum(weights))


@cache
def _signs(at: int, key: str) -> tuple[float, Mapping[str, float]]:
    """The likelihood of no hint at all, and what each hint changes."""
    kind, quiet = STATES[at]
    company = _company(key)
    chances = {sign: sign_chance(company, kind.signs.get(sign, 0.0), quiet) for sign in SIGNS}
    return sum(_log(1 - one) for one in chances.values()), {s: _log(p) - _log(1 - p) for s, p in chances.items()}


@cache
def _marks(at: int, key: str, files: bool) -> tuple[float, Mapping[str, float]]:
    kind, quiet = STATES[at]
    company = _company(key)
    chances = {
        mark: mark_chance(company, kind.marks.get(mark, 0.0), mark, quiet)
        for mark in MARKS
        if files or mark not in ONLY_WITH_FILES
    }
    return sum(_log(1 - one) for one in chances.values()), {m: _log(p) - _log(1 - p) for m, p in chances.items()}


@cache
def _company(key: str) -> Company:
    return next(one for one in COMPANIES if one.key == key)


def _age(report: Report, kind: Kind) -> float:
    low, high = kind.suspect
    if report.age is None:
        return 0.0
    return _log(1 / (high - low + 1)) if low <= report.age <= high else _log(0.0)


def of_report(report: Report, at: int) -> float:
    """The logarithm of how likely one report is for a state."""
    kind, quiet = STATES[at]
    key, company = report.company.key, report.company
    rest, changes = _marks(at, key, bool(report.files))
    total = _place(at, key) + _log(kind.content[CONTENTS.index(report.content)]) + _age(report, kind)
    total += _log(type_chance(company, dict(kind.type), NAMES[report.type]))
    called = escalation_chance(company, kind.grave, quiet)
    total += _log(called if report.escalated else 1 - called)
    total += rest + sum(changes[mark] for mark in report.marks)
    if report.text:
        none, hints = _signs(at, key)
        total += none + sum(hints[hint.sign] for hint in report.hints)
    return total


def _prior(at: int, count: int) -> float:
    kind, quiet = STATES[at]
    more = kind.again / (1 + kind.again)
    return log(kind.share * (kind.quiet if quiet else 1 - kind.quiet)) + log(1 - more) + (count - 1) * log(more)


def grave_odds(reports: list[Report]) -> float:
    """How likely it is that these reports, of one person, are about somebody who harms a child: 0 to 1."""
    totals = [_prior(at, len(reports)) + sum(of_report(one, at) for one in reports) for at in range(len(STATES))]
    most = max(totals)
    weights = [exp(one - most) for one in totals]
    return sum(w for w, (kind, _) in zip(weights, STATES, strict=True) if kind.grave) / sum(weights)
