"""Counters that know nobody: a day, a thing, a number. Kept in memory some seconds, so that a page costs no write."""

from __future__ import annotations

import threading
from collections import Counter
from time import monotonic

from django.db import DatabaseError
from django.utils import timezone, translation

from vigie.report.tasks import run

EVERY = 10.0  # seconds between writes
MANY = 200  # or so many counts
_WRITE = """INSERT INTO reporters_count (day, what, language, n) VALUES (%s, %s, %s, %s)
    ON CONFLICT (day, what, language) DO UPDATE SET n = reporters_count.n + excluded.n"""
_lock = threading.Lock()
_kept: Counter[tuple[str, str, str]] = Counter()
_written = [monotonic()]


def page(what: str) -> None:
    """One more opening of a page, in the language in which it is shown."""
    count(what, language=translation.get_language() or "")


def count(what: str, n: int = 1, language: str = "") -> None:
    """One more of something today, as the desk's own clock has it."""
    with _lock:
        _kept[timezone.localdate().isoformat(), what[:60], language[:5]] += n
    settle()


def settle() -> None:
    """Writes when it is time. Each page of the portal asks: the last ones of a busy minute do not wait for the next."""
    with _lock:
        due = bool(_kept) and (monotonic() - _written[0] > EVERY or sum(_kept.values()) >= MANY)
    if due:
        write()


def write() -> None:
    """Writes what was counted since the last time. A busy database costs nobody their page: it is tried again later."""
    with _lock:
        kept = Counter(_kept)
        _kept.clear()
        _written[0] = monotonic()
    try:
        if kept:
            run(_WRITE, [(*of, n) for of, n in kept.items()])
    except DatabaseError:
        with _lock:
            _kept.update(kept)
