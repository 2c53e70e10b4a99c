"""The company asks for priority, told the police itself, or the texts speak of a child in danger or missing. A company
that does so in every report says nothing."""

from __future__ import annotations

from vigie.report.nouns import say
from vigie.triage.examples import ALWAYS, case, report
from vigie.triage.rule import Case, Heard, Rule, together

SHOWN = 160  # characters of the reason given that are shown
WITHOUT_REASON = 0.6
MACHINE = 0.4  # a reason that the company gives again and again
POLICE = 0.4
WORDS = 0.5
PROCESS = 0.3  # somebody with a warrant asked for this account already


def weigh(case: Case) -> Heard | None:
    """How rare an escalation is at this company."""
    weight = min(case.hears("report:escalated"), MACHINE if case.canned else 1.0)
    police = max(POLICE * case.hears("report:police-told"), PROCESS * case.hears("report:legal-process"))
    words = WORDS * case.cue("danger")
    if not weight and words:
        return Heard(say("Words of danger: {words}", words=case.words_of("danger")), together(words, police))
    if not weight:
        return Heard(say("The police know of this person already, says the company"), police) if police else None
    given = next((version.escalation for version in case.versions if version.escalation), "").strip()
    if not given:
        return Heard(
            say("Escalated by the company, without a reason"), together(weight * WITHOUT_REASON, words, police)
        )
    return Heard(say("Escalated by the company: “{given}”", given=given[:SHOWN]), together(weight, words, police))


RULE = Rule(
    version=2,
    about="Danger now",
    points=22,
    weigh=weigh,
    raises=lambda: case(report(escalation="Synthetic: a child is at risk tonight")),
    leaves=lambda: case(report(escalation="Synthetic: standard"), habits={"report:escalated": ALWAYS}),
    person=True,
)
