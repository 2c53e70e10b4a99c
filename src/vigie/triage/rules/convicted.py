"""The sender says that the person was convicted before."""

from __future__ import annotations

from msgspec.structs import replace

from vigie.report.nouns import say
from vigie.triage.examples import SUSPECT, case, report
from vigie.triage.facts import telling
from vigie.triage.rule import Case, Heard, Rule


def weigh(case: Case) -> Heard | None:
    """The field is filled, and not with "no" or "unknown"."""
    weight = case.hears("person:convicted")
    if not weight:
        return None
    said = next((person.convicted for person in case.suspects if telling(person.convicted)), "")
    return Heard(say("Convicted before, says the sender: {said}", said=(said or "")[:60]), weight)


RULE = Rule(
    version=1,
    about="Convicted before",
    points=20,
    weigh=weigh,
    raises=lambda: case(report(replace(SUSPECT, convicted="yes"))),
    leaves=lambda: case(report(replace(SUSPECT, convicted="Unknown"))),
    person=True,
)
