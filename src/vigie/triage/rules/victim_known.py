"""The report says who the child is, or where it goes to school: somebody can go and see."""

from __future__ import annotations

from msgspec.structs import replace

from vigie.report.nouns import Role, say
from vigie.triage.examples import case, child, report
from vigie.triage.rule import Case, Heard, Rule, together


def weigh(case: Case) -> Heard | None:
    """A victim is named at all; a school."""
    named, school = case.hears("victim:named"), case.hears("victim:school")
    if not named and not school:
        return None
    strength = together(0.6 * named, 0.6 * school)
    if school:
        return Heard(say("A victim is named, with a school"), strength)
    return Heard(say("A victim is named"), strength)


RULE = Rule(
    version=1,
    about="Victim named",
    points=10,
    weigh=weigh,
    raises=lambda: case(report(replace(child(), school="Example school"))),
    leaves=lambda: case(report(child(Role.RECIPIENT))),
    person=True,
)
