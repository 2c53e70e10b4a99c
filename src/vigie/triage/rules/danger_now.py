"""The company asks for priority, or told the police itself. One that does so in every report says nothing."""

from __future__ import annotations

from vigie.report.nouns import say
from vigie.triage.examples import ALWAYS, case, report
from vigie.triage.rule import Case, Heard, Rule, together

SHOWN = 160  # characters of the reason given that are shown
WITHOUT_REASON = 0.6
POLICE = 0.4


def weigh(case: Case) -> Heard | None:
    """How rare an escalation is at this company."""
    weight, police = case.hears("report:escalated"), POLICE * case.hears("report:police-told")
    if not weight:
        return Heard(say("The company says that it told the police itself"), police) if police else None
    given = next((version.escalation for version in case.versions if version.escalation), "").strip()
    if not given:
        return Heard(say("Escalated by the company, without a reason"), together(weight * WITHOUT_REASON, police))
    return Heard(say("Escalated by the company: “{given}”", given=given[:SHOWN]), together(weight, police))


RULE = Rule(
    version=1,
    about="Escalated by the company",
    points=22,
    weigh=weigh,
    raises=lambda: case(report(escalation="Synthetic: a child is at risk tonight")),
    leaves=lambda: case(report(escalation="Synthetic: standard"), habits={"report:escalated": ALWAYS}),
    person=True,
)
