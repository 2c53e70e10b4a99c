"""All entries within a number of bits of 256: the reference, a scan with NumPy's population count.

Fingerprints are rows of four 64-bit words (32 bytes as they stand in memory: the order of bytes does not matter to a
distance). A hit is (query, row, distance).
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Words = NDArray[np.uint64]  # n x 4

RADIUS = 31
BITS = 256
SLICE = 1 << 15  # rows compared at a time: they stay in the cache


class Hits(NamedTuple):
    """Three equal columns: which query, which row, how many bits apart. Ordered by query, then by row."""

    query: NDArray[np.int64]
    row: NDArray[np.int64]
    distance: NDArray[np.int64]


def words(values: Iterable[bytes]) -> Words:
    """n x 4 words of n values of 32 bytes."""
    return np.frombuffer(b"".join(values), dtype=np.uint64).reshape(-1, 4)


def joined(parts: Iterable[Hits]) -> Hits:
    """The hits of several searches as one, in order."""
    together = list(parts)
    if not together:
        none = np.zeros(0, dtype=np.int64)
        return Hits(none, none, none)
    query, row, distance = (np.concatenate(column) for column in zip(*together, strict=True))
    order = np.lexsort((row, query))
    return Hits(query[order], row[order], distance[order])


def scan(rows: Words, queries: Words, radius: int = RADIUS) -> Hits:
    """Every row within `radius` bits of every query: the truth, at about 400 ms a query over ten million rows."""
    parts: list[Hits] = []
    for start in range(0, len(rows), SLICE):
        piece = rows[start : start + SLICE]
        for number, query in enumerate(queries):
            distance = np.bitwise_count(piece ^ query).sum(axis=1, dtype=np.int64)
            (near,) = np.nonzero(distance <= radius)
            if near.size:
                parts.append(Hits(np.full(near.size, number, dtype=np.int64), near + start, distance[near]))
    return joined(parts)
