"""Several victims of one person must be seen as one file (S-19)."""

from __future__ import annotations

from vigie.report.nouns import Report, Role, ThreadFacts, say
from vigie.triage.examples import case, child, report
from vigie.triage.facts import CHILD, age, day
from vigie.triage.rule import Case, Heard, Rule, together

BY_NUMBER = (0.0, 0.0, 0.6, 0.8, 1.0)
WORDS = 0.45  # that there is more than one child


def weigh(case: Case) -> Heard | None:
    """Distinct children in one version of this report, or victims across its thread; words of more than one."""
    number = max(case.thread.victims, *map(_children, case.versions))
    words = WORDS * case.cue("other_children")
    if number < 2:
        told = case.words_of("other_children")
        return Heard(say("Words of more than one child: {words}", words=told), words) if words else None
    counted = BY_NUMBER[min(number, len(BY_NUMBER) - 1)]
    return Heard(say("{n} victims of the same person", n=number), together(counted, words))


def _children(told: Report) -> int:
    """Victims who are not said to be grown up, and recipients who are children, told apart by what is said."""
    on = day(told)
    return len(
        {
            (one.first_name, one.last_name, one.identifier, one.screen_name, one.age, one.born)
            for one in told.people
            if (one.role is Role.VICTIM and (age(one, on) or 0) < CHILD)
            or (one.role is Role.RECIPIENT and (age(one, on) or CHILD) < CHILD)
        }
    )


RULE = Rule(
    version=2,
    about="Several victims",
    points=18,
    weigh=weigh,
    raises=lambda: case(report(), facts=ThreadFacts(thread="t", reports=2, victims=2)),
    leaves=lambda: case(report(child())),
)
