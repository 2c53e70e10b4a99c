"""How much of what was passed on is punishable, by period: the figure of FACTS S-2."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db.models import Count, Q
from django.db.models.functions import TruncMonth, TruncWeek, TruncYear
from msgspec import Struct

from vigie.desk.models import Decision
from vigie.desk.outcomes import Outcome, Punishable

PASSED_ON = (Outcome.KEEP.value, Outcome.PASS_ON.value, Outcome.ABROAD.value)
PERIODS = {"week": TruncWeek, "month": TruncMonth, "year": TruncYear}


class Share(Struct, frozen=True):
    """One period: reports decided, passed on, and of these those found punishable, not punishable, or not known yet."""

    begins: datetime
    decided: int
    passed_on: int
    punishable: int
    not_punishable: int
    not_known: int

    @property
    def share(self) -> float | None:
        """Punishable among what was passed on; None when nothing was."""
        return self.punishable / self.passed_on if self.passed_on else None


def shares(since: datetime, until: datetime, by: str = "month", unit: str = "") -> list[Share]:
    """The rulings that stand, by `week`, `month` or `year` of the decision. One query."""
    rows = Decision.objects.filter(undone_at=None, at__gte=since, at__lt=until)
    rows = rows.filter(unit=unit) if unit else rows
    on = Q(outcome__in=PASSED_ON)
    counted = (
        rows.annotate(begins=PERIODS[by]("at"))
        .values("begins")
        .annotate(
            decided=Count("pk"),
            on=Count("pk", filter=on),
            yes=Count("pk", filter=on & Q(punishable=Punishable.YES.value)),
            no=Count("pk", filter=on & Q(punishable=Punishable.NO.value)),
        )
        .order_by("begins")
    )
    return [_told(row) for row in counted]


def _told(row: Mapping[str, Any]) -> Share:
    yes, no = row["yes"], row["no"]
    return Share(row["begins"], row["decided"], row["on"], yes, no, row["on"] - yes - no)
