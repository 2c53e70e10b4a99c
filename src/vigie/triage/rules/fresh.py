"""It happened days ago, not months: the person, the child and the traces are still there."""

from __future__ import annotations

from datetime import timedelta

from msgspec.structs import replace

from vigie.report.nouns import Sighting, say
from vigie.triage.examples import NOW, SUSPECT, case, report
from vigie.triage.rule import Case, Heard, Rule

RECENT = 14  # days before the report came in


def weigh(case: Case) -> Heard | None:
    """The last upload or sighting (the incident's own date is mostly that of its detection, and is not used)."""
    uploads = (file.uploaded_at for version in case.versions for file in version.files)
    moments = [moment for moment in (*uploads, *(seen.at for seen in case.seen)) if moment]
    last = max(moments, default=None)
    if last is None:
        return None
    days = (case.dossier.received_at - last) / timedelta(days=1)
    if not -1 <= days <= RECENT:
        return None
    return Heard(say("Seen {days} days before the report came in", days=max(0, round(days))))


OLD = replace(SUSPECT, sightings=(Sighting(ip="203.0.113.7", at=NOW - timedelta(days=200)),))
RULE = Rule(
    version=1,
    about="Fresh",
    points=2,
    weigh=weigh,
    raises=lambda: case(report()),
    leaves=lambda: case(report(OLD)),
    danger=False,
)
