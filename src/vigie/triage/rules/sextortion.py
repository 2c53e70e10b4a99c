"""A child is threatened with its own pictures: more pictures, or money."""

from __future__ import annotations

from vigie.report.nouns import say
from vigie.triage.examples import ALWAYS, case, report
from vigie.triage.rule import ADULTS, MINORS, Case, Heard, Rule, together


def weigh(case: Case) -> Heard | None:
    """The company's annotation, words of threat, words of ransom."""
    marked = case.hears("mark:sextortion", "incident:extortion of a child")
    threat, ransom = case.cue("threat"), case.cue("ransom")
    if not (marked or threat or ransom):
        return None
    strength = together(0.8 * marked, 0.5 * threat, 0.25 * ransom)
    strength *= ADULTS if case.of_adults else MINORS if case.among_minors else 1.0
    words = case.words_of("threat", "ransom")
    if not marked:
        return Heard(say("Words of threat or ransom: {words}", words=words), strength)
    if not words:
        return Heard(say("The company says: sextortion"), strength)
    return Heard(say("The company says: sextortion. Words: {words}", words=words), strength)


RULE = Rule(
    version=4,
    about="Sextortion",
    points=20,
    weigh=weigh,
    raises=lambda: case(report(text="He threatens her and wants a gift card.")),
    leaves=lambda: case(report(marks=("sextortion",)), habits={"mark:sextortion": ALWAYS}),
    person=True,
)
