"""Pictures that a child made of itself; with somebody asking for them, under constraint."""

from __future__ import annotations

from msgspec.structs import replace

from vigie.report.nouns import say
from vigie.triage.examples import PICTURE, case, report
from vigie.triage.rule import Case, Heard, Rule, together


def weigh(case: Case) -> Heard | None:
    """The company's annotation; stronger where pictures are asked for or somebody threatens."""
    marked = case.hears_file("file:possibleselfproduction")
    if not marked:
        return None
    asked = max(case.cue("asks_pictures"), case.cue("threat"), case.hears("mark:csamsolicitation", "mark:sextortion"))
    strength = marked * together(0.5, 0.7 * asked)
    if asked:
        return Heard(say("Pictures that a child may have made, and somebody who asks for them"), strength)
    return Heard(say("Pictures that a child may have made of itself"), strength)


RULE = Rule(
    version=2,
    about="Self-produced, perhaps under constraint",
    points=12,
    weigh=weigh,
    raises=lambda: case(report(files=(replace(PICTURE, annotations=("possibleSelfProduction",)),))),
    leaves=lambda: case(report()),
    person=True,
)
