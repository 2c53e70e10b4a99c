"""A company's flag is heard for as much as it can say: all of it when rare, nothing when it is always set."""

from __future__ import annotations

import pytest

from vigie import plugs
from vigie.report.nouns import Reason
from vigie.triage.examples import case, report
from vigie.triage.habit import Habit, weight
from vigie.triage.policy import Policy
from vigie.triage.rule import Rule
from vigie.triage.score import Standard, own_reasons

STANDARD = Standard(plugs.find("vigie.triage.rules", Rule), Policy("test", 1))
ESCALATED = report(escalation="Synthetic: he threatens her")


def points(rule: str, *reasons: Reason) -> int:
    return sum(reason.points for reason in reasons if reason.rule == rule)


def escalated(habit: Habit | None) -> int:
    habits = {"report:escalated": habit} if habit else {}
    return points("danger-now", *own_reasons(case(ESCALATED, habits=habits), STANDARD))


def test_a_company_that_escalates_everything_escalates_nothing() -> None:
    assert escalated(Habit(seen=200, set=200)) == 0
    assert escalated(Habit(seen=200, set=195)) == 0


def test_the_rarer_a_flag_the_more_it_says() -> None:
    given = [escalated(Habit(seen=1000, set=often)) for often in (2, 20, 80, 250, 500, 900, 990)]
    assert given == sorted(given, reverse=True)
    assert given[0] == STANDARD.points("danger-now")
    assert given[-1] == 0


def test_a_flag_of_a_company_hardly_known_is_heard() -> None:
    assert escalated(Habit(seen=19, set=19)) == escalated(None) == STANDARD.points("danger-now")


def test_a_flag_seen_for_the_first_time_after_many_reports_is_heard_in_full() -> None:
    assert escalated(Habit(seen=5000, set=1)) == STANDARD.points("danger-now")


def test_while_a_company_is_not_known_what_all_companies_do_counts() -> None:
    assert weight("mark:sextortion", Habit(3, 3), Habit(1000, 500)) == Habit(1000, 500).weight
    assert weight("mark:sextortion", Habit(300, 3), Habit(1000, 500)) == Habit(300, 3).weight


def test_a_childs_age_is_not_a_companys_setting() -> None:
    """A helpline whose every report is a child's own keeps that rule's points."""
    assert weight("victim:reporter", Habit(500, 500), Habit(100_000, 500)) == 1.0
    assert weight("mark:spam", Habit(500, 500), Habit(100_000, 500)) == 0.0


def test_what_a_company_does_counts_the_more_the_more_it_has_sent() -> None:
    rare = Habit(100_000, 500)
    few, many = Habit(21, 4), Habit(2_100, 400)
    assert few.weight == many.weight == weight("person:convicted", many, rare)
    assert few.weight < weight("person:convicted", few, rare) < 1.0  # four of twenty-one may be chance
    assert weight("person:convicted", Habit(500, 500), rare) == 0.0
    usual = Habit(100_000, 25_000)
    assert weight("incident:x", Habit(20, 0), usual) < weight("incident:x", Habit(2_000, 10), usual) == 1.0


def test_what_all_companies_do_counts_by_its_step_alone() -> None:
    """So a company is judged again only when that step changes (`habits.shifted`)."""
    own = Habit(40, 3)
    assert weight("mark:x", own, Habit(1_000, 1)) == weight("mark:x", own, Habit(1_000, 49))


@pytest.mark.parametrize("word", ["meet", "threatens"])
def test_words_that_a_company_repeats_are_not_heard(word: str) -> None:
    told = report(text=f"They {word}.")
    (hit,) = case(told).lexicon.hear(f"They {word}.")
    loud = own_reasons(case(told), STANDARD)
    quiet = own_reasons(case(told, habits={f"said:{hit.saying}": Habit(300, 290)}), STANDARD)
    assert sum(reason.points for reason in quiet) < sum(reason.points for reason in loud)
    assert not any(word in str(reason.why) for reason in quiet)
