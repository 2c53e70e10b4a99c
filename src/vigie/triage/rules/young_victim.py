"""How young the child is, where an age is known or said."""

from __future__ import annotations

from vigie.report.nouns import Role, say
from vigie.triage.examples import case, child, report
from vigie.triage.facts import ages
from vigie.triage.rule import Case, Heard, Rule, together

BY_AGE = ((6, 1.0), (10, 0.85), (13, 0.7), (15, 0.45), (18, 0.3))  # younger than: share of the points


def weigh(case: Case) -> Heard | None:
    """The youngest victim or recipient; an age in the texts."""
    years = [age for version in case.versions for role in (Role.VICTIM, Role.RECIPIENT) for age in ages(version, role)]
    youngest = min((age for age in years if age >= 0), default=None)
    known = 0.0 if youngest is None else next((share for limit, share in BY_AGE if youngest < limit), 0.0)
    words = together(0.4 * case.cue("child_age"), 0.45 * case.cue("young"))
    if known and youngest is not None:
        return Heard(say("The youngest child is {years}", years=youngest), together(known, words))
    return Heard(say("Ages in the texts: {words}", words=case.words_of("child_age", "young")), words) if words else None


RULE = Rule(
    version=3,
    about="Young child",
    points=12,
    weigh=weigh,
    raises=lambda: case(report(child(years=5))),
    leaves=lambda: case(report(child(years=30))),
    person=True,
)
