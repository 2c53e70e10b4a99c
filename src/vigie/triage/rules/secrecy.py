"""A child is asked to keep a secret or to wipe the conversation."""

from __future__ import annotations

from vigie.report.nouns import say
from vigie.triage.examples import case, report
from vigie.triage.rule import Case, Heard, Rule


def weigh(case: Case) -> Heard | None:
    """Words of secrecy."""
    cue = case.cue("secrecy")
    return Heard(say("Words of secrecy: {words}", words=case.words_of("secrecy")), cue) if cue else None


RULE = Rule(
    version=1,
    about="Secrecy asked of a child",
    points=8,
    weigh=weigh,
    raises=lambda: case(report(text="It is our secret, he writes.")),
    leaves=lambda: case(report(text="Everybody knows.")),
    person=True,
)
