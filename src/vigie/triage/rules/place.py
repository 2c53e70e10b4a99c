"""Here, or perhaps here. Only a person whom everything puts abroad does not hear this rule: unknown is never abroad."""

from __future__ import annotations

from msgspec.structs import replace

from vigie.report.nouns import Place, say
from vigie.triage.examples import SUSPECT, case, report
from vigie.triage.leads import countries
from vigie.triage.rule import Case, Heard, Rule


def weigh(case: Case) -> Heard | None:
    """What the report itself says of countries (its addresses are looked up later, at dispatch)."""
    said = {country for version in case.versions for country in countries(version)}
    if not said:
        return Heard(say("The country is not said: it may be here"))
    here = sorted(said & case.home)
    return Heard(say("The report says: {country}", country=", ".join(here))) if here else None


RULE = Rule(
    version=1,
    about="Here, or not known",
    points=2,
    weigh=weigh,
    raises=lambda: case(report(replace(SUSPECT, place=Place(country="GP")))),
    leaves=lambda: case(report(replace(SUSPECT, place=Place(country="CA")))),
    danger=False,
)
