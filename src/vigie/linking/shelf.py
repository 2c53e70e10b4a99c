"""Pictures that look the same: every fingerprint within a distance, exactly, among those that were added."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

WORDS = 4  # of 64 bits
_ROOM = 1024

Bits = NDArray[np.uint64]


def bits(values: Sequence[str]) -> Bits:
    """Hexadecimal values of 256 bits as rows of four words."""
    raw = np.frombuffer(bytes.fromhex("".join(values)), dtype=np.uint64)
    return raw.reshape(len(values), WORDS)


def within(queries: Bits, among: Bits, radius: int) -> Iterator[tuple[int, int]]:
    """All pairs (query row, row of `among`) at most `radius` bits apart."""
    for number, query in enumerate(queries):
        far = np.bitwise_count(among ^ query).sum(axis=1, dtype=np.uint16)
        for hit in np.flatnonzero(far <= radius):
            yield number, int(hit)


class Shelf:
    """Grows in place; ids are the caller's. Not shared between threads."""

    def __init__(self) -> None:
        self._bits: Bits = np.empty((_ROOM, WORDS), dtype=np.uint64)
        self._ids: NDArray[np.int64] = np.empty(_ROOM, dtype=np.int64)
        self._n = 0

    def __len__(self) -> int:
        return self._n

    def add(self, ids: Sequence[int], values: Sequence[str]) -> None:
        """Adds fingerprints, 64 hexadecimal digits each."""
        if not ids:
            return
        end = self._n + len(ids)
        if end > len(self._ids):
            room = max(end, 2 * len(self._ids))
            self._bits = np.resize(self._bits, (room, WORDS))
            self._ids = np.resize(self._ids, room)
        self._bits[self._n : end], self._ids[self._n : end] = bits(values), ids
        self._n = end

    def near(self, values: Sequence[str], radius: int) -> Iterator[tuple[int, int]]:
        """Pairs: position among `values`, id of a fingerprint at most `radius` bits apart."""
        if values and self._n:
            for number, hit in within(bits(values), self._bits[: self._n], radius):
                yield number, int(self._ids[hit])
