"""Pictures that look the same: every fingerprint within 31 bits, exactly, among those that were added.

Most are in an index; the latest are compared one and all, until there are enough of them to be worth a new index.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from vigie.kernels.hamming import Words, words
from vigie.kernels.late import compiled, scanned

LATEST = 4096  # rows at least that are compared one and all before they are indexed


def bits(values: Sequence[str]) -> Words:
    """Hexadecimal values of 256 bits as rows of four words."""
    return words(map(bytes.fromhex, values))


def among(values: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Pairs of positions, the lesser first, of values that look the same."""
    if len(values) < 2:
        return
    drawn = bits(values)
    hits = scanned(drawn, drawn)
    yield from ((one, other) for one, other in zip(hits.query.tolist(), hits.row.tolist(), strict=True) if one < other)


class Shelf:
    """Grows at its end; ids are the caller's. Not shared between threads."""

    def __init__(self) -> None:
        self._bits: Words = np.empty((LATEST, 4), dtype=np.uint64)
        self._ids: NDArray[np.int64] = np.empty(LATEST, dtype=np.int64)
        self._n = 0
        self._index: Any = None  # over so many rows, from the first
        self._indexed = 0

    def __len__(self) -> int:
        return self._n

    def add(self, ids: Sequence[int], values: Sequence[str]) -> None:
        """Adds fingerprints, 64 hexadecimal digits each."""
        if not ids:
            return
        end = self._n + len(ids)
        if end > len(self._ids):
            room = max(end, 2 * len(self._ids))
            self._bits, self._ids = np.resize(self._bits, (room, 4)), np.resize(self._ids, room)
        self._bits[self._n : end], self._ids[self._n : end] = bits(values), ids
        self._n = end
        if self._n - self._indexed > max(LATEST, self._indexed // 16):
            self._index, self._indexed = compiled().build(self._bits[: self._n].copy()), self._n

    def near(self, values: Sequence[str]) -> Iterator[tuple[int, int]]:
        """Pairs: position among `values`, id of a fingerprint that looks the same. Each once."""
        if not values or not self._n:
            return
        queries = bits(values)
        latest = scanned(self._bits[self._indexed : self._n], queries)
        yield from self._pairs(latest.query, latest.row + self._indexed)
        if self._index is not None:
            found = compiled().search(self._index, queries)
            yield from self._pairs(found.query, found.row)

    def _pairs(self, query: NDArray[np.int64], row: NDArray[np.int64]) -> Iterator[tuple[int, int]]:
        return zip(query.tolist(), self._ids[row].tolist(), strict=True)
