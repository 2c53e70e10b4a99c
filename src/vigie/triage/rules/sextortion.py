"""A child is threatened with its own pictures: more pictures, or money."""

from __future__ import annotations

from vigie.report.nouns import Saying, say
from vigie.triage.concerned import in_part
from vigie.triage.examples import ALWAYS, case, report
from vigie.triage.rule import Case, Heard, Rule, together


def weigh(case: Case) -> Heard | None:
    """The company's annotation, words of threat, words of ransom."""
    marked = case.hears("mark:sextortion", "incident:extortion of a child")
    threat, ransom = case.cue("threat"), case.cue("ransom")
    if not (marked or threat or ransom):
        return None
    strength = together(0.8 * marked, 0.5 * threat, 0.25 * ransom)
    return in_part(case, Heard(_why(bool(marked), case.words_of("threat", "ransom")), strength))


def _why(marked: bool, words: str) -> Saying:
    if not marked:
        return say("Words of threat or ransom: {words}", words=words)
    if not words:
        return say("The company says: sextortion")
    return say("The company says: sextortion. Words: {words}", words=words)


RULE = Rule(
    version=5,
    about="Sextortion",
    points=20,
    weigh=weigh,
    raises=lambda: case(report(text="He threatens her and wants a gift card.")),
    leaves=lambda: case(report(marks=("sextortion",)), habits={"mark:sextortion": ALWAYS}),
    person=True,
)
