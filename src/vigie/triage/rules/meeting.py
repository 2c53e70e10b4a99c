"""A meeting with a child is planned or asked for."""

from __future__ import annotations

from vigie.report.nouns import say
from vigie.triage.concerned import in_part
from vigie.triage.examples import case, report
from vigie.triage.rule import Case, Heard, Rule, together

UNATTENDED = 0.35


def weigh(case: Case) -> Heard | None:
    """Words of meeting; stronger with a day or with travel. That nobody else is at home says little by itself."""
    meeting, unattended = case.cue("meeting"), case.cue("unattended")
    if not meeting and not unattended:
        return None
    planned = meeting * together(0.65, 0.4 * case.cue("soon"), 0.4 * case.cue("travel"))
    strength = together(planned, UNATTENDED * unattended)
    words = case.words_of("meeting", "soon", "travel", "unattended")
    return in_part(case, Heard(say("Words of a meeting: {words}", words=words), strength))


RULE = Rule(
    version=4,
    about="Meeting planned",
    points=20,
    weigh=weigh,
    raises=lambda: case(report(text="He wants to meet tomorrow.")),
    leaves=lambda: case(report(text="They will see tomorrow.")),
    person=True,
)
