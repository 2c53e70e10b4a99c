"""Careful rules as a thoughtful officer would write them in an afternoon: points for a report, and for its thread."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

_POINTS = {
    "victim_small": 3.0,
    "victim_child": 2.0,
    "victims_many": 1.0,
    "access": 3.0,
    "access_victim": 3.0,
    "work_field": 2.0,
    "kin": 2.0,
    "camera_recent": 1.5,
    "escalated": 2.0,
    "payment": 2.0,
    "prior": 0.5,
    "unknown": 0.5,
    "tag_new": 0.5,
    "mark_sextortion": 1.0,
    "mark_liveStreaming": 1.0,
    "viral": -2.0,
    "victim_adult": -2.0,
    "third": -1.0,
    "child_reported": -1.5,
    "mark_generativeAi": -1.0,
    "convicted": 2.0,
}
_SAYS = {
    "meeting": 2.0,
    "household": 2.0,
    "work": 2.0,
    "pressure": 2.0,
    "despair": 2.0,
    "making": 2.0,
    "ordered": 2.0,
    "secrecy": 1.0,
    "young": 1.0,
    "several": 1.0,
    "travel": 1.0,
    "framed": -2.5,
}


def _own(rows: Sequence[dict[str, Any]]) -> NDArray[np.float64]:
    """Points of each report; a flag that a company sets in most reports says nothing."""
    usual: dict[tuple[str, str], float] = defaultdict(float)
    sizes: dict[str, int] = defaultdict(int)
    for one in rows:
        sizes[one["company"]] += 1
        for name in _POINTS:
            usual[one["company"], name] += bool(one["visible"].get(name))
    scores = []
    for one in rows:
        seen, company = one["visible"], one["company"]
        told = (name for name in _POINTS if seen.get(name) and usual[company, name] < 0.5 * sizes[company])
        points = sum(_POINTS[name] for name in told if name != "unknown") + sum(_SAYS[cue] for cue in seen["cues"])
        scores.append(points + (0.5 if seen["unknown"] else 0.0))
    return np.array(scores)


def careful(rows: Sequence[dict[str, Any]], groups: NDArray[np.int64]) -> NDArray[np.float64]:
    """The report's own points, and half of what its thread has above nothing."""
    own = _own(rows)
    sums = np.bincount(groups, weights=np.maximum(own, 0))
    return own + 0.5 * np.minimum(sums[groups] - np.maximum(own, 0), 10)
