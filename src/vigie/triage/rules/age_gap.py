"""An adult and a child who is many years younger."""

from __future__ import annotations

from msgspec.structs import replace

from vigie.report.nouns import Role, say
from vigie.triage.examples import SUSPECT, case, child, report
from vigie.triage.rule import Case, Heard, Rule


def weigh(case: Case) -> Heard | None:
    """Both ages are known and far apart (`facts.GAP`)."""
    gap = case.hears("victim:gap")
    return Heard(say("An adult, and a child many years younger"), gap) if gap else None


RULE = Rule(
    version=1,
    about="Adult and child",
    points=8,
    weigh=weigh,
    raises=lambda: case(report(replace(SUSPECT, age=41), child(Role.RECIPIENT, 12))),
    leaves=lambda: case(report(replace(SUSPECT, age=16), child(Role.RECIPIENT, 14))),
    person=True,
)
