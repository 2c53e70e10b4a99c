"""Invented facts, to try figures on and to measure them with: years of a desk that never was."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from msgspec.structs import replace

from vigie.figures import fact
from vigie.figures.fact import Effect, Event, Fact, Novelty, Timing

COMPANIES = tuple(f"Service {number:02}" for number in range(1, 41))
KINDS = (
    "Child Pornography (possession, manufacture, and distribution)",
    "Online Enticement of Children for Sexual Acts",
    "Unsolicited Obscene Material Sent to a Child",
    "Child Sex Trafficking",
)

EFFECTS = {
    "subscriber": (Effect.IDENTIFIED, Effect.NOTHING),
    "preservation": (Effect.ANSWERED, Effect.GIVEN_UP),
    "delivery": (Effect.ACCEPTED, Effect.REFUSED),
}


def years(first: int, count: int, reports: int, seed: int = 1) -> Iterator[Fact]:
    """The facts of `reports` reports spread over `count` years from `first` on, growing from year to year, in no order.

    One in fifty is opened, one in a hundred decided: about what the sources say. One in ten is asked about, and a page
    is opened about as often as a report comes.
    """
    dice, others = random.Random(seed), random.Random(f"measures {seed}")
    weights = [(place + 1) ** 2 for place in range(count)]
    for number, year in enumerate(dice.choices(range(first, first + count), weights, k=reports)):
        at = datetime(year, 1, 1, tzinfo=UTC) + timedelta(days=dice.randrange(365), minutes=dice.randrange(1440))
        plain, *more = _report(dice, number, at)
        yield from (plain, *more)
        if others.random() < 0.1:
            yield _visit(others, at)
        if others.random() < 0.1:
            yield _measure(others, plain, at)


def _report(dice: random.Random, number: int, at: datetime) -> Iterator[Fact]:
    day = fact.day(at, UTC)
    plain = Fact(
        event=Event.RECEIVED,
        day=day,
        week=fact.week(at, UTC),
        received=day,
        subject=f"{number:032x}",
        source=dice.choice(("ncmec", "hotline", "portal")),
        company=COMPANIES[int(dice.paretovariate(1.2)) % len(COMPANIES)],
        incident=KINDS[int(dice.paretovariate(1.5)) % len(KINDS)],
    )
    yield plain
    judged = replace(
        plain,
        event=Event.JUDGED,
        class_name=dice.choice(("workable", "workable", "viral", "insufficient")),
        country=dice.choice(("FR", "FR", "FR", "BE", "")),
        area=f"{dice.randrange(1, 20):02}" if dice.random() < 0.3 else "",
        unit="central",
        novelty=dice.choice(tuple(Novelty)).value,
    )
    yield judged
    if dice.random() < 0.02:
        yield _act(judged, Event.LOOKED, at, dice.randrange(10, 200_000))
    if dice.random() < 0.01:
        decided = _act(judged, Event.DECIDED, at, dice.randrange(60, 400_000))
        yield replace(decided, outcome=dice.choice(("keep", "pass-on")), punishable=dice.choice(("yes", "no")))


def _visit(dice: random.Random, at: datetime) -> Fact:
    day = fact.day(at, UTC)
    page, language = dice.choice(("page:hello", "page:report", "help:parents")), dice.choice(("fr", "fr", "nl", "en"))
    return Fact(
        Event.VISIT,
        day,
        fact.week(at, UTC),
        day,
        f"{day}/{page}",
        kind=page,
        language=language,
        n=dice.randrange(5, 16),
    )


def _measure(dice: random.Random, plain: Fact, at: datetime) -> Fact:
    kind = dice.choice(tuple(EFFECTS))
    effect = dice.choice((Effect.WAITING, *EFFECTS[kind]))
    timing = dice.choice(tuple(Timing)).value if effect in (Effect.ANSWERED, Effect.IDENTIFIED, Effect.NOTHING) else ""
    left = _act(plain, Event.MEASURE, at, dice.randrange(60, 20_000))
    return replace(left, kind=kind, effect=effect.value, timing=timing, minutes=None)


def _act(of: Fact, event: Event, at: datetime, minutes: int) -> Fact:
    when = at + timedelta(minutes=minutes)
    return replace(of, event=event, day=fact.day(when, UTC), week=fact.week(when, UTC), minutes=minutes)
