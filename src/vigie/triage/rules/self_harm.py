"""A child may hurt or kill itself. Hours count."""

from __future__ import annotations

from vigie.report.nouns import say
from vigie.triage.concerned import in_part
from vigie.triage.examples import case, report
from vigie.triage.rule import Case, Heard, Rule


def weigh(case: Case) -> Heard | None:
    """Words of self-harm."""
    cue = case.cue("self_harm")
    if not cue:
        return None
    return in_part(case, Heard(say("Words of self-harm: {words}", words=case.words_of("self_harm")), cue), minors=1.0)


RULE = Rule(
    version=3,
    about="Risk of self-harm",
    points=24,
    weigh=weigh,
    raises=lambda: case(report(text="She says that she will hurt herself.")),
    leaves=lambda: case(report(text="She says that she is fine.")),
    person=True,
)
