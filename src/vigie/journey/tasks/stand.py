"""Keeps the queue's row of a report in step with what was found of it."""

from __future__ import annotations

from collections.abc import Sequence

from vigie.report.models import Standing
from vigie.report.nouns import Dossier, Links, Routing, Verdict
from vigie.report.tasks import update

_LINKED = ("thread", "cluster")
_JUDGED = ("class_name", "score", "total", *_LINKED)
_ROUTED = ("country", "home", "unit", "deadline")


def stand(found: Sequence[tuple[Dossier, object]]) -> None:
    """Writes what the queue shows of each report: of its dossier, and of what a step found. Inside the short write."""
    linked, judged, routed = [], [], []
    for dossier, finding in found:
        key = dossier.report_key
        if isinstance(finding, Links):
            linked.append((*_names(finding), key))
        elif isinstance(finding, Verdict):
            # A thread may have met another since this report was linked.
            judged.append((finding.class_.value, finding.score, finding.total, *_names(dossier.links), key))
        elif isinstance(finding, Routing):
            deadline = finding.deadlines[0].at if finding.deadlines else None
            routed.append((finding.country or "", finding.home, finding.unit or "", deadline, key))
    for columns, rows in ((_LINKED, linked), (_JUDGED, judged), (_ROUTED, routed)):
        update(Standing, columns, rows, by="report_id")


def _names(links: Links | None) -> tuple[str, str]:
    return ("", "") if links is None else (links.facts.thread or "", links.facts.cluster or "")
