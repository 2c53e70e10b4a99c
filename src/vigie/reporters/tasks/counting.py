"""Counters that know nobody: a day, a thing, a number. Kept in memory some seconds, so that a page costs no write."""

from __future__ import annotations

import threading
from collections import Counter
from datetime import UTC, datetime
from time import monotonic

from vigie.report.tasks import run

EVERY = 10.0  # seconds between writes
MANY = 200  # or so many counts
_WRITE = """INSERT INTO reporters_count (day, what, n) VALUES (%s, %s, %s)
    ON CONFLICT (day, what) DO UPDATE SET n = reporters_count.n + excluded.n"""
_lock = threading.Lock()
_kept: Counter[tuple[str, str]] = Counter()
_written = [monotonic()]


def count(what: str, n: int = 1) -> None:
    """One more of something today."""
    with _lock:
        _kept[datetime.now(UTC).date().isoformat(), what[:60]] += n
        due = monotonic() - _written[0] > EVERY or sum(_kept.values()) >= MANY
    if due:
        write()


def write() -> None:
    """Writes what was counted since the last time."""
    with _lock:
        rows = [(day, what, n) for (day, what), n in _kept.items()]
        _kept.clear()
        _written[0] = monotonic()
    run(_WRITE, rows)
