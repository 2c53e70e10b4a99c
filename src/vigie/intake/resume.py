"""Readings that are not finished: a long table is read in pieces, and each piece goes on where the last one ended.

Only a saving: whoever asks for a position that no reading stands at gets a new one that is read up to it, and so the
same n-th item. A reading is taken out while it is used, so no two threads ever share one.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Generator, Iterator
from dataclasses import dataclass
from itertools import islice

from vigie.intake.format import Unread
from vigie.report.nouns import Report

MOST = 8  # readings kept open at once, each with its file
Items = Iterator[Report | Unread]


@dataclass(slots=True)
class Reading:
    """An open reading, and how many items it has given."""

    items: Items
    position: int

    def advance(self, position: int) -> None:
        """Passes over the items before `position`."""
        for _ in islice(self.items, position - self.position):
            self.position += 1

    def close(self) -> None:
        """Lets go of its file."""
        if isinstance(self.items, Generator):
            self.items.close()


class Shelved:
    """The open readings of this process, by what they read."""

    def __init__(self, most: int = MOST) -> None:
        self._most = most
        self._readings: OrderedDict[object, Reading] = OrderedDict()
        self._lock = threading.Lock()

    def take(self, key: object, position: int, begin: Callable[[], Items]) -> Reading:
        """A reading of `key` that stands at `position`: the one put back if it has not gone further, else a new one."""
        with self._lock:
            reading = self._readings.pop(key, None)
        if reading is None or reading.position > position:
            if reading is not None:
                reading.close()
            reading = Reading(begin(), 0)
        reading.advance(position)
        return reading

    def put_back(self, key: object, reading: Reading) -> None:
        """Keeps a reading for the next piece; the one unused for longest makes room."""
        with self._lock:
            doubled = self._readings.pop(key, None)
            self._readings[key] = reading
            oldest = self._readings.popitem(last=False)[1] if len(self._readings) > self._most else None
        for gone in (doubled, oldest):
            if gone is not None:
                gone.close()
