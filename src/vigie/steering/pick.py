"""Which report somebody should read next: the first of the queue that suits them, without letting anything starve.
Pure.

The order of the queue itself is the policy's alone. This only chooses, for one person and one moment, among those that
stand near its top; whatever is urgent goes to whoever asks first, whoever they are.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from msgspec import Struct

URGENT = 70  # points: no quota, language or exposure stands before such a report
BAND = 12  # points below the best within which somebody may be given what suits them better
SKILL, LANGUAGE, RESTED = 6.0, 6.0, 8.0  # points by which something suits better
AGE_A_DAY, AGE_MOST = 0.25, 12.0  # points that waiting adds: two months are worth a factor of four
OLDEST_EACH = 20  # one pick in so many is the one that waits longest
QUOTAS: Mapping[str, float] = {"workable": 0.85, "insufficient": 0.10, "viral": 0.05}  # shares of what is read


class Candidate(Struct, frozen=True):
    """A free report near the top. `kinds` are the rules that spoke of it; `pictures` how many files would be looked
    at."""

    report_key: int
    total: int
    class_name: str
    received_at: datetime
    language: str | None = None
    kinds: frozenset[str] = frozenset()
    pictures: int = 0


class Reader(Struct, frozen=True):
    """Who asks. `seen`: pictures looked at in the last day; `most`: how many are enough for one day."""

    languages: frozenset[str] = frozenset()
    skills: frozenset[str] = frozenset()
    seen: int = 0
    most: int = 150


def worth(one: Candidate, now: datetime) -> float:
    """Points with what waiting adds."""
    days = max(0.0, (now - one.received_at) / timedelta(days=1))
    return one.total + min(AGE_MOST, AGE_A_DAY * days)


def suits(one: Candidate, reader: Reader) -> float:
    """How much better it suits this person than anybody: never less than nothing."""
    found = SKILL if one.kinds & reader.skills else 0.0
    found += LANGUAGE if one.language and one.language in reader.languages else 0.0
    return found + (RESTED if reader.seen >= reader.most and not one.pictures else 0.0)


def due(served: Mapping[str, int], waiting: frozenset[str]) -> str | None:
    """The class that got the least of its share, when it lacks a whole report."""
    total = sum(served.values()) + 1
    lacks = {name: share * total - served.get(name, 0) for name, share in QUOTAS.items() if name in waiting}
    name = max(lacks, key=lambda one: (lacks[one], one), default=None)
    return name if name is not None and lacks[name] >= 1.0 else None


def choose(
    candidates: Sequence[Candidate],
    oldest: Candidate | None,
    reader: Reader,
    served: Mapping[str, int],
    now: datetime,
) -> Candidate | None:
    """The next report. `candidates` are the first of each class; `served` what was taken lately, by class."""
    if not candidates:
        return oldest
    best = max(candidates, key=lambda one: (one.total, -one.report_key))
    if best.total >= URGENT:
        return _suited([one for one in candidates if one.total >= max(URGENT, best.total - BAND)], reader, now)
    taken = sum(served.values())
    if oldest is not None and taken % OLDEST_EACH == OLDEST_EACH - 1:
        return oldest
    wanted = due(served, frozenset(one.class_name for one in candidates))
    of_class = [one for one in candidates if wanted is None or one.class_name == wanted]
    top = max(worth(one, now) for one in of_class)
    return _suited([one for one in of_class if worth(one, now) >= top - BAND], reader, now)


def _suited(near: Sequence[Candidate], reader: Reader, now: datetime) -> Candidate:
    return max(near, key=lambda one: (worth(one, now) + suits(one, reader), -one.report_key))
