"""How many of the grave reports stand in the first hundredths of a queue, with what certainty, and for whom.

A queue is an order of report ids, best first. The truth comes from `truth.json`, and only this module reads both.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
from numpy.typing import NDArray

from vigie.sample.places import OVERSEAS

SHARES = (0.01, 0.02, 0.05, 0.10)  # of the queue
SAMPLES = 400  # of the bootstrap
Weights = NDArray[np.float32]


class Fact(msgspec.Struct, frozen=True):
    """What is true of one report, as far as it matters here."""

    grave: bool
    hidden: str
    suspect: str
    country: str
    company: str
    language: str
    order: int
    form: str
    visible: dict[str, Any]


class _Truth(msgspec.Struct):
    reports: dict[str, Fact]


class Depth(msgspec.Struct, frozen=True):
    """The recall in the first `share` of a queue, and the interval in which it lies in 95 of 100 redrawn caseloads."""

    share: float
    found: int
    recall: float
    low: float
    high: float


class Order(msgspec.Struct, frozen=True):
    """One order of the caseload and how it does at each depth."""

    name: str
    depths: tuple[Depth, ...]


class Group(msgspec.Struct, frozen=True):
    """The grave reports of one group, and the share of them in the first hundredths of the common queue, each with the
    interval (Wilson's, 95 of 100) that so few reports allow. `behind`: even its upper end stays below the whole queue's
    recall at some depth."""

    by: str
    name: str
    reports: int
    grave: int
    recalls: tuple[float, ...]
    lows: tuple[float, ...]
    highs: tuple[float, ...]
    behind: bool


def facts(path: Path, home: str | None = None) -> dict[str, Fact]:
    """The truth of a caseload; with `home`, of the reports about that country alone (France with its overseas)."""
    found = msgspec.json.decode(path.read_bytes(), type=_Truth).reports
    wanted = {home} | (OVERSEAS if home == "FR" else set())
    return {key: one for key, one in found.items() if home is None or one.country in wanted}


def first_come(truth: Mapping[str, Fact]) -> list[str]:
    """The order of arrival."""
    return sorted(truth, key=lambda key: truth[key].order)


def by(truth: Mapping[str, Fact], weight: Callable[[Fact], float]) -> list[str]:
    """Heaviest first; what weighs the same, in order of arrival."""
    return sorted(truth, key=lambda key: (-weight(truth[key]), truth[key].order))


def completed(queue: Sequence[str], truth: Mapping[str, Fact]) -> tuple[list[str], int]:
    """The queue with only what the truth knows, each once, and what it lacks at its end; and how many it lacked."""
    kept = [key for key in dict.fromkeys(queue) if key in truth]
    known = set(kept)
    lacking = [key for key in first_come(truth) if key not in known]
    return kept + lacking, len(lacking)


def features(truth: Mapping[str, Fact]) -> dict[str, Callable[[Fact], float]]:
    """Everything that can be seen in one report, as orders: numbers, flags, cues and kinds."""
    numbers = sorted({name for one in truth.values() for name, value in one.visible.items() if value in (True, False)
                      or isinstance(value, int)})  # fmt: skip
    cues = sorted({cue for one in truth.values() for cue in one.visible["cues"]})
    kinds = sorted({str(one.visible["kind"]) for one in truth.values()})
    found: dict[str, Callable[[Fact], float]] = {name: _number(name) for name in numbers}
    found |= {f"says {cue}": _cue(cue) for cue in cues}
    return found | {f"is {kind}": _kind(kind) for kind in kinds}


def _number(name: str) -> Callable[[Fact], float]:
    return lambda one: float(one.visible.get(name) or 0)


def _cue(name: str) -> Callable[[Fact], float]:
    return lambda one: float(name in one.visible["cues"])


def _kind(name: str) -> Callable[[Fact], float]:
    return lambda one: float(one.visible["kind"] == name)


class Judge:
    """Measures orders of one caseload on the same redrawn caseloads, so that they can be compared."""

    def __init__(self, truth: Mapping[str, Fact], seed: int = 1, samples: int = SAMPLES) -> None:
        self._truth = truth
        self._place = {key: place for place, key in enumerate(truth)}
        self._grave = np.array([one.grave for one in truth.values()], dtype=bool)
        self._seed, self._samples = seed, samples

    def _draws(self) -> Iterable[Weights]:
        """How often each report stands in each redrawn caseload."""
        rng = np.random.default_rng(self._seed)
        for _ in range(self._samples):
            yield rng.poisson(1.0, len(self._grave)).astype(np.float32)

    def order(self, name: str, queue: Sequence[str]) -> Order:
        """How a whole queue does at each depth."""
        places = np.array([self._place[key] for key in queue])
        grave = self._grave[places]
        redrawn = np.array([_recalls(weights[places], grave) for weights in self._draws()])
        low, high = np.nanpercentile(redrawn, (2.5, 97.5), axis=0)
        recalls = _recalls(np.ones(len(places), dtype=np.float32), grave)
        found = [round(recall * int(grave.sum())) for recall in recalls]
        return Order(name, tuple(map(Depth, SHARES, found, recalls, map(float, low), map(float, high))))

    def quick(self, queue: Sequence[str]) -> list[float]:
        """The recalls alone, without their intervals."""
        grave = self._grave[[self._place[key] for key in queue]]
        return _recalls(np.ones(len(grave), dtype=np.float32), grave)

    def groups(self, queue: Sequence[str], least: int = 5) -> list[Group]:
        """By country, company, language: the share of each group's grave reports in the first of the common queue."""
        found, whole = [], self.quick(queue)
        for name in ("country", "company", "language"):
            members: dict[str, list[int]] = {}
            for place, key in enumerate(queue):
                members.setdefault(getattr(self._truth[key], name), []).append(place)
            for value, places in sorted(members.items()):
                grave = [place for place in places if self._truth[queue[place]].grave]
                if len(grave) >= least:
                    reached = [sum(place < share * len(queue) for place in grave) for share in SHARES]
                    found.append(_group(name, value, len(places), len(grave), reached, whole))
        return found


def _group(by_: str, name: str, reports: int, grave: int, reached: Sequence[int], whole: Sequence[float]) -> Group:
    bounds = [wilson(number, grave) for number in reached]
    lows, highs = tuple(low for low, _ in bounds), tuple(high for _, high in bounds)
    behind = any(high < recall for high, recall in zip(highs, whole, strict=True))
    return Group(by_, name, reports, grave, tuple(number / grave for number in reached), lows, highs, behind)


def wilson(hits: int, tries: int, z: float = 1.96) -> tuple[float, float]:
    """The interval of a share, honest for few tries."""
    share, more = hits / tries, z * z / tries
    middle = (share + more / 2) / (1 + more)
    half = z * math.sqrt(share * (1 - share) / tries + more / tries / 4) / (1 + more)
    return max(0.0, middle - half), min(1.0, middle + half)


def _recalls(weights: Weights, grave: NDArray[np.bool_]) -> list[float]:
    """Of a queue whose places weigh so much: the share of the grave weight that lies in the first hundredths."""
    reached = np.cumsum(weights)
    cut = np.searchsorted(reached, np.array(SHARES) * reached[-1], side="right")
    heavy = np.concatenate([[0.0], np.cumsum(weights * grave)])
    return [float(heavy[place] / heavy[-1]) if heavy[-1] else float("nan") for place in cut]
