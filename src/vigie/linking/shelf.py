"""Pictures that look the same: every fingerprint within 31 bits, exactly, among those that were added.

A fingerprint is cut into sixteen parts of sixteen bits. Two that are at most 31 bits apart have a part in which they
differ by one bit at most (sixteen parts of two would make 32), so only those that share such a part are compared. The
latest few are compared one and all, until they are sorted in with the others.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from vigie.kernels.hamming import RADIUS, Words, scan, words

PARTS, VALUES = 16, 1 << 16
LATEST = 1024  # rows that are compared one and all
_ONE_BIT = np.array([0, *(1 << bit for bit in range(PARTS))], dtype=np.uint16)

Pairs = tuple[NDArray[np.int64], NDArray[np.int64]]  # number of the query, row


def bits(values: Sequence[str]) -> Words:
    """Hexadecimal values of 256 bits as rows of four words."""
    return words(map(bytes.fromhex, values))


def among(values: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Pairs of positions, the lesser first, of values that look the same."""
    drawn = bits(values)
    hits = scan(drawn, drawn, RADIUS)
    return ((one, other) for one, other in zip(hits.query.tolist(), hits.row.tolist(), strict=True) if one < other)


class Shelf:
    """Grows at its end; ids are the caller's. Not shared between threads."""

    def __init__(self) -> None:
        self._bits: Words = np.empty((LATEST, 4), dtype=np.uint64)
        self._ids: NDArray[np.int64] = np.empty(LATEST, dtype=np.int64)
        self._n = 0
        self._sorted = 0  # so many rows, from the first, are sorted by their parts
        self._rows: list[NDArray[np.int64]] = []  # of each part: rows by its value
        self._starts: list[NDArray[np.int64]] = []  # and where each value begins among them

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
        if self._n - self._sorted > max(LATEST, self._sorted // 64):
            self._sort()

    def near(self, values: Sequence[str]) -> Iterator[tuple[int, int]]:
        """Pairs: position among `values`, id of a fingerprint that looks the same."""
        if not values or not self._n:
            return
        queries = bits(values)
        latest = scan(self._bits[self._sorted : self._n], queries, RADIUS)
        found = [(latest.query, latest.row + self._sorted), *self._among_sorted(queries)]
        pairs = {
            (query, row)
            for queries_, rows in found
            for query, row in zip(queries_.tolist(), rows.tolist(), strict=True)
        }
        yield from ((query, int(self._ids[row])) for query, row in sorted(pairs))

    def _sort(self) -> None:
        parts = self._bits[: self._n].view(np.uint16)
        self._rows = [np.argsort(parts[:, part], kind="stable") for part in range(PARTS)]
        counts = [np.bincount(parts[:, part], minlength=VALUES) for part in range(PARTS)]
        self._starts = [np.concatenate(([0], np.cumsum(count))) for count in counts]
        self._sorted = self._n

    def _among_sorted(self, queries: Words) -> Iterator[Pairs]:
        parts = queries.view(np.uint16)
        for part, (rows, starts) in enumerate(zip(self._rows, self._starts, strict=True)):
            wanted = (parts[:, part, None] ^ _ONE_BIT).ravel().astype(np.int64)
            first, length = starts[wanted], starts[wanted + 1] - starts[wanted]
            query = np.repeat(np.arange(len(wanted)) // len(_ONE_BIT), length)
            within = np.arange(len(query)) - np.repeat(np.cumsum(length) - length, length)
            row = rows[np.repeat(first, length) + within]
            distance = np.bitwise_count(self._bits[row] ^ queries[query]).sum(axis=1, dtype=np.int64)
            (hit,) = np.nonzero(distance <= RADIUS)
            yield query[hit], row[hit]
