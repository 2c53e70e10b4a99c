"""A meeting with a child is planned or asked for."""

from __future__ import annotations

from vigie.report.nouns import say
from vigie.triage.examples import case, report
from vigie.triage.rule import ADULTS, Case, Heard, Rule, together


def weigh(case: Case) -> Heard | None:
    """Words of meeting; stronger with a day named, or with travel."""
    meeting = case.cue("meeting") * (ADULTS if case.of_adults else 1.0)
    if not meeting:
        return None
    strength = meeting * together(0.65, 0.4 * case.cue("soon"), 0.4 * case.cue("travel"))
    words = case.words_of("meeting", "soon", "travel")
    return Heard(say("Words of a meeting: {words}", words=words), strength)


RULE = Rule(
    version=2,
    about="Meeting planned",
    points=20,
    weigh=weigh,
    raises=lambda: case(report(text="He wants to meet tomorrow.")),
    leaves=lambda: case(report(text="They will see tomorrow.")),
    person=True,
)
