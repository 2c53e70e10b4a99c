"""Cuts what is asked of a database into pieces that it takes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TypeVar

Item = TypeVar("Item")
MOST = 900  # parameters of one query: what every SQLite takes


def chunks(items: Iterable[Item], most: int = MOST) -> Iterator[list[Item]]:
    """Lists of at most `most` items, in order."""
    rest = iter(items)
    while some := list(islice(rest, most)):
        yield some
