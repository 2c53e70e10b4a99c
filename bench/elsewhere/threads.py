"""Which reports a reader ties together from what stands in them, without knowing the persons."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from bench.elsewhere.caseload import Caseload
from bench.elsewhere.told import Told

_CROWD, _SHARED = 25, 4  # what more reports share names nobody; the second: an address


def _ties(told: Told) -> Iterator[tuple[str, str]]:
    one = told.reported
    yield "account", f"{told.company} {one.account}"
    yield from (("email", mail) for mail in one.emails)
    yield from (("phone", phone) for phone in one.phones)
    yield from (("device", device) for device in one.devices)
    for at in [*one.sightings, *(item.sighting for item in told.items if item.sighting)]:
        if at.time and not at.proxy:
            yield "address", at.ip


def threads(made: Caseload) -> NDArray[np.int64]:
    """A number for each report: the same for those that hang together."""
    parent = list(range(len(made.cases)))

    def root(at: int) -> int:
        while parent[at] != at:
            parent[at] = parent[parent[at]]
            at = parent[at]
        return at

    met: dict[tuple[str, str], list[int]] = defaultdict(list)
    for place, case in enumerate(made.cases):
        for tie in set(_ties(case.latest)):
            met[tie].append(place)
    for (kind, _), places in met.items():
        if 1 < len(places) <= (_SHARED if kind == "address" else _CROWD):
            for other in places[1:]:
                parent[root(other)] = root(places[0])
    return np.unique([root(place) for place in range(len(parent))], return_inverse=True)[1].astype(np.int64)
