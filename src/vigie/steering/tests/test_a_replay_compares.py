"""A replay says what would have been read instead, which known-grave reports move, and by which rules."""

from __future__ import annotations

from vigie import plugs
from vigie.steering.check import lowered, warnings
from vigie.steering.known import Known
from vigie.steering.replay import Line, compare, why
from vigie.triage.examples import case, report
from vigie.triage.policy import Policy
from vigie.triage.rule import Rule
from vigie.triage.score import Standard, judge_one

RULES = plugs.find("vigie.triage.rules", Rule)
GRAVE, RIGHT, WRONG = Known(True, True, 20.0), Known(False, True), Known(False, False)


def line(key: int, before: int, after: int, classes: tuple[str, str] = ("workable", "workable")) -> Line:
    return Line(key, f"ncmec/{key}", "Example Chat", (before, after), classes, {"meeting": after - before})


def test_the_same_policy_moves_nothing() -> None:
    told = compare(("a@1", "a@1"), [line(key, 50 - key, 50 - key) for key in range(40)], {1: GRAVE})
    assert not told.moved
    assert all(depth.read_instead == 0 for depth in told.depths)


def test_a_known_grave_report_that_goes_up_is_told_with_its_places_and_rules() -> None:
    lines = [line(key, 50 - key, 50 - key) for key in range(100)] + [line(200, 1, 70)]
    told = compare(("a@1", "a@2"), lines, {200: GRAVE, 3: RIGHT, 4: WRONG})
    assert (told.known, told.grave, told.grave_up, told.grave_down) == (3, 1, 1, 0)
    (moved,) = told.moved
    assert moved.places[1] == 1
    assert moved.why == {"meeting": 69}
    assert told.depths[0].grave == (0, 1)
    assert [one.report_key for one in told.instead] == [200]
    assert [one.report_key for one in told.left] == [0]


def test_a_report_that_nobody_found_grave_is_not_counted_as_grave() -> None:
    told = compare(("a@1", "a@2"), [line(1, 5, 90), line(2, 50, 1)], {2: RIGHT})
    assert told.grave == 0
    assert not told.moved


def test_a_class_that_changes_is_counted() -> None:
    assert compare(("a@1", "a@2"), [line(1, 5, 5, ("workable", "viral"))], {}).classes == {"workable > viral": 1}


def test_nothing_stored_is_nothing_to_compare() -> None:
    assert compare(("a@1", "a@2"), [], {}).depths == ()


def test_why_names_the_rules_whose_points_differ() -> None:
    told = case(report(text="He wants to meet tomorrow."))
    one, other = (judge_one(told, Standard(RULES, Policy("t", 1, {"meeting": points}))).reasons for points in (10, 30))
    assert set(why(one, other)) == {"meeting"}
    assert why(one, one) == {}


def test_no_policy_that_can_be_written_lets_danger_lower_a_report() -> None:
    for points in (0, 1, 50, 100):
        assert lowered(Policy("t", 1, dict.fromkeys(RULES, points)), RULES) == ()


def test_a_policy_that_silences_danger_says_so() -> None:
    assert any("self-harm" in str(one) for one in warnings(Policy("t", 1, {"self-harm": 0}), RULES))
    assert not any("self-harm" in str(one) for one in warnings(Policy("t", 1), RULES))
