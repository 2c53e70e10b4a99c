"""How fast one may ask: a bucket for each asker that fills again with time. Pure but for its clock."""

from __future__ import annotations

import math
import threading
import time
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field

MOST = 100_000  # askers remembered; beyond it all buckets are full again


@dataclass(slots=True)
class Pace:
    """A bucket holds what may be asked in a minute."""

    clock: Callable[[], float] = time.monotonic
    _left: dict[Hashable, tuple[float, float]] = field(default_factory=dict)  # asker -> (when, what was left)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def wait(self, asker: Hashable, a_minute: int, *, spend: bool = True) -> int:
        """0, and one is taken out; or the seconds after which there will be one. `spend=False` only looks."""
        now = self.clock()
        with self._lock:
            at, left = self._left.get(asker, (now, float(a_minute)))
            left = min(float(a_minute), left + (now - at) * a_minute / 60)
            if left < 1:
                return max(1, math.ceil((1 - left) * 60 / a_minute)) if a_minute > 0 else 3600
            if spend:
                if len(self._left) >= MOST:
                    self._left.clear()
                self._left[asker] = (now, left - 1)
        return 0
