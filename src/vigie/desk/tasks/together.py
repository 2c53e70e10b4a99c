"""Decisions that were taken with one ruling: which they are, and taking all of them back."""

from __future__ import annotations

from datetime import UTC, datetime

from django.db.models import Q

from vigie.access.models import Officer, visible
from vigie.desk.models import Decision
from vigie.desk.tasks import rule
from vigie.desk.tasks.act import Refused, Unknown, standing_of
from vigie.report.nouns import say


def standing(officer: Officer, decision: Decision) -> list[Decision]:
    """The decisions of one ruling that stand, this one among them, of reports that this officer may know of."""
    first = decision.together or decision.pk
    rows = Decision.objects.filter(Q(pk=first) | Q(together=first), undone_at=None).order_by("pk")
    found = list(rows)
    keys = set(visible(officer).filter(pk__in=[row.report_key for row in found]).values_list("pk", flat=True))
    return [row for row in found if row.report_key in keys]


def undo_all(officer: Officer, report_key: int, decision_key: int, why: str, *, held: bool = True) -> int:
    """Takes back all that was decided with this decision, each by itself. Its own report is in this officer's hands
    again where `held`; the others go back to the queue. Returns how many. Raises `Refused` when none may be undone,
    `Unknown`."""
    now = datetime.now(UTC)
    standing_of(officer, report_key)
    decision = Decision.objects.filter(pk=decision_key, report_key=report_key).first()
    if decision is None:
        raise Unknown
    rows = [row for row in standing(officer, decision) if rule.undoable(officer, row, now)]
    if not rows:
        raise Refused(say("This decision can no longer be undone by you. Ask a supervisor."), permanent=True)
    for row in rows:
        rule.undo(officer, row.report_key, row.pk, why, now, held=held and row.pk == decision.pk)
    return len(rows)
