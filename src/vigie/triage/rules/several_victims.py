"""Several victims of one person must be seen as one file (S-19)."""

from __future__ import annotations

from vigie.report.nouns import Role, ThreadFacts, say
from vigie.triage.examples import case, child, report
from vigie.triage.rule import Case, Heard, Rule

BY_NUMBER = (0.0, 0.0, 0.6, 0.8, 1.0)


def weigh(case: Case) -> Heard | None:
    """Distinct victims in this report or across its thread."""
    here = len(
        {(v.first_name, v.last_name, v.identifier, v.screen_name, v.age, v.born) for v in case.people(Role.VICTIM)}
    )
    number = max(here, case.thread.victims)
    if number < 2:
        return None
    return Heard(say("{n} victims of the same person", n=number), BY_NUMBER[min(number, len(BY_NUMBER) - 1)])


RULE = Rule(
    version=1,
    about="Several victims",
    points=18,
    weigh=weigh,
    raises=lambda: case(report(), facts=ThreadFacts(thread="t", reports=2, victims=2)),
    leaves=lambda: case(report(child())),
)
