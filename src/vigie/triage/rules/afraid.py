"""A child is afraid of somebody, as its words or a company's note tell it."""

from __future__ import annotations

from vigie.report.nouns import say
from vigie.triage.concerned import in_part
from vigie.triage.examples import case, report
from vigie.triage.rule import Case, Heard, Rule


def weigh(case: Case) -> Heard | None:
    """Words of fear beside a child or its parents."""
    afraid = case.cue("afraid")
    if not afraid:
        return None
    return in_part(case, Heard(say("Words of fear: {words}", words=case.words_of("afraid")), afraid), minors=1.0)


RULE = Rule(
    version=2,
    about="A child is afraid",
    points=8,
    weigh=weigh,
    raises=lambda: case(report(text="The boy is afraid of him.")),
    leaves=lambda: case(report(text="The boy is at school.")),
    person=True,
)
