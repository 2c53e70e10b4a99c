"""What came in, what became of it, and what is still on its way."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.db.models import Count
from django.http import HttpResponse
from django.shortcuts import render
from msgspec import Struct

from vigie.access.roles import Act
from vigie.desk.views.door import Asked, may
from vigie.evidence.models import Delivery
from vigie.journey.models import Item, Outcome, Problem
from vigie.journey.steps import DONE, ORDER

PAGE = 25


class DeliveryLine(Struct, frozen=True):
    """One act of handing things in, with its counts."""

    row: Delivery
    counts: dict[str, int]
    waiting: int
    problems: int


class Waiting(Struct, frozen=True):
    """How much waits before one step."""

    step: str
    count: int


@may(Act.SEE_DELIVERIES)
def deliveries(request: Asked) -> HttpResponse:
    """The deliveries, newest first, above what still waits for each step."""
    page = Paginator(Delivery.objects.order_by("-pk"), PAGE).get_page(request.GET.get("page"))
    lines = _lines(list(page.object_list))
    return render(request, "desk/deliveries.html", {"page": page, "lines": lines, "waiting": _waiting()})


def _lines(rows: list[Delivery]) -> list[DeliveryLine]:
    keys = [row.pk for row in rows]
    counts: dict[int, dict[str, int]] = {key: {} for key in keys}
    grouped = Outcome.objects.filter(delivery_key__in=keys).values_list("delivery_key", "kind").annotate(n=Count("pk"))
    for key, kind, number in grouped.order_by():
        counts[key][kind] = number
    on_way = Item.objects.exclude(step=DONE).filter(delivery_key__in=keys)
    waiting = dict(on_way.values_list("delivery_key").annotate(n=Count("pk")).order_by())
    open_ = Problem.objects.filter(delivery_key__in=keys, closed_at=None)
    problems = dict(open_.values_list("delivery_key").annotate(n=Count("pk")).order_by())
    return [DeliveryLine(row, counts[row.pk], waiting.get(row.pk, 0), problems.get(row.pk, 0)) for row in rows]


def _waiting() -> list[Waiting]:
    """What waits, step by step, in the order of the journey."""
    counts = dict(Item.objects.exclude(step=DONE).values_list("step").annotate(n=Count("pk")).order_by())
    return [Waiting(step, counts[step]) for step in ORDER if counts.get(step)]
