"""What a new policy must not do: what is checked before anybody may propose it. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from vigie.report.nouns import Saying, say
from vigie.triage.policy import Policy
from vigie.triage.rule import Case, Rule
from vigie.triage.score import HABIT, THREAD, Standard, judge_one


def warnings(policy: Policy, rules: Mapping[str, Rule]) -> tuple[Saying, ...]:
    """What a supervisor should see before asking for it; a policy may still be right."""
    standard = Standard(rules, policy)
    silenced = [name for name, rule in rules.items() if rule.danger and standard.points(name) < HABIT]
    return tuple(say("“{rules}” no longer keeps a report from being called viral", rules=name) for name in silenced)


def lowered(policy: Policy, rules: Mapping[str, Rule]) -> tuple[str, ...]:
    """The rules by whose own example of danger a report would stand lower than without it. Must be empty: more danger
    never lowers."""
    standard = Standard(rules, policy)
    return tuple(name for name, rule in rules.items() if name != THREAD and _lowers(rule.raises(), name, standard))


def _lowers(case: Case, name: str, standard: Standard) -> bool:
    """Whether a rule's points make the total of its own example smaller than its silence would."""
    silent = replace(standard.policy, points={**standard.policy.points, name: 0})
    return judge_one(case, standard).total < judge_one(case, replace(standard, policy=silent)).total
