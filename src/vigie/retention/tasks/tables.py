"""Every table that speaks of a report, found by itself: a room that is added later is erased from, too.

A model of this house speaks of a report when it has a column `report_key`, or points to such a row. What must outlive
the report says so here, with its reason.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from django.apps import apps
from django.db.models import ForeignKey, Model, QuerySet

OUTLIVES = {
    "access.emergency": "who broke a door is answered for after the report is gone; it says nothing of the report",
    "authority.authorisation": "the register of a magistrate's orders; what it says of the report is blanked",
    "authority.deed": "what was done under such an order, by whom and when; its words are blanked",
    "linking.turn": "numbers alone: that a thread changed, not what was said",
}


def speaking() -> Iterator[type[Model]]:
    """The models with a column `report_key`."""
    for model in apps.get_models():
        if not model.__module__.startswith("vigie.") or model._meta.label_lower in OUTLIVES:
            continue
        if any(field.name == "report_key" for field in model._meta.concrete_fields):
            yield model


def delete_of(model: type[Model], report_keys: Sequence[int], gone: Counter[str]) -> None:
    """Deletes the rows of these reports, and whatever points to them."""
    _delete(model, model._default_manager.filter(report_key__in=report_keys), gone)


def _delete(model: type[Model], rows: QuerySet[Model], gone: Counter[str]) -> None:
    keys = list(rows.values_list("pk", flat=True))
    if keys:
        delete_keys(model, keys, gone)


def delete_keys(model: type[Model], keys: Sequence[object], gone: Counter[str]) -> None:
    """Deletes rows by their keys, after the rows that point to them."""
    for other in apps.get_models():
        for field in other._meta.concrete_fields:
            if isinstance(field, ForeignKey) and field.related_model is model and other.__module__.startswith("vigie."):
                _delete(other, other._default_manager.filter(**{f"{field.name}__in": keys}), gone)
    rows = model._default_manager.filter(pk__in=keys)
    count = rows._raw_delete(rows.db)
    if count:
        gone[model._meta.db_table] += count
