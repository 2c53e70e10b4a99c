"""How crowded the door is, and from which drawer of the network: in memory only, forgotten after an hour.

A network address is never kept. It is put into one of 4,096 drawers under a key that lives as long as the process.
"""

from __future__ import annotations

import hashlib
import os
import threading
from collections import defaultdict, deque
from ipaddress import IPv4Address, ip_address
from time import monotonic

DRAWERS = 4096
OF_ONE = 10  # submissions of one drawer in an hour from which its next ones go slower
HOUR, LATELY = 3600.0, 600.0  # seconds
_key = os.urandom(32)


def drawer(address: str) -> str:
    """The drawer of an address's neighbourhood (/24, /48)."""
    try:
        ip = ip_address(address.partition("%")[0])
    except ValueError:
        return "none"
    packed = ip.packed[:3] if isinstance(ip, IPv4Address) else ip.packed[:6]
    digest = hashlib.blake2b(packed, key=_key, digest_size=8).digest()
    return f"{int.from_bytes(digest, 'big') % DRAWERS:03x}"


class Pace:
    """What came lately."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._all: deque[float] = deque()
        self._drawers: dict[str, deque[float]] = defaultdict(deque)

    def load(self) -> int:
        """Submissions of the last ten minutes."""
        with self._lock:
            self._forget(monotonic())
            return len(self._all)

    def came(self, of: str) -> int:
        """One more from a drawer. Returns how many came of it in the last hour, this one included."""
        now = monotonic()
        with self._lock:
            self._forget(now)
            self._all.append(now)
            mine = self._drawers[of]
            mine.append(now)
            while mine and now - mine[0] > HOUR:
                mine.popleft()
            return len(mine)

    def clear(self) -> None:
        """Forgets everything."""
        with self._lock:
            self._all.clear()
            self._drawers.clear()

    def _forget(self, now: float) -> None:
        while self._all and now - self._all[0] > LATELY:
            self._all.popleft()
        if len(self._drawers) >= DRAWERS:
            stale = [of for of, times in self._drawers.items() if not times or now - times[-1] > HOUR]
            for of in stale:
                del self._drawers[of]


PACE = Pace()
