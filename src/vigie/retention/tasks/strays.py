"""Answers that belong to no request of ours: those that a person dismissed go after the country's term, with their
sealed document once nothing else in it is kept. The requests are a room beside this one: they are found by name."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db.models import Model, QuerySet

from vigie.journey.tasks.write import short_write
from vigie.ledger.chain import Act
from vigie.ledger.tags import Tag
from vigie.report.models import Answered
from vigie.retention.rule import stray_answers
from vigie.retention.tasks.documents import erase_answers
from vigie.territory.pack import load


def rows() -> QuerySet[Any]:
    """Every such line."""
    model: type[Model] = apps.get_model("requests", "Stray")
    return model._default_manager.all()


def over(now: datetime) -> QuerySet[Any]:
    """Those whose time is over."""
    days = stray_answers(load(settings.VIGIE_COUNTRY)).days
    return rows().filter(dismissed_at__lte=now - timedelta(days=days)) if days else rows().none()


def holding(documents: Collection[str]) -> set[str]:
    """Which of these documents hold a line that belongs to nothing and is still kept."""
    return set(rows().filter(document__in=list(documents)).values_list("document", flat=True))


def sweep(now: datetime) -> int:
    """Erases those whose time is over. How many. Raises `SealError`; the next run goes on."""
    due = list(over(now).order_by("pk"))
    for document in sorted({row.document for row in due}):
        with short_write() as acts:
            rows().filter(pk__in=[row.pk for row in due if row.document == document]).delete()
            gone: Counter[str] = Counter()
            kept = holding([document]) or Answered.objects.filter(document=document).exists()
            erased = 0 if kept else erase_answers([document], gone)
            acts.append(Act(Tag.ANSWER_ERASED, f"answer:{document}", "vigie", {"document": bool(erased)}))
    return len(due)
