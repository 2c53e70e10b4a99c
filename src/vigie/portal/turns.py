"""Turns at what costs a processor: a receipt's two keys take some 100 ms, for children too, and without proof of work.

So few are made at once, each way has a line of its own, the lines take turns, and a line is short: whoever finds it
full is told so at once and asks again, instead of holding one of the threads that services and the desk need.
"""

from __future__ import annotations

import os
import threading
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager

WAY_BACK = "back"  # the line of those who come back with six words; the others are called as their ways are
LINE = 3  # that wait in one line; of the 16 threads of a process
PATIENCE = 10.0  # seconds in a line


class Turns:
    """Lines before some places. For any number of threads."""

    def __init__(self, places: int, line: int = LINE) -> None:
        self._free, self._line = places, line
        self._lines: dict[str, deque[object]] = {}
        self._served: dict[str, int] = {}  # when each line had its last turn: who had none for longest is next
        self._turn = 0
        self._changed = threading.Condition()

    @contextmanager
    def one(self, way: str, patience: float = PATIENCE) -> Iterator[bool]:
        """Waits for a turn; False when the line is full, or does not move: then nothing may be done."""
        mine = self._taken(way, patience)
        try:
            yield mine
        finally:
            if mine:
                with self._changed:
                    self._free += 1
                    self._changed.notify_all()

    def _taken(self, way: str, patience: float) -> bool:
        ticket = object()
        with self._changed:
            line = self._lines.setdefault(way, deque())
            if len(line) >= self._line:
                return False
            line.append(ticket)
            come = self._changed.wait_for(lambda: self._free > 0 and self._next() is ticket, patience)
            line.remove(ticket)
            if come:
                self._free -= 1
                self._turn += 1
                self._served[way] = self._turn
            self._changed.notify_all()
            return come

    def _next(self) -> object:
        waiting = [way for way, line in self._lines.items() if line]
        way = min(waiting, key=lambda one: self._served.get(one, 0), default=None)
        return None if way is None else self._lines[way][0]


def places() -> int:
    """How many of this process may have their turn at once: its share of the processors."""
    return max(1, (os.cpu_count() or 1) // max(1, int(os.environ.get("WEB_CONCURRENCY") or 1)))


TURNS = Turns(places())
