"""What the lists know of a batch of files: equal digests and near pictures, as plain records."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from vigie.kernels import hamming
from vigie.matching.source import Entry
from vigie.report.nouns import Hash, Purpose

LEAST_QUALITY = 50  # a picture fingerprint of less never matches alone


class Known(Struct, frozen=True):
    """An entry of a list, as the lists stand now."""

    list: str
    purpose: Purpose
    entry: Entry


class Near(Struct, frozen=True):
    """An entry whose picture looks like the one asked for, so many bits away."""

    known: Known
    distance: int


class Knowledge(Struct, frozen=True):
    """All that the lists know of a batch: by digest, and by picture fingerprint (hex) asked for."""

    equal: Mapping[Hash, tuple[Known, ...]]
    near: Mapping[str, tuple[Near, ...]]
    lists: tuple[str, ...] = ()  # the lists looked at, with their revision


class PictureIndex:
    """Picture fingerprints in memory, each with the row that holds it. Grows at its end; for one thread at a time."""

    def __init__(self) -> None:
        self._keys = np.zeros(0, dtype=np.int64)
        self._rows: hamming.Words = np.zeros((0, 4), dtype=np.uint64)

    def __len__(self) -> int:
        return len(self._keys)

    def add(self, keys: Sequence[int], values: Iterable[bytes]) -> None:
        """Take in fingerprints of 32 bytes under these keys."""
        self._keys = np.concatenate([self._keys, np.array(keys, dtype=np.int64)])
        self._rows = np.concatenate([self._rows, hamming.words(values)])

    def search(self, values: Sequence[bytes]) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
        """(number of the value asked for, key, distance) of everything within `hamming.RADIUS` bits."""
        if not values or not len(self):
            none = np.zeros(0, dtype=np.int64)
            return none, none, none
        hits = hamming.scan(self._rows, hamming.words(values))
        return hits.query, self._keys[hits.row], hits.distance
