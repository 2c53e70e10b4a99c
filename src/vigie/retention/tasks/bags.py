"""The desk's own copies of dossiers: they go when a report in them is erased, as the pack's `[dossiers]` say.

A sealed bag cannot be erased in part, so the copy goes as a whole, with its key, and what its rows say of the reports.
What stays: its reference, to whom it went and when, and its digests, so that the addressee's bag can still be told from
a forged one. The papers are a room beside this one: they are found by name.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import UTC, datetime, timedelta
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db.models import Max, Model, QuerySet

from vigie.evidence.models import Object
from vigie.evidence.tasks import erase_objects
from vigie.journey.tasks.write import short_write
from vigie.ledger.chain import Act
from vigie.ledger.tags import Tag
from vigie.retention.rule import copies
from vigie.retention.tasks.holding import held
from vigie.territory.pack import load


def _rows(name: str) -> QuerySet[Any]:
    model: type[Model] = apps.get_model("papers", name)
    return model._default_manager.all()


def spoil(report_keys: Collection[int]) -> None:
    """Marks the dossiers that these reports are in; inside the transaction that erases the reports."""
    inside = _rows("Inside").filter(report_key__in=report_keys).values("dossier_id")
    _rows("Dossier").filter(pk__in=inside, spoilt_at=None).update(spoilt_at=datetime.now(UTC))


def sweep(now: datetime) -> int:
    """Erases the marked copies that nothing keeps any more. How many. Raises `SealError`; the next run goes on."""
    count = 0
    for row in _rows("Dossier").filter(spoilt_at__isnull=False, erased_at=None).order_by("pk"):
        if not _kept(row, now):
            _erase(row)
            count += 1
    return count


def _kept(row: Any, now: datetime) -> bool:
    others = list(_rows("Inside").filter(dossier=row).values_list("report_key", flat=True))
    if held(others):
        return True
    rule = copies(load(settings.VIGIE_COUNTRY))
    last = _rows("Sending").filter(dossier=row).aggregate(last=Max("at"))["last"]
    return rule.sent == "keep" and last is not None and now < last + timedelta(days=rule.days)


def _erase(row: Any) -> None:
    """A crash before the rows are written leaves an erased copy that the next run finds again."""
    _fetch_back(row.reference)
    erase_objects([row.sha256] if row.sha256 else [])
    with short_write() as acts:
        _rows("Dossier").filter(pk=row.pk).update(
            erased_at=datetime.now(UTC), content="", proof="", reason="", case="", media=0
        )
        Object.objects.filter(pk=row.sha256).delete()
        acts.append(Act(Tag.DOSSIER_ERASED, f"dossier:{row.reference}", "vigie", {"sha256": row.sha256}))


def _fetch_back(reference: str) -> None:
    """Takes out of the partners' folder what was not fetched."""
    folder = settings.VIGIE_OUTBOX
    for path in folder.glob(f"*{reference}*") if folder else ():
        path.unlink(missing_ok=True)
