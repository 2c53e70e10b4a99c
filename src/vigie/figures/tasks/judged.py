"""What the stages found of reports, as facts: class, country, area, unit, and what the hash lists say."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import datetime

from django.conf import settings
from msgspec import Struct
from msgspec.structs import replace

from vigie.figures import fact
from vigie.figures.fact import Event, Fact
from vigie.figures.tasks.desk import Desk
from vigie.journey.tasks.load import dossiers
from vigie.report.models import Version
from vigie.report.nouns import Dossier
from vigie.territory import land, pack


class _Row(Struct, frozen=True):
    received: datetime
    source: str
    company: str


def judged(desk: Desk, versions: Collection[int]) -> Iterator[Fact]:
    """The fact of each report of which one of these versions is the current one and has been through triage."""
    rows = Version.objects.filter(pk__among=list(versions), report__current_id__among=list(versions))
    reports = {
        key: _Row(received, source, company)
        for key, received, source, company in rows.values_list(
            "report_id", "report__first_received_at", "report__source", "report__company"
        )
    }
    areas = {key: unit.area or "" for key, unit in land.of(pack.load(settings.VIGIE_COUNTRY)).units.items()}
    for key, dossier in dossiers(list(reports), ("matches", "verdict", "routing")).items():
        if dossier.verdict is not None:
            yield _fact(desk, reports[key], dossier, areas)


def _fact(desk: Desk, row: _Row, dossier: Dossier, areas: dict[str, str]) -> Fact:
    routing, verdict = dossier.routing, dossier.verdict
    unit = (routing.unit if routing else None) or ""
    matches = dossier.matches
    return replace(
        desk.at(Event.JUDGED, row.received, row.received, dossier.report_key),
        source=row.source,
        company=row.company,
        incident=(dossier.report.incident_kind or "")[:200],
        class_name=verdict.class_.value if verdict else "",
        country=(routing.country if routing else None) or "",
        area=areas.get(unit, ""),
        unit=unit,
        novelty=fact.novelty(matches, len(dossier.report.files)).value if matches else "",
    )
