"""Reads ahead: what comes next is made in a thread while what came before is written."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

Item = TypeVar("Item")
WAITING = 2  # things that are made before they are asked for


def ahead(items: Iterable[Item]) -> Iterator[Item]:
    """The same items in order; what making them raises is raised here. Making them must not ask the database."""
    rest, end = iter(items), object()
    with ThreadPoolExecutor(1) as pool:
        waiting = deque(pool.submit(next, rest, end) for _ in range(WAITING))
        while (made := waiting.popleft().result()) is not end:
            waiting.append(pool.submit(next, rest, end))
            yield made  # type: ignore[misc]  # the end is not among them
