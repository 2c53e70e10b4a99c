"""The compiled search, loaded when something is first looked for: most processes never do, and the compiler costs each
of them a third of a second and 60 MB."""

from __future__ import annotations

import importlib
from typing import Any, Protocol, cast

import numpy as np
from numpy.typing import NDArray

from vigie.kernels import hamming
from vigie.kernels.hamming import Hits, Words

QUICK = 4_000_000  # comparisons that are not worth loading the compiler for: some 30 ms


class Search(Protocol):
    """`kernels.multi_index`, as its callers know it."""

    Tables: Any

    def build(self, rows: Words) -> Any: ...
    def near(self, tables: Any, queries: Words) -> NDArray[np.int64]: ...
    def search(self, tables: Any, queries: Words) -> Hits: ...
    def scan(self, rows: Words, queries: Words) -> Hits: ...


def compiled() -> Search:
    """The module itself."""
    return cast(Search, importlib.import_module("vigie.kernels.multi_index"))


def scanned(rows: Words, queries: Words) -> Hits:
    """Every row near a query, one after the other."""
    quick = len(rows) * len(queries) <= QUICK
    return hamming.scan(rows, queries) if quick else compiled().scan(rows, queries)
