"""The access provider will soon forget who had the address."""

from __future__ import annotations

from datetime import timedelta

from msgspec.structs import replace

from vigie.report.nouns import Sighting, say
from vigie.triage.examples import NOW, SUSPECT, case, report
from vigie.triage.rule import Case, Heard, Rule

NEAR = 45  # days left


def weigh(case: Case) -> Heard | None:
    """Days left of the data behind the address that will be kept the longest."""
    if case.keeps is None:
        return None
    moments = [seen.at for seen in case.seen if seen.at]
    if not moments:
        return None
    left = (max(moments) + timedelta(days=case.keeps) - case.now).days
    if not 0 <= left <= NEAR:
        return None
    return Heard(say("The access provider's data end in {days} days", days=left), 1.0 - 0.6 * left / NEAR)


OLD = replace(SUSPECT, sightings=(Sighting(ip="203.0.113.7", at=NOW - timedelta(days=350), port=1),))
RULE = Rule(
    version=1,
    about="Deadline near",
    points=3,
    weigh=weigh,
    raises=lambda: case(report(OLD)),
    leaves=lambda: case(report()),
    danger=False,
)
