"""Officers' decisions make a report on each rule, and a fit that proposes points and changes nothing."""

from __future__ import annotations

import random

import pytest

from vigie.steering.feedback import Decided, report
from vigie.steering.fit import LEAST_DECIDED, TooFew, fit
from vigie.steering.known import Known

POINTS = {"meeting": 10, "place": 10, "quiet": 10}


def decided(key: int, grave: bool, right: bool | None = None, minutes: float | None = None, **heard: float) -> Decided:
    return Decided(key, heard, Known(grave, right if right is not None else grave, minutes))


def world(reports: int, seed: int = 1) -> list[Decided]:
    """Where `meeting` makes a report far likelier to be grave, and `place` nothing at all."""
    draw = random.Random(seed)
    told = []
    for key in range(reports):
        meeting, place = float(draw.random() < 0.3), float(draw.random() < 0.5)
        grave = draw.random() < (0.75 if meeting else 0.08)
        told.append(decided(key, grave, meeting=meeting, place=place))
    return told


def test_a_rule_is_told_with_what_it_found_and_what_it_cost() -> None:
    told = report(
        [
            decided(1, True, minutes=30, meeting=1.0),
            decided(2, False, minutes=12, meeting=0.4),
            Decided(3, {"meeting": 1.0}, Known(False, None, 5.0)),
            decided(4, False, minutes=7),
        ],
        {"meeting": 20, "quiet": 3},
    )
    meeting, quiet = told
    assert (meeting.fired, meeting.right, meeting.wrong, meeting.grave, meeting.minutes) == (3, 1, 1, 1, 12.0)
    assert meeting.precision == 0.5
    assert (quiet.fired, quiet.precision, quiet.minutes) == (0, None, None)


def test_many_decisions_raise_what_tells_and_lower_what_does_not() -> None:
    found = {one.rule: one for one in fit(world(4000), POINTS, {})}
    assert found["meeting"].proposed > 20 > found["meeting"].now
    assert found["place"].proposed <= 3
    assert found["quiet"].held
    assert found["quiet"].proposed == 10


def test_no_weight_becomes_negative_even_where_a_rule_speaks_of_the_harmless() -> None:
    told = [decided(key, key % 3 == 0, place=float(key % 3 != 0)) for key in range(600)]
    assert all(one.proposed >= 0 and one.low >= 0 for one in fit(told, POINTS, {}))


def test_a_rule_on_danger_keeps_what_lets_it_be_heard() -> None:
    told = [decided(key, key % 3 == 0, place=float(key % 3 != 0)) for key in range(600)]
    found = {one.rule: one for one in fit(told, POINTS, {"place": 3})}
    assert found["place"].proposed >= 3


def test_a_few_decisions_move_little_and_too_few_nothing() -> None:
    few = {one.rule: one for one in fit(world(LEAST_DECIDED), POINTS, {})}
    many = {one.rule: one for one in fit(world(4000), POINTS, {})}
    assert few["place"].high - few["place"].low > many["place"].high - many["place"].low
    with pytest.raises(TooFew, match="are needed"):
        fit(world(LEAST_DECIDED - 1), POINTS, {})


def test_decisions_of_one_kind_alone_say_nothing() -> None:
    with pytest.raises(TooFew):
        fit([decided(key, False, meeting=1.0) for key in range(500)], POINTS, {})
