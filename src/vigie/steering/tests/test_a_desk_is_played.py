"""A simulated desk reaches first what its order puts first, and more people reach more."""

from __future__ import annotations

import pytest

from vigie.steering.simulate import DAY, MINUTES, Arrival, Desk, chances, multiplied, play

GRAVE = Arrival(0.0, "workable", 1.0, 90, False)


def crowd(number: int, days: int = 14, **said: object) -> list[Arrival]:
    """Harmless reports over some days, one in fifty of them escalated, one in a hundred grave and well ranked."""
    found = []
    for n in range(number):
        grave = n % 100 == 50
        found.append(
            Arrival(n * days * DAY / number, "workable", float(grave), 80 if grave else n % 40, n % 50 == 25, "")
        )
    return found


def test_the_policy_reaches_the_grave_that_first_come_never_does() -> None:
    came = crowd(3000)
    orders = {order: play(came, Desk(4), order) for order in ("policy", "first come", "escalation first")}
    assert orders["policy"].never == 0
    assert orders["first come"].never > 0.6 * orders["first come"].grave
    assert orders["escalation first"].never > 0.5 * orders["escalation first"].grave
    assert len({played.worked // 20 for played in orders.values()}) == 1  # the same work, another order


def test_more_officers_work_more_and_leave_fewer() -> None:
    few, many = (play(crowd(3000), Desk(officers), "first come") for officers in (2, 8))
    assert many.worked > 3 * few.worked
    assert many.waiting < few.waiting


def test_nobody_reads_at_night_or_on_sunday() -> None:
    saturday = Arrival(5 * DAY + 1, "workable", 1.0, 90, False)
    played = play([saturday], Desk(5), "policy")
    assert (played.within_day, played.within_week) == (0.0, 1.0)
    assert play([GRAVE], Desk(1), "policy").within_day == 1.0  # Monday, before the desk opens


def test_all_that_is_grave_is_counted_once() -> None:
    played = play(crowd(2000), Desk(3), "policy")
    assert played.within_week + played.later + played.never == pytest.approx(played.grave)
    assert played.worked + played.waiting == played.reports
    assert [day.reached for day in played.days] == sorted(day.reached for day in played.days)


def test_merging_virals_frees_time_for_others() -> None:
    viral = [Arrival(n / 40, "viral", 0.0, 30, False, f"c{n % 5}") for n in range(4000)]
    other = [Arrival(n / 2, "workable", 0.1, 20, False) for n in range(200)]
    apart, merged = (play([*viral, *other], Desk(2, merge=merge), "first come") for merge in (False, True))
    assert merged.worked > apart.worked
    assert merged.never < apart.never


def test_the_same_in_gives_the_same_out() -> None:
    came = multiplied(crowd(500), 3.5)
    assert play(came, Desk(3), "policy") == play(multiplied(crowd(500), 3.5), Desk(3), "policy")
    assert 1600 < len(came) < 1900


def test_chances_follow_the_points_and_add_up_to_the_share() -> None:
    found = chances([0, 20, 40, 60] * 100, 0.05)
    assert found == pytest.approx(sorted(found[:4]) * 100)
    assert sum(found) / len(found) == pytest.approx(0.05, rel=0.01)
    assert found[1] / found[0] == pytest.approx(10, rel=0.05)


def test_an_empty_period_is_played_too() -> None:
    assert play([], Desk(3), "policy").worked == 0
    assert set(MINUTES) >= {"workable", "insufficient", "viral"}
