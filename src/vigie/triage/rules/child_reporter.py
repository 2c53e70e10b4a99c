"""A child tells. It may be the victim, and it will look whether anybody comes."""

from __future__ import annotations

from vigie.report.nouns import Role, say
from vigie.triage.examples import case, child, report
from vigie.triage.rule import Case, Heard, Rule


def weigh(case: Case) -> Heard | None:
    """The reporter's age is known, and it is a child's."""
    weight = case.hears("victim:reporter")
    return Heard(say("A child made this report"), weight) if weight else None


RULE = Rule(
    version=1,
    about="A child tells",
    points=14,
    weigh=weigh,
    raises=lambda: case(report(child(Role.REPORTER, 12))),
    leaves=lambda: case(report(child(Role.REPORTER, 34))),
    person=True,
)
