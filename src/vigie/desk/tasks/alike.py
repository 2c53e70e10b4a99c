"""One decision on reports that are alike: the same content, the same class. Each is decided and recorded by itself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import QuerySet
from msgspec.structs import replace

from vigie.access.models import Officer, visible
from vigie.desk.outcomes import Outcome, Ruling
from vigie.desk.tasks.act import Refused
from vigie.desk.tasks.rule import decide
from vigie.report.models import Standing
from vigie.report.nouns import say

TOGETHER = frozenset({Outcome.VIRAL, Outcome.NOT_PUNISHABLE, Outcome.INSUFFICIENT})
MOST = 200  # in one go: somebody has read the first of them, and answers for all


@dataclass(frozen=True, slots=True)
class Batch:
    """What became of a batch: the reports that were decided, and those that were not, each with the reason."""

    decided: tuple[int, ...]
    left: tuple[tuple[int, Refused], ...]


def alike(officer: Officer, standing: Standing) -> QuerySet[Standing]:
    """The free reports with the same content and the same class, of those that this officer may know of, best first."""
    same = visible(officer).filter(cluster=standing.cluster, class_name=standing.class_name)
    free = same.filter(state=Standing.State.OPEN).exclude(pk=standing.pk).exclude(cluster="")
    return free.select_related("report").defer("report__current").order_by("-score", "-total", "received_at", "pk")


def decide_alike(
    officer: Officer, standing: Standing, keys: Sequence[int], ruling: Ruling, first: int | None = None
) -> Batch:
    """Decides the chosen ones as the first was, by the decision of that number. Raises `Refused` when the ruling is
    not one for many at once: where people differ, each report is read."""
    if ruling.outcome not in TOGETHER:
        raise Refused(say("Such a decision is made for each report by itself."), permanent=True, field="outcome")
    rows = list(alike(officer, standing).filter(pk__in=list(keys)[:MOST]))
    decided, left = [], []
    for row in rows:
        why = f"{ruling.reason.strip()} (alike: {standing.report.report_id})"
        try:
            decide(officer, row.pk, row.report.current_id or 0, replace(ruling, reason=why), first)
        except Refused as error:
            left.append((row.pk, error))
        else:
            decided.append(row.pk)
    return Batch(tuple(decided), tuple(left))
