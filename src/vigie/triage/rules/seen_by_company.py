"""A person at the company looked at the file: what is said of it was seen, not guessed by a machine."""

from __future__ import annotations

from msgspec.structs import replace

from vigie.report.nouns import say
from vigie.triage.examples import ALWAYS, PICTURE, case, report
from vigie.triage.rule import Case, Heard, Rule

SEEN = replace(PICTURE, viewed=True)


def weigh(case: Case) -> Heard | None:
    """`fileViewedByEsp`, where the company does not set it always."""
    weight = case.hears("file:viewed")
    return Heard(say("A person at the company looked at the file"), weight) if weight else None


RULE = Rule(
    version=1,
    about="Seen by the company",
    points=2,
    weigh=weigh,
    raises=lambda: case(report(files=(SEEN,))),
    leaves=lambda: case(report(files=(SEEN,)), habits={"file:viewed": ALWAYS}),
    danger=False,
)
