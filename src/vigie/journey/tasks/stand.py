"""Keeps the queue's row of a report in step with what was found of it."""

from __future__ import annotations

from collections.abc import Sequence

from vigie.report.models import Standing
from vigie.report.nouns import Dossier, Links, Routing, Verdict
from vigie.report.tasks import update

LINKED = ("thread", "cluster")
JUDGED = ("score", "total", *LINKED)
ROUTED = ("country", "home", "deadline")


def stand(found: Sequence[tuple[Dossier, object]]) -> None:
    """Writes what the queue shows of each report: of its dossier, and of what a step found. Inside the short write.

    The class and the unit of a decided report are a person's: no later finding overwrites them.
    """
    linked, judged, classes, routed, units = [], [], [], [], []
    decided = _decided([dossier.report_key for dossier, _ in found])
    for dossier, finding in found:
        key = dossier.report_key
        if isinstance(finding, Links):
            linked.append((*_names(finding), key))
        elif isinstance(finding, Verdict):
            # A thread may have met another since this report was linked.
            judged.append((finding.score, finding.total, *_names(dossier.links), key))
            classes.append((finding.class_.value, key))
        elif isinstance(finding, Routing):
            deadline = finding.deadlines[0].at if finding.deadlines else None
            routed.append((finding.country or "", finding.home, deadline, key))
            units.append((finding.unit or "", key))
    for columns, rows in ((LINKED, linked), (JUDGED, judged), (ROUTED, routed)):
        update(Standing, columns, rows, by="report_id")
    for column, said in (("class_name", classes), ("unit", units)):
        update(Standing, (column,), [row for row in said if row[1] not in decided], by="report_id")


def _decided(keys: Sequence[int]) -> set[int]:
    rows = Standing.objects.filter(report_id__among=keys, state=Standing.State.DECIDED)
    return set(rows.values_list("report_id", flat=True))


def _names(links: Links | None) -> tuple[str, str]:
    return ("", "") if links is None else (links.facts.thread or "", links.facts.cluster or "")
