"""Each rule speaks for its own example, is silent for the other, and says why; a new rule is tested by being there."""

from __future__ import annotations

import pytest

from vigie import plugs
from vigie.report.nouns import Saying
from vigie.triage.policy import MOST
from vigie.triage.rule import Rule

RULES = plugs.find("vigie.triage.rules", Rule)
every_rule = pytest.mark.parametrize("rule", RULES.values(), ids=RULES.keys())


@every_rule
def test_it_speaks_for_what_raises_it_and_gives_its_reason(rule: Rule) -> None:
    heard = rule.weigh(rule.raises())
    assert heard is not None
    assert 0.0 < heard.strength <= 1.0
    assert isinstance(heard.why, Saying)
    assert str(heard.why).strip()


@every_rule
def test_it_is_silent_for_what_does_not_raise_it(rule: Rule) -> None:
    assert rule.weigh(rule.leaves()) is None


@every_rule
def test_it_says_the_same_twice(rule: Rule) -> None:
    case = rule.raises()
    assert rule.weigh(case) == rule.weigh(case) == rule.weigh(rule.raises())


@every_rule
def test_it_has_a_name_a_version_and_points(rule: Rule) -> None:
    assert rule.about
    assert rule.version >= 1
    assert 0 < rule.points <= MOST


def test_no_two_rules_say_that_they_are_about_the_same() -> None:
    assert len({rule.about for rule in RULES.values()}) == len(RULES)


@every_rule
def test_what_is_of_the_person_is_danger(rule: Rule) -> None:
    """What is carried to other reports keeps them from being folded away: so it must itself do so."""
    assert rule.danger or not rule.person
