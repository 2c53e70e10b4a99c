"""The priority: points that add up, each with its rule, its version and its reason.

Points are on a scale of likelihood: 20 for each factor of ten by which a report becomes likelier to be grave, so that
signs which do not hang together may be added. The score stops at 100; the total does not, and orders what the score
cannot tell apart.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

import msgspec

from vigie.report.nouns import Reason, Verdict
from vigie.triage.cameras import cameras
from vigie.triage.offence import Law, propose
from vigie.triage.policy import MOST, Policy, Together
from vigie.triage.rule import Case, Elsewhere, Heard, Rule
from vigie.triage.selection import select

HABIT = 3  # points: a rule on danger that gives less heard something its company nearly always says
THREAD = "same-person"  # the rule that hears the other reports of a thread; it waits until the others have spoken
NEW = "new-material"  # heard by the class itself, file by file
NO_LAW = Law("", (), {})
APART = "#"  # begins what reports of a thread tell of each other and is no rule's
LEAD = "#lead"  # that a report of the thread says who the person is
CAMERA = "#camera "  # which camera took its unlisted files
WHOLE = "#whole"  # how much it says in all
LEVEL = 3  # points: what is carried to other reports is rounded down to this, so that small changes do not travel
SLIGHT = 6  # points: less is not carried at all


@dataclass(frozen=True, slots=True)
class Standard:
    """By what reports are judged: the rules by name, the policy and the law."""

    rules: Mapping[str, Rule]
    policy: Policy
    law: Law = NO_LAW

    def points(self, name: str) -> int:
        """What a rule gives at full strength."""
        return self.policy.points.get(name, self.rules[name].points)


@dataclass(frozen=True, slots=True)
class Hearing:
    """What one rule heard in a case, whatever a policy makes of it."""

    rule: str
    version: int
    heard: Heard


def listen(case: Case, rules: Mapping[str, Rule]) -> tuple[Hearing, ...]:
    """What every rule hears in the report itself, its thread's other reports apart. Policies are weighed on this."""
    said = ((name, rule, rule.weigh(case)) for name, rule in rules.items() if name != THREAD)
    return tuple([Hearing(name, rule.version, heard) for name, rule, heard in said if heard is not None])


def _reason(hearing: Hearing, standard: Standard) -> Reason | None:
    points = round(standard.points(hearing.rule) * hearing.heard.strength)
    return Reason(hearing.rule, hearing.version, points, hearing.heard.why) if points > 0 else None


def speak(name: str, case: Case, standard: Standard) -> Reason | None:
    """What one rule says, in whole points; None when it is silent or its points come to nothing."""
    rule = standard.rules[name]
    heard = rule.weigh(case)
    return None if heard is None else _reason(Hearing(name, rule.version, heard), standard)


def weighed(hearings: Iterable[Hearing], standard: Standard) -> tuple[Reason, ...]:
    """What was heard, in the points of a policy; rules that hear sides of the same thing count it once and a part."""
    said = [reason for hearing in hearings if (reason := _reason(hearing, standard)) is not None]
    for group in standard.policy.together:
        said = _joined(said, group)
    return tuple(said)


def _joined(said: list[Reason], group: Together) -> list[Reason]:
    """The strongest of a group in full, each next one by its share. What stands at each place of that order can only
    grow when a sign is added, so the sum never gets smaller by one."""
    members = sorted((r for r in said if r.rule in group.rules), key=lambda reason: (-reason.points, reason.rule))
    less = {r.rule: max(1, math.ceil(r.points * group.share**place)) for place, r in enumerate(members)}
    return [_as_part(r, less[r.rule]) if less.get(r.rule, r.points) != r.points else r for r in said]


def _as_part(reason: Reason, points: int) -> Reason:
    return msgspec.structs.replace(reason, points=points, alone=reason.points)


def own_reasons(case: Case, standard: Standard) -> tuple[Reason, ...]:
    """What the rules say of the report itself, its thread's other reports apart."""
    return weighed(listen(case, standard.rules), standard)


def told(reasons: Iterable[Reason], rules: Mapping[str, Rule], together: Iterable[Together] = ()) -> dict[str, int]:
    """What of a report counts for the same person's other reports, in whole levels: what each rule says by itself, for
    those reports join the sides of one thing anew, and what all say. So one sign more in this report never lowers what
    others hear of it.
    """
    said = ((r.rule, max(r.points, r.alone)) for r in reasons if r.rule in rules and rules[r.rule].person)
    levels = {rule: points // LEVEL * LEVEL for rule, points in said if points >= SLIGHT}
    return {**levels, WHOLE: whole(levels, together)} if levels else {}


def whole(points: Mapping[str, int], together: Iterable[Together]) -> int:
    """What signs come to in all: sides of one thing by their shares, as in a report of its own."""
    group_of = {rule: group for group in together for rule in group.rules}
    sides: dict[Together | str, list[int]] = {}
    for rule, said in points.items():
        sides.setdefault(group_of.get(rule, rule), []).append(said)
    return sum(_sides(sorted(said, reverse=True), group) for group, said in sides.items())


def _sides(points: Iterable[int], group: Together | str) -> int:
    share = group.share if isinstance(group, Together) else 1.0
    return sum(math.ceil(one * share**place) for place, one in enumerate(points))


def led_among(elsewhere: Iterable[Elsewhere]) -> bool:
    """Whether another report of the thread says who the person is."""
    return any(said.rule == LEAD for said in elsewhere)


def beyond(
    elsewhere: Iterable[Elsewhere], own: Iterable[Reason], together: Iterable[Together] = ()
) -> tuple[Elsewhere, ...]:
    """What other reports say more strongly than this one: nothing counts twice. Rules that hear sides of one thing are
    compared as one, so that what this report adds to them is never worth less than what it takes from the thread's."""
    mine = {reason.rule: reason.points for reason in own}
    group_of = {rule: group for group in together for rule in group.rules}
    theirs: dict[Together | str, list[Elsewhere]] = {}
    for said in elsewhere:
        if not said.rule.startswith(APART):
            theirs.setdefault(group_of.get(said.rule, said.rule), []).append(said)
    return tuple(more for group, said in theirs.items() if (more := _more(group, said, mine)) is not None)


def _more(group: Together | str, said: list[Elsewhere], mine: Mapping[str, int]) -> Elsewhere | None:
    said.sort(key=lambda one: (-one.points, one.rule))
    rules = group.rules if isinstance(group, Together) else frozenset({group})
    points = _sides([one.points for one in said], group)
    points -= sum(mine.get(rule, 0) for rule in rules)
    return replace(said[0], points=points) if points > 0 else None


def verdict(case: Case, own: tuple[Reason, ...], others: tuple[Elsewhere, ...], standard: Standard) -> Verdict:
    """The whole judgement: what the rules said of the report itself, and of its thread's other reports."""
    reasons = with_thread(case, own, others, standard)
    total = sum(reason.points for reason in reasons)
    selection = select(case, danger(reasons, standard), led_among(others))
    return Verdict(
        class_=selection.class_,
        grounds=selection.grounds,
        missing=selection.missing,
        score=min(MOST, total),
        total=total,
        reasons=reasons,
        offences=propose(case, reasons, standard.law),
        policy=str(standard.policy),
    )


def with_thread(
    case: Case, own: tuple[Reason, ...], others: tuple[Elsewhere, ...], standard: Standard
) -> tuple[Reason, ...]:
    """The reasons of a report with what its thread adds, most points first."""
    thread = of_thread(case, own, others, standard)
    return tuple(sorted([*own, *([thread] if thread else [])], key=lambda reason: (-reason.points, reason.rule)))


def of_thread(case: Case, own: Iterable[Reason], others: Iterable[Elsewhere], standard: Standard) -> Reason | None:
    """What the other reports of its thread add to a report: what their rules say more, and the cameras they share."""
    others, own = tuple(others), tuple(own)
    mine = {CAMERA + model for model in cameras(case)} if any(one.rule.startswith(CAMERA) for one in others) else ()
    more = (
        *beyond(others, own, standard.policy.together),
        *(one for one in others if one.rule in mine),
        *_stronger(others, own, standard),
    )
    return speak(THREAD, replace(case, elsewhere=more), standard) if more else None


def _stronger(others: Iterable[Elsewhere], own: Iterable[Reason], standard: Standard) -> Iterator[Elsewhere]:
    """By how much another report, taken by itself, says more than this one."""
    sides = frozenset[str]().union(*(group.rules for group in standard.policy.together))
    mine = sum(r.points for r in own if r.rule in sides or standard.rules[r.rule].person)
    yield from (replace(one, points=one.points - mine) for one in others if one.rule == WHOLE and one.points > mine)


def danger(reasons: Iterable[Reason], standard: Standard) -> list[str]:
    """The rules that heard danger to a child with more than a habit's worth of points, new material apart."""
    return [r.rule for r in reasons if standard.rules[r.rule].danger and r.rule != NEW and r.points >= HABIT]


def judge_one(case: Case, standard: Standard) -> Verdict:
    """The verdict on one case. Pure: the same case and standard always give the same."""
    return verdict(case, own_reasons(case, standard), case.elsewhere, standard)
