"""The all-knowing reader: knows how the caseload was made, sees every field and link, and nothing that is hidden.

For each kind of case, hushed or not, it adds up how likely everything seen is: of one report, or of all linked ones.
"""

from __future__ import annotations

from functools import cache
from math import exp, log

from bench.third import chances
from bench.third.caseload import more
from bench.third.seen import Report
from bench.third.tables import CONTENTS, SIGNS, TYPE_NAMES, Kind, kinds, sources

LEAST = 1e-5  # nothing is quite impossible
State = tuple[Kind, bool]
STATES: tuple[State, ...] = tuple((kind, hush) for kind in kinds() for hush in (False, True) if kind.hush or not hush)
SOURCES = {one.key: one for one in sources()}


def _log(chance: float) -> float:
    return log(min(max(chance, LEAST), 1 - LEAST))


@cache
def _place(at: int, key: str) -> float:
    weights = chances.weights(STATES[at][0])
    return _log(weights[list(SOURCES).index(key)] / sum(weights))


@cache
def _signs(at: int, key: str, full: bool) -> tuple[float, dict[str, float]]:
    """The likelihood of no hint at all, and what each hint changes."""
    kind, hush = STATES[at]
    found = {one: chances.sign(SOURCES[key], kind, one, hush, full) for one in SIGNS}
    return sum(_log(1 - one) for one in found.values()), {name: _log(p) - _log(1 - p) for name, p in found.items()}


@cache
def _marks(at: int, key: str, files: bool, seen: bool) -> tuple[float, dict[str, float]]:
    kind, hush = STATES[at]
    source = SOURCES[key]
    found = {one: chances.mark(source, kind, one, hush) for one in chances.can_be_marked(source, files, seen)}
    return sum(_log(1 - one) for one in found.values()), {name: _log(p) - _log(1 - p) for name, p in found.items()}


def _text(report: Report, at: int) -> float:
    """Of what is said, whether all was copied or little."""
    source, told = report.source, []
    for full, share in ((True, source.full), (False, 1 - source.full)):
        none, changes = _signs(at, source.key, full)
        told.append(_log(share) + none + sum(changes[one] for one in report.hints))
    most = max(told)
    return most + log(sum(exp(one - most) for one in told))


def of_report(report: Report, at: int) -> float:
    """The logarithm of how likely one report is for a state."""
    kind, hush = STATES[at]
    source = report.source
    seen = any(one.kind == "ip" for one in report.links)
    rest, changes = _marks(at, source.key, bool(report.files), seen)
    called = chances.urgent(source, kind, hush)
    total = _place(at, source.key) + _log(kind.content[CONTENTS.index(report.content)])
    total += _log(chances.type_(source, kind, TYPE_NAMES[report.type]))
    total += _log(called if report.escalated else 1 - called)
    total += rest + sum(changes[one] for one in report.marks)
    total += _log(chances.age(kind, report.age)) if report.age is not None else 0.0
    total += _log(chances.relation(source, kind, report.relation)) if report.relation else 0.0
    return total + (_text(report, at) if report.texted else 0.0)


def _prior(at: int, count: int) -> float:
    kind, hush = STATES[at]
    again = more(kind.again)
    share = kind.share * (kind.hush if hush else 1 - kind.hush)
    return log(share) + log(1 - again) + (count - 1) * log(again)


def happenings(reports: list[Report]) -> list[Report]:
    """Without what was only sent again, where the first of it is there too."""
    first = {(one.source.key, one.files, one.links) for one in reports if not one.copy}
    return [one for one in reports if not one.copy or (one.source.key, one.files, one.links) not in first]


def grave_odds(reports: list[Report]) -> float:
    """How likely it is that these reports, of one case, are about a child in danger now: 0 to 1."""
    told = happenings(reports)
    totals = [_prior(at, len(told)) + sum(of_report(one, at) for one in told) for at in range(len(STATES))]
    most = max(totals)
    shares = [exp(one - most) for one in totals]
    return sum(share for share, (kind, _) in zip(shares, STATES, strict=True) if kind.grave) / sum(shares)
