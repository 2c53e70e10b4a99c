"""The person can reach firearms: danger to a child, and to whoever knocks."""

from __future__ import annotations

from msgspec.structs import replace

from vigie.report.nouns import say
from vigie.triage.examples import SUSPECT, case, report
from vigie.triage.rule import Case, Heard, Rule


def weigh(case: Case) -> Heard | None:
    """The field is filled, and not with "no" or "unknown"."""
    weight = case.hears("person:firearms")
    return Heard(say("May have access to firearms, says the sender"), weight) if weight else None


RULE = Rule(
    version=1,
    about="Firearms",
    points=6,
    weigh=weigh,
    raises=lambda: case(report(replace(SUSPECT, access_to_firearms="yes"))),
    leaves=lambda: case(report(replace(SUSPECT, access_to_firearms="Unknown"))),
    person=True,
)
