"""A policy names rules and points; one that names a rule nobody has does not load."""

from __future__ import annotations

import math
from pathlib import Path

import pytest

from vigie import plugs
from vigie.territory import pack
from vigie.triage.examples import case, child, report
from vigie.triage.policy import BadPolicy, Policy, Together, load, parse
from vigie.triage.rule import Rule
from vigie.triage.score import Standard, judge_one, speak

RULES = plugs.find("vigie.triage.rules", Rule)
HEAD = 'name = "desk"\nversion = 2\n'


def test_the_policy_of_the_house_names_every_rule() -> None:
    policy = load(pack.folder() / "policy.toml", RULES)
    assert set(policy.points) == set(RULES)
    assert str(policy) == f"{policy.name}@{policy.version}"


def test_points_of_a_policy_come_before_those_of_the_rule() -> None:
    told = case(report(escalation="Synthetic: he threatens her"))
    policy = parse(HEAD + "[points]\ndanger-now = 5\n", RULES)
    reason = speak("danger-now", told, Standard(RULES, policy))
    assert reason is not None
    assert reason.points == 5
    assert judge_one(told, Standard(RULES, policy)).policy == "desk@2"


def test_a_rule_that_the_policy_does_not_name_gives_its_own_points() -> None:
    assert Standard(RULES, parse(HEAD, RULES)).points("danger-now") == RULES["danger-now"].points


def test_a_rule_of_no_points_is_silent() -> None:
    told = case(report(escalation="Synthetic: at risk"))
    assert speak("danger-now", told, Standard(RULES, Policy("quiet", 1, {"danger-now": 0}))) is None


@pytest.mark.parametrize(
    "text",
    [
        "[points]\nmeeting = 3\n",
        HEAD + "[points]\nno-such-rule = 3\n",
        HEAD + "[points]\nmeeting = -1\n",
        HEAD + "[points]\nmeeting = 101\n",
        HEAD + "[points]\nmeeting = 2.5\n",
        HEAD + "[points]\nmeeting = true\n",
        HEAD + "colour = 1\n",
        HEAD + "together = 3\n",
        HEAD + '[[together]]\nrules = ["meeting"]\n',
        HEAD + '[[together]]\nshare = 0.5\nrules = ["meeting"]\n',
        HEAD + '[[together]]\nshare = 50\nrules = ["no-such-rule"]\n',
        HEAD + '[[together]]\nshare = 50\nrules = ["meeting", "meeting"]\n',
        "name = ",
    ],
)
def test_a_policy_that_says_something_impossible_does_not_load(text: str) -> None:
    with pytest.raises(BadPolicy):
        parse(text, RULES)


def test_a_policy_that_is_not_there_does_not_load(tmp_path: Path) -> None:
    with pytest.raises(BadPolicy):
        load(tmp_path / "policy.toml", RULES)


def test_rules_that_hear_sides_of_one_thing_count_it_once_and_a_part() -> None:
    told = case(report(child(years=5), text="He threatens her and wants a gift card. It is our secret."))
    names = ("sextortion", "young-victim", "secrecy")
    full = {one.rule: one.points for one in judge_one(told, Standard(RULES, Policy("t", 1))).reasons}
    groups = (Together(frozenset(names), 0.5),)
    less = {one.rule: one.points for one in judge_one(told, Standard(RULES, Policy("t", 1, {}, groups))).reasons}
    assert {rule: points for rule, points in less.items() if rule not in names} == {
        rule: points for rule, points in full.items() if rule not in names
    }
    strongest, second, third = sorted(names, key=lambda name: -full[name])
    assert less[strongest] == full[strongest]
    assert less[second] == math.ceil(full[second] / 2)
    assert less[third] == math.ceil(full[third] / 4)
