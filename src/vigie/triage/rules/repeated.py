"""The same person in other reports, of one company or of several; or earlier CyberTips that the company names."""

from __future__ import annotations

from vigie.report.nouns import Role, ThreadFacts, say
from vigie.triage.examples import case, report
from vigie.triage.rule import Case, Heard, Rule, together

BY_NUMBER = (0.0, 0.4, 0.55, 0.65, 0.7, 0.75, 0.8)  # other reports: none, one, two ... six and more
COMPANIES = 0.45  # a second company says it too


def weigh(case: Case) -> Heard | None:
    """The number of other reports in the thread, or the number of earlier ones that the company itself names."""
    told = (*case.suspects, *case.people(Role.ASSOCIATED))
    named = len({prior for person in told for prior in person.prior_reports})
    facts = case.thread
    others = max(facts.reports - 1, facts.earlier_reports, 0)
    number = max(others, named)
    if not number:
        return None
    elsewhere = COMPANIES if facts.companies > 1 else 0.0
    strength = together(BY_NUMBER[min(number, len(BY_NUMBER) - 1)], elsewhere)
    if not others:
        return Heard(say("Earlier reports named by the company: {n}", n=named), strength)
    return Heard(
        say(
            "Other reports of the same person: {n}; companies in all: {companies}",
            n=others,
            companies=facts.companies,
        ),
        strength,
    )


RULE = Rule(
    version=2,
    about="Reported before",
    points=10,
    weigh=weigh,
    raises=lambda: case(report(), facts=ThreadFacts(thread="t", reports=3, earlier_reports=2, companies=2)),
    leaves=lambda: case(report(), facts=ThreadFacts(thread="t")),
    danger=False,
)
