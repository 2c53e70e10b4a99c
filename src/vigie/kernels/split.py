"""How 256 bits are cut into parts for multi-index hashing: widths and radii, by what a look-up costs.

A probe and a candidate cost what was measured; the tables of places have so much room and no more.
"""

from __future__ import annotations

from functools import cache
from itertools import combinations
from math import comb
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from vigie.kernels.hamming import BITS, RADIUS

PROBE, CANDIDATE = 1.0, 2.2  # what each costs, one against the other: measured
WIDEST = 26  # bits of a part
ROOM = 53  # bytes an entry that the tables of places may take
STEPS = 5  # leading bits of the number of rows that count
FEW = 1 << 16  # rows for which room is made at least


class Part(NamedTuple):
    """Some neighbouring bits: from `start` on, `bits` of them, looked up within `radius`."""

    start: int
    bits: int
    radius: int


@cache
def _reached(bits: int, radius: int) -> int:
    return sum(comb(bits, changes) for changes in range(radius + 1))


def cost(bits: int, radius: int, count: int) -> float:
    """What one part costs a query over so many uniform rows."""
    reached = _reached(bits, radius)
    return float(reached * (PROBE + CANDIDATE * count / 2**bits))


def _cut(radii: list[int], count: int) -> tuple[float, list[int]]:
    """The widths for parts of these radii: bit by bit to the part that gains most from it and has room to grow."""
    widths = [8] * len(radii)
    room = ROOM * max(count, FEW)
    for _ in range(BITS - sum(widths)):
        free = room - sum(4 << width for width in widths)
        gains = [
            cost(width, radius, count) - cost(width + 1, radius, count)
            if width < WIDEST and 4 << width <= free
            else -np.inf
            for width, radius in zip(widths, radii, strict=True)
        ]
        if max(gains) == -np.inf:
            return np.inf, widths
        widths[int(np.argmax(gains))] += 1
    return sum(cost(width, radius, count) for width, radius in zip(widths, radii, strict=True)), widths


def split(count: int) -> tuple[Part, ...]:
    """How the bits are best cut for so many rows, within the room that the tables of places may take."""
    return _split(count - count % (1 << max(0, count.bit_length() - STEPS)))  # few sizes: each is reckoned once


@cache
def _split(count: int) -> tuple[Part, ...]:
    best: tuple[float, list[int], list[int]] | None = None
    for twos in range(11):
        ones = -(-(RADIUS + 1 - 3 * twos) // 2)
        radii = [2] * twos + [1] * ones
        if ones and 3 * twos + 2 * ones > RADIUS + 1:
            radii[-1] = 0
        if not 10 <= len(radii) <= 16:
            continue
        whole, widths = _cut(radii, count)
        if whole < np.inf and (best is None or whole < best[0]):
            best = (whole, widths, radii)
    if best is None:
        best = (0.0, [16] * 16, [1] * 16)
    starts = np.concatenate([[0], np.cumsum(best[1])[:-1]])
    return tuple(Part(int(start), width, radius) for start, width, radius in zip(starts, best[1], best[2], strict=True))


def masks(part: Part) -> NDArray[np.uint32]:
    changes = [
        sum(1 << bit for bit in some) for few in range(part.radius + 1) for some in combinations(range(part.bits), few)
    ]
    return np.array(changes, dtype=np.uint32)
