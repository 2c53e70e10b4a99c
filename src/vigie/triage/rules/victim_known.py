"""A victim is named, here or in the thread, perhaps with a school: somebody can go and see."""

from __future__ import annotations

from msgspec.structs import replace

from vigie.report.nouns import Role, say
from vigie.triage.examples import case, child, report
from vigie.triage.rule import Case, Heard, Rule, together


def weigh(case: Case) -> Heard | None:
    """A victim is named at all; a school; a victim in another report of the thread."""
    named, school = case.hears("victim:named"), case.hears("victim:school")
    before = case.hears("victim:reported-before")
    strength = max(together(0.6 * named, 0.6 * school, 0.5 * before), 0.5 if case.thread.victims else 0.0)
    if before:
        return Heard(say("A victim is named, who was in earlier reports"), strength)
    if school:
        return Heard(say("A victim is named, with a school"), strength)
    if named:
        return Heard(say("A victim is named"), strength)
    return Heard(say("A victim is named in another report of the same person"), 0.5) if case.thread.victims else None


RULE = Rule(
    version=2,
    about="Victim named",
    points=10,
    weigh=weigh,
    raises=lambda: case(report(replace(child(), school="Example school"))),
    leaves=lambda: case(report(child(Role.RECIPIENT))),
    person=True,
)
