"""The live end of the index: rows as they came. It is scanned, and put in order when it has grown.

One process writes behind the rows that count; readers map the file and look at those that count. A key of 0 is a row
that was taken back.
"""

from __future__ import annotations

import mmap
import os
import secrets
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from vigie.kernels.hamming import Words
from vigie.matching.tags import Hashes, Keys, Tags

LOOKS, TAGS = 1 << 19, 1 << 21  # rows that there is room for; the file has no more on the disk than was written
_STARTS = (0, 32 * LOOKS, 40 * LOOKS, 40 * LOOKS + 8 * TAGS)
_SIZE = 40 * LOOKS + 16 * TAGS
SORTED = 8192  # tags that are looked through before they are put in order


def create(folder: Path) -> str:
    """A new tail's name."""
    name = f"tail-{secrets.token_hex(6)}"
    with (folder / name).open("xb") as file:
        file.truncate(_SIZE)
    return name


class Tail:
    """A tail, mapped to be read. It sees what is written to the file later."""

    def __init__(self, path: Path) -> None:
        self.path = path
        with path.open("rb") as file:
            whole = mmap.mmap(file.fileno(), _SIZE, prot=mmap.PROT_READ)
        self._looks: Words = _column(whole, np.uint64, 0, 4 * LOOKS).reshape(-1, 4)
        self._look_keys: Keys = _column(whole, np.int64, 1, LOOKS)
        self._tags: Tags = _column(whole, np.uint64, 2, TAGS)
        self._tag_keys: Keys = _column(whole, np.int64, 3, TAGS)
        self._order: tuple[Tags, Keys] = (np.zeros(0, dtype=np.uint64), np.zeros(0, dtype=np.int64))

    def rows(self, looks: int, tags: int) -> Hashes:
        """The first so many rows, as they are."""
        return Hashes(self._look_keys[:looks], self._looks[:looks], self._tag_keys[:tags], self._tags[:tags])

    def equal(self, count: int, asked: Tags) -> tuple[Keys, Keys]:
        """(number of the tag asked for, key) of the first `count` rows. A reader puts what it has seen in order."""
        order = self._order
        if count - len(order[0]) > SORTED:
            places = np.argsort(self._tags[:count], kind="stable")
            self._order = order = (self._tags[:count][places], places)
        done = len(order[0])
        query, place = equal(order[0], asked)
        late, row = equal(np.sort(asked), self._tags[done:count])
        query = np.concatenate([query, np.argsort(asked, kind="stable")[row]])
        keys = self._tag_keys[np.concatenate([order[1][place], late + done])]
        return query[keys > 0], keys[keys > 0]


def equal(ordered: Tags, asked: Tags) -> tuple[Keys, Keys]:
    """(number of the tag asked for, place among the ordered ones) of all that are equal."""
    first = np.searchsorted(ordered, asked, "left")
    last = np.searchsorted(ordered, asked, "right")
    counts = last - first
    query = np.repeat(np.arange(len(asked), dtype=np.int64), counts)
    within = np.arange(len(query), dtype=np.int64) - np.repeat(np.cumsum(counts) - counts, counts)
    return query, np.repeat(first, counts) + within


def _column(whole: mmap.mmap, dtype: Any, number: int, count: int) -> NDArray[Any]:
    return np.frombuffer(whole, dtype, count, _STARTS[number])


def append(path: Path, looks: int, tags: int, hashes: Hashes) -> None:
    """Write rows behind the so many that count. They do not count yet."""
    columns = (hashes.looks, hashes.look_keys, hashes.tags, hashes.tag_keys)
    handle = os.open(path, os.O_WRONLY)
    try:
        for start, size, at, column in zip(_STARTS, (32, 8, 8, 8), (looks, looks, tags, tags), columns, strict=True):
            _write(handle, np.ascontiguousarray(column), start + size * at)
    finally:
        os.close(handle)


def take_back(path: Path, rows: Hashes, gone: Keys) -> None:
    """Strike out the rows of these keys, among those that count."""
    handle = os.open(path, os.O_WRONLY)
    nothing = np.zeros(1, dtype=np.int64)
    try:
        for start, keys in ((_STARTS[1], rows.look_keys), (_STARTS[3], rows.tag_keys)):
            for row in np.nonzero(np.isin(keys, gone))[0].tolist():
                _write(handle, nothing, start + 8 * row)
    finally:
        os.close(handle)


def _write(handle: int, column: NDArray[Any], at: int) -> None:
    rest = column.reshape(-1).view(np.uint8).data
    while len(rest):
        done = os.pwrite(handle, rest, at)
        rest, at = rest[done:], at + done
