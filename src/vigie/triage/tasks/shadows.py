"""What a policy on trial said of the reports that came since it is on trial."""

from __future__ import annotations

from django.db.models import Avg, Count, F, Q
from msgspec import Struct

from vigie.triage.models import Shadowed


class Shadow(Struct, frozen=True):
    """How many live reports were weighed; of these, how many it puts higher, lower, or into another class."""

    reports: int
    higher: int
    lower: int
    mean: float


def told(name: str) -> Shadow:
    """One query."""
    found = Shadowed.objects.filter(policy=name).aggregate(
        reports=Count("pk"),
        higher=Count("pk", filter=Q(total__gt=F("total_now"))),
        lower=Count("pk", filter=Q(total__lt=F("total_now"))),
        mean=Avg(F("total") - F("total_now")),
    )
    return Shadow(found["reports"], found["higher"], found["lower"], round(found["mean"] or 0.0, 1))


def forget(name: str) -> None:
    """Drops what a policy said while it was on trial: its text stays."""
    Shadowed.objects.filter(policy=name).delete()
