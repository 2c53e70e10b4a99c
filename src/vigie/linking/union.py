"""Which things belong together: disjoint sets, and the steps by which numbers grow."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable


class Union:
    """Disjoint sets of integers that join, the smaller into the larger. Not shared between threads."""

    __slots__ = ("_above", "_size")

    def __init__(self) -> None:
        self._above: dict[int, int] = {}
        self._size: dict[int, int] = {}

    def find(self, thing: int) -> int:
        """The one that stands for the set of `thing`; a thing not met before is alone."""
        above = self._above
        if thing not in above:
            above[thing], self._size[thing] = thing, 1
            return thing
        root = thing
        while above[root] != root:
            root = above[root]
        while above[thing] != root:
            above[thing], thing = root, above[thing]
        return root

    def join(self, one: int, other: int) -> bool:
        """Joins two sets. Whether they were two."""
        first, second = self.find(one), self.find(other)
        if first == second:
            return False
        if self._size[first] < self._size[second]:
            first, second = second, first
        self._above[second] = first
        self._size[first] += self._size.pop(second)
        return True

    def sets(self) -> Iterable[list[int]]:
        """All sets, each with its things in the order in which they were met."""
        found: defaultdict[int, list[int]] = defaultdict(list)
        for thing in self._above:
            found[self.find(thing)].append(thing)
        return found.values()


def bucket(n: int) -> int:
    """The step that a count stands on: 1, 2, 3-4, 5-8, 9-16 and so on. Only a new step is news to others, so that
    a hub of N reports makes about 2 N of them triaged again in all, and not N²."""
    return (max(n, 1) - 1).bit_length()
