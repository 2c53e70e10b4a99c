"""A child is afraid of somebody, as its words or a company's note tell it."""

from __future__ import annotations

from vigie.report.nouns import say
from vigie.triage.examples import case, report
from vigie.triage.rule import ADULTS, Case, Heard, Rule


def weigh(case: Case) -> Heard | None:
    """Words of fear beside a child or its parents."""
    afraid = case.cue("afraid") * (ADULTS if case.of_adults else 1.0)
    return Heard(say("Words of fear: {words}", words=case.words_of("afraid")), afraid) if afraid else None


RULE = Rule(
    version=1,
    about="A child is afraid",
    points=8,
    weigh=weigh,
    raises=lambda: case(report(text="The boy is afraid of him.")),
    leaves=lambda: case(report(text="The boy is at school.")),
    person=True,
)
