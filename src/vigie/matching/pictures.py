"""The picture index in memory: it grows at its end, and its look-ups never wait while it is put in order.

A prefix of the rows is indexed, the rest is scanned. When the rest has grown, a thread indexes a longer prefix and the
new tables take the place of the old ones. Small indexes are only scanned: they never load the compiler.
"""

from __future__ import annotations

import importlib
import threading
from collections.abc import Iterable, Sequence
from typing import Any, Protocol, cast

import numpy as np
from numpy.typing import NDArray

from vigie.kernels import hamming
from vigie.kernels.hamming import Hits, Words

SMALL = 20_000  # rows that are scanned, not indexed
QUICK = 4_000_000  # comparisons that are not worth loading the compiler for: some 30 ms
SHARE = 8  # the rest is indexed when it is as large as this part of the whole
FIRST = 4096  # rows that room is made for at first

Keys = NDArray[np.int64]


class Search(Protocol):
    """`kernels.multi_index`, which is loaded when it is needed."""

    def build(self, rows: Words) -> Any: ...
    def search(self, tables: Any, queries: Words) -> Hits: ...
    def scan(self, rows: Words, queries: Words) -> Hits: ...


def _compiled() -> Search:
    return cast(Search, importlib.import_module("vigie.kernels.multi_index"))


class PictureIndex:
    """Fingerprints of 32 bytes, each under a key. `add` and `search` are for one thread at a time."""

    def __init__(self) -> None:
        self._keys: Keys = np.empty(FIRST, dtype=np.int64)
        self._rows: Words = np.empty((FIRST, 4), dtype=np.uint64)
        self._count = 0
        self._indexed = 0  # the prefix that `_tables` covers
        self._tables: Any = None
        self._builder: threading.Thread | None = None

    def __len__(self) -> int:
        return self._count

    def add(self, keys: Sequence[int], values: Iterable[bytes]) -> None:
        """Take in fingerprints under these keys: they are found from now on."""
        fresh = hamming.words(values)
        stop = self._count + len(fresh)
        if stop > len(self._keys):
            room = max(stop, 2 * len(self._keys))
            self._keys = np.resize(self._keys, room)
            self._rows = np.concatenate([self._rows, np.empty((room - len(self._rows), 4), dtype=np.uint64)])
        self._keys[self._count : stop] = keys
        self._rows[self._count : stop] = fresh
        self._count = stop

    def search(self, values: Sequence[bytes]) -> tuple[Keys, Keys, Keys]:
        """(number of the value asked for, key, distance) of everything within `hamming.RADIUS` bits."""
        hits = self._hits(hamming.words(values)) if values else hamming.joined([])
        return hits.query, self._keys[hits.row], hits.distance

    def settle(self, *, wait: bool = False) -> None:
        """Put what was added in order, when there is enough of it: at once the first time, then behind the scenes."""
        rest = self._count - self._indexed
        if self._count <= SMALL or rest * SHARE < self._count or (self._builder and self._builder.is_alive()):
            return
        # The rows of the prefix do not change any more, wherever they are copied to.
        self._builder = threading.Thread(target=self._build, args=(self._rows[: self._count],), daemon=True)
        self._builder.start()
        if wait or self._tables is None:
            self._builder.join()

    def _build(self, rows: Words) -> None:
        tables = _compiled().build(rows)
        self._tables, self._indexed = tables, len(rows)

    def _hits(self, queries: Words) -> Hits:
        tables = self._tables
        if tables is None:
            rows = self._rows[: self._count]
            quick = len(rows) * len(queries) <= QUICK
            return hamming.scan(rows, queries) if quick else _compiled().scan(rows, queries)
        indexed = len(tables.rows)
        rest = _compiled().scan(self._rows[indexed : self._count], queries)
        found = _compiled().search(tables, queries)
        return hamming.joined([found, rest._replace(row=rest.row + indexed)])
