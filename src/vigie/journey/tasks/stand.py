"""Keeps the queue's row of a report in step with what was found of it."""

from __future__ import annotations

from collections.abc import Sequence

from vigie.report.models import Standing
from vigie.report.nouns import Links, Routing, Verdict
from vigie.report.tasks import update

_LINKED = ("thread", "cluster")
_JUDGED = ("class_name", "score", "total")
_ROUTED = ("country", "home", "unit", "deadline")


def stand(found: Sequence[tuple[int, object]]) -> None:
    """Writes what the queue shows of each report (its row, and its step's finding). Inside the short write."""
    linked, judged, routed = [], [], []
    for key, finding in found:
        if isinstance(finding, Links):
            linked.append((finding.facts.thread or "", finding.facts.cluster or "", key))
        elif isinstance(finding, Verdict):
            judged.append((finding.class_.value, finding.score, finding.total, key))
        elif isinstance(finding, Routing):
            deadline = finding.deadlines[0].at if finding.deadlines else None
            routed.append((finding.country or "", finding.home, finding.unit or "", deadline, key))
    for columns, rows in ((_LINKED, linked), (_JUDGED, judged), (_ROUTED, routed)):
        update(Standing, columns, rows, by="report_id")
