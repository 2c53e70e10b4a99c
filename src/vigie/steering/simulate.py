"""What a desk of so many people would reach: arrivals, officers and an order, played out hour by hour with SimPy.

Time is in hours from a Monday at midnight. An officer takes the first of the order when free, and spends the minutes of
its kind. A grave report counts by its chance to be one, so that nobody must know the truth of each.
"""

from __future__ import annotations

import heapq
import math
import random
from collections import defaultdict
from collections.abc import Callable, Generator, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import msgspec
import simpy
from msgspec import Struct
from msgspec.structs import replace

DAY, WEEK = 24.0, 168.0
OPENS = 9.0  # hour of a working day at which officers begin
WORKDAYS = 5
MINUTES = {"workable": 45.0, "insufficient": 8.0, "viral": 3.0, "": 20.0}  # a first look and a decision, by class
ALIKE = 0.2  # minutes for each further report of a batch of alike


class Arrival(Struct, frozen=True):
    """One report: when it comes (hours), its class, its chance to be grave, and what orders may look at."""

    at: float
    kind: str
    grave: float
    total: int
    escalated: bool
    cluster: str = ""


class Desk(Struct, frozen=True):
    """Who works there. `merge`: viral reports of one cluster are decided together."""

    officers: int
    hours_a_day: float = 5.0  # in which an officer really reads; the rest goes to inquiries, papers, court
    minutes: Mapping[str, float] = msgspec.field(default_factory=lambda: MINUTES)
    merge: bool = False


Place = Callable[[Arrival], tuple[float, ...]]
ORDERS: Mapping[str, Place] = {
    "policy": lambda one: (-float(one.total), one.at),
    "escalation first": lambda one: (float(not one.escalated), one.at),
    "first come": lambda one: (one.at,),
}


class Day(Struct, frozen=True):
    """The end of one day: how many wait, and how many of the grave were reached so far."""

    day: int
    waiting: int
    reached: float


class Played(Struct, frozen=True):
    """What came of it. Of the `grave` (expected) reports: reached within a day, within a week, later, never."""

    order: str
    officers: int
    factor: float
    merge: bool
    reports: int
    worked: int
    grave: float
    within_day: float
    within_week: float
    later: float
    never: float
    waiting: int
    age_days: float  # of those that wait at the end, the middle one
    days: tuple[Day, ...]


@dataclass
class _Room:
    """The desk while it is played."""

    env: simpy.Environment
    place: Place
    desk: Desk
    waiting: list[tuple[tuple[float, ...], int, Arrival]] = field(default_factory=list)
    done: set[int] = field(default_factory=set)
    clusters: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    reached: list[tuple[float, float, float]] = field(default_factory=list)  # hour, waited, chance to be grave
    woken: list[simpy.Event] = field(default_factory=list)
    arrived: dict[int, Arrival] = field(default_factory=dict)
    days: list[Day] = field(default_factory=list)
    idle: int = 0

    def come(self, number: int, one: Arrival) -> None:
        heapq.heappush(self.waiting, (self.place(one), number, one))
        self.arrived[number] = one
        if self.desk.merge and one.cluster and one.kind == "viral":
            self.clusters[one.cluster].append(number)
        if self.woken:
            self.woken.pop().succeed()

    def take(self) -> Arrival | None:
        while self.waiting:
            _, number, one = heapq.heappop(self.waiting)
            if number not in self.done:
                self._reach(number, one)
                return one
        return None

    def alike(self, one: Arrival) -> int:
        """Decides what is alike and waits; returns how many."""
        rest = [number for number in self.clusters.pop(one.cluster, []) if number not in self.done]
        for number in rest:
            self._reach(number, self.arrived[number])
        return len(rest)

    def _reach(self, number: int, one: Arrival) -> None:
        self.done.add(number)
        self.reached.append((self.env.now, self.env.now - one.at, one.grave))


Steps = Generator[simpy.Event, Any, None]


def _arrivals(room: _Room, arrivals: Sequence[Arrival]) -> Steps:
    for number, one in enumerate(arrivals):
        if one.at > room.env.now:
            yield room.env.timeout(one.at - room.env.now)
        room.come(number, one)


def _until_open(now: float, hours: float) -> float:
    """Hours until somebody is at work; 0 when it is now."""
    day, hour = divmod(now, DAY)
    if day % 7 < WORKDAYS and OPENS <= hour < OPENS + hours:
        return 0.0
    days = 0 if day % 7 < WORKDAYS and hour < OPENS else 1
    while (day + days) % 7 >= WORKDAYS:
        days += 1
    return (day + days) * DAY + OPENS - now


def _officer(room: _Room) -> Steps:
    while True:
        closed = _until_open(room.env.now, room.desk.hours_a_day)
        if closed:
            yield room.env.timeout(closed)
            continue
        one = room.take()
        if one is None:
            woken = room.env.event()
            room.woken.append(woken)
            yield woken
            continue
        minutes = room.desk.minutes.get(one.kind, room.desk.minutes.get("", 20.0))
        if room.desk.merge and one.cluster and one.kind == "viral":
            minutes += ALIKE * room.alike(one)
        yield room.env.timeout(max(minutes, 0.1) / 60)


def _count(room: _Room, days: int) -> Steps:
    for day in range(1, days + 1):
        yield room.env.timeout(DAY)
        reached = sum(grave for _, _, grave in room.reached)
        room.days.append(Day(day, len(room.arrived) - len(room.done), round(reached, 2)))


def play(arrivals: Sequence[Arrival], desk: Desk, order: str, factor: float = 1.0) -> Played:
    """Plays one desk with one order until a week after the last arrival. The same in gives the same out."""
    env = simpy.Environment()
    room, ordered = _Room(env, ORDERS[order], desk), sorted(arrivals, key=lambda one: one.at)
    end = (ordered[-1].at if ordered else 0.0) + WEEK
    days = int(end // DAY) + 1
    env.process(_arrivals(room, ordered))
    env.process(_count(room, days))
    for _ in range(desk.officers):
        env.process(_officer(room))
    env.run(until=days * DAY + 1e-6)
    return _told(room, ordered, desk, order, factor)


def _told(room: _Room, arrivals: Sequence[Arrival], desk: Desk, order: str, factor: float) -> Played:
    grave = sum(one.grave for one in arrivals)
    day = sum(chance for _, waited, chance in room.reached if waited <= DAY)
    week = sum(chance for _, waited, chance in room.reached if waited <= WEEK)
    reached = sum(chance for _, _, chance in room.reached)
    ages = sorted(room.env.now - one.at for number, one in room.arrived.items() if number not in room.done)
    return Played(
        order=order,
        officers=desk.officers,
        factor=factor,
        merge=desk.merge,
        reports=len(arrivals),
        worked=len(room.reached),
        grave=round(grave, 2),
        within_day=round(day, 2),
        within_week=round(week, 2),
        later=round(reached - week, 2),
        never=round(max(0.0, grave - reached), 2),
        waiting=len(ages),
        age_days=round(ages[len(ages) // 2] / DAY, 1) if ages else 0.0,
        days=tuple(room.days),
    )


def multiplied(arrivals: Iterable[Arrival], factor: float, seed: int = 1) -> list[Arrival]:
    """The same period with so many times the arrivals: each comes again within half a day of itself."""
    draw, found = random.Random(seed), []
    for one in arrivals:
        times = int(factor) + (draw.random() < factor - int(factor))
        for again in range(times):
            at = one.at if not again else max(0.0, one.at + draw.uniform(-12.0, 12.0))
            found.append(replace(one, at=at))
    return sorted(found, key=lambda one: one.at)


def chances(totals: Sequence[int], share: float) -> list[float]:
    """The chance of each report to be grave, by its points: each 20 are a factor of ten in the odds (the policy's own
    scale), levelled so that `share` of all are."""
    low, high = -200.0, 200.0
    for _ in range(60):
        level = (low + high) / 2
        mean = sum(_chance(total, level) for total in totals) / max(1, len(totals))
        low, high = (level, high) if mean > share else (low, level)
    return [_chance(total, low) for total in totals]


def _chance(total: int, level: float) -> float:
    return float(1.0 / (1.0 + math.pow(10.0, max(-30.0, min(30.0, (level - total) / 20.0)))))
