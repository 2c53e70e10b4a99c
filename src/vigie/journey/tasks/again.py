"""Sends reports back to an earlier step, because something that step looks at has changed."""

from __future__ import annotations

from collections.abc import Collection

from vigie.journey.models import Item
from vigie.journey.steps import rank


def send_back(report_keys: Collection[int], step: str) -> int:
    """Reports that are past a step go back to it; those still before it will meet it anyway. Inside a short write.

    Returns how many went back.
    """
    at = rank(step)
    if not report_keys:
        return 0
    past = Item.objects.filter(kind=Item.Kind.REPORT, key__among=set(report_keys), rank__gte=at)
    past = past.exclude(rank=at, owner="", attempts=0)  # it waits there already, and nobody has begun with it
    return past.update(step=step, rank=at, attempts=0, owner="", lease_until=None)


def send_all_back(step: str) -> int:
    """The same for every report: a list was imported or removed, a pack or a policy changed."""
    at = rank(step)
    return Item.objects.filter(kind=Item.Kind.REPORT, rank__gte=at).update(
        step=step, rank=at, attempts=0, owner="", lease_until=None
    )
