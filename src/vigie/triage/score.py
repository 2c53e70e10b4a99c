"""The priority: points that add up, each with its rule, its version and its reason.

Points are on a scale of likelihood: 20 for each factor of ten by which a report becomes likelier to be grave, so that
signs which do not hang together may be added. The score stops at 100; the total does not, and orders what the score
cannot tell apart.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from vigie.report.nouns import Reason, Verdict
from vigie.triage.offence import Law, propose
from vigie.triage.policy import MOST, Policy
from vigie.triage.rule import Case, Elsewhere, Rule
from vigie.triage.selection import select

HABIT = 3  # points: a rule on danger that gives less heard something its company nearly always says
THREAD = "same-person"  # the rule that hears the other reports of a thread; it waits until the others have spoken
NEW = "new-material"  # heard by the class itself, file by file
NO_LAW = Law("", (), {})
LEVEL = 6  # points: what is carried to other reports is rounded down to this, so that small changes do not travel


@dataclass(frozen=True, slots=True)
class Standard:
    """By what reports are judged: the rules by name, the policy and the law."""

    rules: Mapping[str, Rule]
    policy: Policy
    law: Law = NO_LAW

    def points(self, name: str) -> int:
        """What a rule gives at full strength."""
        return self.policy.points.get(name, self.rules[name].points)


def speak(name: str, case: Case, standard: Standard) -> Reason | None:
    """What one rule says, in whole points; None when it is silent or its points come to nothing."""
    rule = standard.rules[name]
    heard = rule.weigh(case)
    if heard is None:
        return None
    points = round(standard.points(name) * heard.strength)
    return Reason(name, rule.version, points, heard.why) if points > 0 else None


def own_reasons(case: Case, standard: Standard) -> tuple[Reason, ...]:
    """What the rules say of the report itself, its thread's other reports apart."""
    said = [speak(name, case, standard) for name in standard.rules if name != THREAD]
    return tuple([reason for reason in said if reason is not None])


def told(reasons: Iterable[Reason], rules: Mapping[str, Rule]) -> dict[str, int]:
    """What of a report counts for the same person's other reports, in whole levels."""
    levels = {r.rule: r.points // LEVEL * LEVEL for r in reasons if r.rule in rules and rules[r.rule].person}
    return {rule: points for rule, points in levels.items() if points}


def beyond(elsewhere: Iterable[Elsewhere], own: Iterable[Reason]) -> tuple[Elsewhere, ...]:
    """What other reports say more strongly than this one: nothing counts twice."""
    mine = {reason.rule: reason.points for reason in own}
    more = (replace(said, points=said.points - mine.get(said.rule, 0)) for said in elsewhere)
    return tuple(said for said in more if said.points > 0)


def verdict(case: Case, own: tuple[Reason, ...], others: tuple[Elsewhere, ...], standard: Standard) -> Verdict:
    """The whole judgement: what the rules said of the report itself, and of its thread's other reports."""
    more = beyond(others, own)
    thread = speak(THREAD, replace(case, elsewhere=more), standard) if more else None
    reasons = sorted([*own, *([thread] if thread else [])], key=lambda reason: (-reason.points, reason.rule))
    total = sum(reason.points for reason in reasons)
    selection = select(case, _danger(reasons, standard))
    return Verdict(
        class_=selection.class_,
        grounds=selection.grounds,
        missing=selection.missing,
        score=min(MOST, total),
        total=total,
        reasons=tuple(reasons),
        offences=propose(case, reasons, standard.law),
        policy=str(standard.policy),
    )


def _danger(reasons: Iterable[Reason], standard: Standard) -> list[str]:
    return [r.rule for r in reasons if standard.rules[r.rule].danger and r.rule != NEW and r.points >= HABIT]


def judge_one(case: Case, standard: Standard) -> Verdict:
    """The verdict on one case. Pure: the same case and standard always give the same."""
    return verdict(case, own_reasons(case, standard), case.elsewhere, standard)
