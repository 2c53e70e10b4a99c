"""Keeps the queue's row of a report in step with what was found of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from vigie.report.models import Standing
from vigie.report.nouns import Dossier, Links, Routing, Verdict
from vigie.report.tasks import update

COLUMNS = ("score", "total", "thread", "cluster", "class_name", "country", "home", "deadline", "unit")
OF_A_PERSON = ("class_name", "unit")  # of a decided report


def stand(found: Sequence[tuple[Dossier, object]]) -> None:
    """Writes what the queue shows of each report: of its dossier, and of what a step found. Inside the short write.

    The class and the unit of a decided report are a person's: no later finding overwrites them. What stands as it
    stood is not written: the queue's indexes are the dearest of all.
    """
    said = {dossier.report_key: told for dossier, finding in found if (told := _told(dossier, finding))}
    rows = Standing.objects.filter(report_id__among=set(said)).values_list("report_id", "state", *COLUMNS)
    changed: defaultdict[tuple[str, ...], list[tuple[Any, ...]]] = defaultdict(list)
    for key, state, *now in rows:
        stands = dict(zip(COLUMNS, now, strict=True))
        kept = OF_A_PERSON if state == Standing.State.DECIDED else ()
        told = {name: value for name, value in said[key].items() if name not in kept}
        if any(stands[name] != value for name, value in told.items()):
            changed[tuple(told)].append((*told.values(), key))
    for columns, cells in changed.items():
        update(Standing, columns, cells, by="report_id")


def _told(dossier: Dossier, finding: object) -> dict[str, Any]:
    """The columns that a finding speaks of."""
    if isinstance(finding, Links):
        return _names(finding)
    if isinstance(finding, Verdict):
        # A thread may have met another since this report was linked.
        judged = {"score": finding.score, "total": finding.total, **_names(dossier.links)}
        return {**judged, "class_name": finding.class_.value}
    if isinstance(finding, Routing):
        deadline = finding.deadlines[0].at if finding.deadlines else None
        routed = {"country": finding.country or "", "home": finding.home, "deadline": deadline}
        return {**routed, "unit": finding.unit or ""}
    return {}


def _names(links: Links | None) -> dict[str, str]:
    facts = None if links is None else links.facts
    return {"thread": (facts.thread if facts else "") or "", "cluster": (facts.cluster if facts else "") or ""}
