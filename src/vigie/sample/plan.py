"""Which reports there will be, in the order of their arrival: few bytes each, so that a year of them fits in memory."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from random import Random

import numpy as np
from numpy.typing import NDArray

from vigie.sample.draws import chance, stream
from vigie.sample.suspects import Hidden, sort_and_events

START = datetime(2026, 6, 1, tzinfo=UTC)
DAYS = 150
_SURGE = (61.0, 68.0)  # days: a picture goes round, and everybody reports it
FIRST_ID = 900_000_001


@dataclass(frozen=True, slots=True)
class Event:
    """The `number`-th report to arrive: the `nth` of its suspect."""

    number: int
    suspect: int
    nth: int
    at: datetime  # when the company told of it
    surge: bool


@dataclass(frozen=True, slots=True)
class Plan:
    """All events, in order of arrival. `first[s] + n` finds the n-th event of suspect s in `place`."""

    suspect: NDArray[np.int32]
    nth: NDArray[np.int16]
    seconds: NDArray[np.int64]  # since START
    first: NDArray[np.int32]
    place: NDArray[np.int32]

    def __len__(self) -> int:
        return len(self.suspect)

    def event(self, number: int) -> Event:
        """The event that arrives `number`-th, from 0."""
        seconds = int(self.seconds[number])
        surge = _SURGE[0] <= seconds / 86400 < _SURGE[1]
        return Event(
            number, int(self.suspect[number]), int(self.nth[number]), START + timedelta(seconds=seconds), surge
        )

    def number(self, suspect: int, nth: int) -> int:
        """When the n-th report of a suspect arrives among all."""
        return int(self.place[self.first[suspect] + nth])


def _days(rng: Random, hidden: Hidden, count: int) -> list[float]:
    if hidden is Hidden.SHARER and chance(rng, 0.3):
        return [rng.uniform(*_SURGE) for _ in range(count)]
    day = rng.uniform(0, DAYS)
    days = []
    for _ in range(count):
        days.append(day % DAYS)
        day += rng.expovariate(1 / 12)
    return sorted(days)


def plan(seed: int, reports: int) -> Plan:
    """`reports` events of as many suspects as it takes."""
    owners: list[int] = []
    nths: list[int] = []
    times: list[int] = []
    first: list[int] = []
    index = 0
    while len(owners) < reports:
        hidden, count = sort_and_events(seed, index)
        days = _days(stream(seed, "days", index), hidden, count)
        first.append(len(owners))
        for nth, day in enumerate(days[: reports - len(owners)]):
            owners.append(index)
            nths.append(nth)
            times.append(int(day * 86400))
        index += 1
    order = np.argsort(np.array(times, dtype=np.int64), kind="stable")
    place = np.empty(reports, dtype=np.int32)
    place[order] = np.arange(reports, dtype=np.int32)
    return Plan(
        np.array(owners, dtype=np.int32)[order],
        np.array(nths, dtype=np.int16)[order],
        np.array(times, dtype=np.int64)[order],
        np.array(first, dtype=np.int32),
        place,
    )
