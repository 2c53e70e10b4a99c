"""Travel to abuse: the kind of incident says so, or the texts speak of a journey."""

from __future__ import annotations

from vigie.report.nouns import say
from vigie.triage.examples import case, report
from vigie.triage.rule import Case, Heard, Rule, together

WORDS_ALONE = 0.4


def weigh(case: Case) -> Heard | None:
    """The incident kind, and words of travel."""
    kind, words = case.hears("incident:child sex tourism"), case.cue("travel")
    if not kind and not words:
        return None
    strength = together(kind, WORDS_ALONE * words)
    if not words:
        return Heard(say("Reported as travel to abuse children"), strength)
    return Heard(say("Words of travel: {words}", words=case.words_of("travel")), strength)


RULE = Rule(
    version=1,
    about="Travel to a child",
    points=14,
    weigh=weigh,
    raises=lambda: case(report(text="He has bought a train ticket.")),
    leaves=lambda: case(report(text="He is at home.")),
    person=True,
)
