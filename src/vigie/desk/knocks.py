"""How much the journal says of strangers: every guess at first, then ever rarer, with how many there were. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

WINDOW = timedelta(minutes=15)
EACH = 100  # guesses of a quarter of an hour that are written one by one; the journal must not grow as they please


@dataclass(slots=True)
class Knocks:
    """The guesses of one window of time, in one process."""

    since: datetime | None = None
    count: int = 0

    def note(self, now: datetime) -> int | None:
        """Counts one; the count when it is to be written: each of the first hundred, then at 128, 256, 512 …"""
        if self.since is None or now - self.since > WINDOW:
            self.since, self.count = now, 0
        self.count += 1
        rare = self.count & (self.count - 1) == 0
        return self.count if self.count <= EACH or rare else None
