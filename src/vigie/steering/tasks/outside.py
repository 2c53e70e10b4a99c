"""Which reports steering looks at: those that no compartment closes. What a compartment closes is counted nowhere."""

from __future__ import annotations

from django.db.models import QuerySet

from vigie.access.models import Enclosed
from vigie.report.models import Standing


def closed() -> QuerySet[Enclosed, int]:
    """The rows of the reports that an open compartment closes."""
    rows = Enclosed.objects.filter(ended_at=None, compartment__closed_at=None)
    return rows.values_list("report_key", flat=True)


def outside() -> QuerySet[Standing]:
    """Every judged report that may be counted."""
    return Standing.objects.exclude(class_name="").exclude(pk__in=closed())
