"""The company asks for priority, told the police itself, or the texts speak of a child in danger or missing. A company
that does so in every report says nothing; a person's own words say more than a machine's."""

from __future__ import annotations

from vigie.report.nouns import say
from vigie.triage.examples import ALWAYS, case, report
from vigie.triage.rule import Case, Heard, Rule, together

SHOWN = 160  # characters of the reason given that are shown
WITHOUT_REASON = 0.6
REASON = 0.8  # a reason that names nothing
MACHINE = 0.6  # a reason that the company gives again and again, or that says that a machine gives it
POLICE = 0.4
WORDS = 0.7
PROCESS = 0.3  # somebody with a warrant asked for this account already
BY_MACHINE, BY_PERSON = "automatic", "reviewer"  # cues


def _reason(case: Case) -> float:
    """How much the reason of an escalation says."""
    if not (case.escalation or "").strip():
        return WITHOUT_REASON
    named = {hit.cue for hit in case.asked_for}
    if case.canned or named == {BY_MACHINE}:
        return MACHINE
    return 1.0 if named - {BY_MACHINE} else REASON


def weigh(case: Case) -> Heard | None:
    """How rare an escalation is at this company, and what its reason says."""
    asked = case.hears("report:escalated")
    police = max(POLICE * case.hears("report:police-told"), PROCESS * case.hears("report:legal-process"))
    words = WORDS * case.cue("danger")
    if not asked and words:
        return Heard(say("Words of danger: {words}", words=case.words_of("danger")), together(words, police))
    if not asked:
        return Heard(say("The police know of this person already, says the company"), police) if police else None
    strength = together(min(asked, _reason(case)), words, police)
    given = (case.escalation or "").strip()
    if not given:
        return Heard(say("Escalated by the company, without a reason"), strength)
    return Heard(say("Escalated by the company: “{given}”", given=given[:SHOWN]), strength)


RULE = Rule(
    version=4,
    about="Danger now",
    points=22,
    weigh=weigh,
    raises=lambda: case(report(escalation="Synthetic: a child is at risk tonight")),
    leaves=lambda: case(report(escalation="Synthetic: standard"), habits={"report:escalated": ALWAYS}),
    person=True,
)
