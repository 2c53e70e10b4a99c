"""The company asks for priority and says why. A company that asks for it in every report says nothing."""

from __future__ import annotations

from vigie.report.nouns import say
from vigie.triage.examples import ALWAYS, case, report
from vigie.triage.rule import Case, Heard, Rule

SHOWN = 160  # characters of the reason given that are shown
WITHOUT_REASON = 0.6


def weigh(case: Case) -> Heard | None:
    """How rare an escalation is at this company."""
    weight = case.hears("report:escalated")
    if not weight:
        return None
    given = next((version.escalation for version in case.versions if version.escalation), "").strip()
    if not given:
        return Heard(say("Escalated by the company, without a reason"), weight * WITHOUT_REASON)
    return Heard(say("Escalated by the company: “{given}”", given=given[:SHOWN]), weight)


RULE = Rule(
    version=1,
    about="Escalated by the company",
    points=22,
    weigh=weigh,
    raises=lambda: case(report(escalation="Synthetic: a child is at risk tonight")),
    leaves=lambda: case(report(escalation="Synthetic: standard"), habits={"report:escalated": ALWAYS}),
)
