"""Hears the decided reports again, for what their outcomes say of the rules. Reads alone."""

from __future__ import annotations

from collections.abc import Sequence

from vigie.report.tasks import chunks
from vigie.steering import feedback
from vigie.steering.feedback import Decided, RuleReport
from vigie.steering.fit import Proposed, fit
from vigie.steering.known import Outcomes
from vigie.steering.tasks.outside import closed
from vigie.steering.tasks.replay import TOGETHER, judged_again
from vigie.triage.policy import Policy
from vigie.triage.score import HABIT
from vigie.triage.tasks.policies import current, rules

MOST = 20_000  # decided reports, the latest


def decided(outcomes: Outcomes) -> list[Decided]:
    """What the rules say of the decided reports today (the share of their points that they give), with the rulings."""
    found, points = [], points_of(current())
    shut = set(closed())
    for some in chunks([key for key in outcomes if key not in shut][-MOST:], TOGETHER):
        for one, _ in judged_again(some):
            key = one.case.dossier.report_key
            strengths = {reason.rule: reason.points / max(1, points[reason.rule]) for reason in one.verdict.reasons}
            found.append(Decided(key, strengths, outcomes[key]))
    return found


def points_of(policy: Policy) -> dict[str, int]:
    """The points of every rule under a policy."""
    return {name: policy.points.get(name, rule.points) for name, rule in rules().items()}


def on_rules(outcomes: Outcomes) -> list[RuleReport]:
    """The report on each rule."""
    return feedback.report(decided(outcomes), points_of(current()))


def proposals(told: Sequence[Decided]) -> list[Proposed]:
    """What a fit on the decisions proposes. A rule on danger keeps what lets it be heard. Raises `TooFew`."""
    least = {name: HABIT for name, rule in rules().items() if rule.danger}
    return fit(told, points_of(current()), least)
