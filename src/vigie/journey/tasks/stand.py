"""Keeps the queue's row of a report in step with what was found of it."""

from __future__ import annotations

from collections.abc import Sequence

from vigie.journey.steps import Step
from vigie.journey.tasks.write import execute_many
from vigie.report.nouns import Links, Routing, Verdict

_LINKED = "UPDATE report_standing SET thread = %s, cluster = %s WHERE report_id = %s"
_JUDGED = "UPDATE report_standing SET class_name = %s, score = %s, total = %s WHERE report_id = %s"
_ROUTED = "UPDATE report_standing SET country = %s, home = %s, unit = %s, deadline = %s WHERE report_id = %s"


def stand(step: Step, found: Sequence[tuple[int, object]]) -> None:
    """Writes what the queue shows of each report (its row, and the step's finding). Inside the short write."""
    linked, judged, routed = [], [], []
    for key, finding in found:
        if isinstance(finding, Links):
            linked.append((finding.facts.thread or "", finding.facts.cluster or "", key))
        elif isinstance(finding, Verdict):
            judged.append((finding.class_.value, finding.score, finding.total, key))
        elif isinstance(finding, Routing):
            deadline = finding.deadlines[0].at if finding.deadlines else None
            routed.append((finding.country or "", finding.home, finding.unit or "", deadline, key))
    for sql, rows in ((_LINKED, linked), (_JUDGED, judged), (_ROUTED, routed)):
        execute_many(sql, rows)
