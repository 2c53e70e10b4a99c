"""The sender says that the person was convicted before, or is known for such acts."""

from __future__ import annotations

from msgspec.structs import replace

from vigie.report.nouns import say
from vigie.triage.examples import SUSPECT, case, report
from vigie.triage.facts import telling
from vigie.triage.rule import Case, Heard, Rule, together

WORDS_ALONE = 0.6


def weigh(case: Case) -> Heard | None:
    """The field is filled, and not with "no" or "unknown"; or words say so."""
    weight, words = case.hears("person:convicted"), WORDS_ALONE * case.cue("convicted")
    if not weight:
        return Heard(say("Words of a conviction: {words}", words=case.words_of("convicted")), words) if words else None
    said = next((person.convicted for person in case.suspects if telling(person.convicted)), "")
    return Heard(say("Convicted before, says the sender: {said}", said=(said or "")[:60]), together(weight, words))


RULE = Rule(
    version=2,
    about="Convicted before",
    points=20,
    weigh=weigh,
    raises=lambda: case(report(replace(SUSPECT, convicted="yes"))),
    leaves=lambda: case(report(replace(SUSPECT, convicted="Unknown"))),
    person=True,
)
