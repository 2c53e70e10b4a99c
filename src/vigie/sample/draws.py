"""Chance, made repeatable: one stream of numbers for each thing that is drawn, named by what it is.

A stream depends on the seed and its own name only, so anything can be drawn again later without keeping it.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from itertools import accumulate
from random import Random
from typing import Generic, TypeVar

Thing = TypeVar("Thing")


def stream(seed: int, *name: object) -> Random:
    """The stream of numbers that belongs to this name."""
    return Random("/".join((str(seed), *map(str, name))))


def chance(rng: Random, share: float) -> bool:
    """True in `share` of the cases."""
    return rng.random() < share


def scattered(index: int, size: int) -> int:
    """A one-to-one scattering of `index` (0 <= index < size) over `range(size)`: neighbours do not look alike.

    `size` must not be a multiple of 2,654,435,761.
    """
    return (index * 2_654_435_761 + 7919) % size


def low_first(rng: Random, size: int, steepness: float = 2.5) -> int:
    """An index of `range(size)`; a few low ones come very often, most are rare, as with what circulates."""
    return min(size - 1, int(size * rng.random() ** steepness))


class Weighted(Generic[Thing]):
    """Things and how often each is drawn; the weights need not add up to one."""

    def __init__(self, weights: Mapping[Thing, float]) -> None:
        self.things = tuple(weights)
        self._ends = tuple(accumulate(weights.values()))

    def pick(self, rng: Random) -> Thing:
        """One of the things."""
        return self.things[min(bisect_right(self._ends, rng.random() * self._ends[-1]), len(self.things) - 1)]
