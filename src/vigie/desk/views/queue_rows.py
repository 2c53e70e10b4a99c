"""Reads a page of the queue in its order, in a fixed number of queries at any size."""

from __future__ import annotations

from datetime import datetime, timedelta
from heapq import merge
from itertools import islice

from django.db.models import Q, QuerySet

from vigie.access.models import Officer
from vigie.desk.filters import NO_UNIT, Filters, Mark
from vigie.desk.models import visible
from vigie.desk.views.counts import companies
from vigie.report.models import Report, Standing

PAGE = 25
COLUMNS = (
    "pk", "state", "class_name", "score", "total", "country", "home", "unit", "deadline", "thread", "cluster",
    "received_at", "claimed_by", "claimed_at", "failed_step", "report__source", "report__report_id",
    "report__company", "report__current_id", "report__current__number",
)  # fmt: skip
ORDER = ("-score", "-total", "received_at", "pk")
BACKWARDS = ("score", "total", "-received_at", "-pk")


def chosen(officer: Officer, filters: Filters, now: datetime) -> QuerySet[Standing]:
    """The reports of a view, its state and its place apart."""
    rows = visible(officer)
    if filters.class_:
        rows = rows.filter(class_name=filters.class_)
    if filters.home:
        rows = rows.filter(home={"home": True, "abroad": False, "unknown": None}[filters.home])
    if filters.unit:
        rows = rows.filter(unit="" if filters.unit == NO_UNIT else filters.unit)
    if filters.least:
        rows = rows.filter(score__gte=filters.least)
    if filters.within:
        rows = rows.filter(deadline__lt=now + timedelta(days=filters.within))
    if filters.state == "mine":
        rows = rows.filter(claimed_by=officer.username)
    if filters.company:
        rows = rows.filter(report__in=Report.objects.filter(company=filters.company).values("pk"))
    if filters.text:
        rows = rows.filter(report__in=_named(filters.text).values("pk"))
    return rows


def _named(text: str) -> QuerySet[Report]:
    """Reports whose number begins so, or whose company's name holds it."""
    some = [company for company in companies() if text.casefold() in company.casefold()]
    return Report.objects.filter(Q(report_id__gte=text, report_id__lt=text + "\U0010ffff") | Q(company__in=some[:200]))


def _beyond(mark: Mark) -> Q:
    """What comes after a row in the queue's order. The first condition lets an index find the place."""
    later = Q(received_at__gt=mark.received_at) | Q(received_at=mark.received_at, pk__gt=mark.key)
    less = Q(total__lt=mark.total) | (Q(total=mark.total) & later)
    return Q(score__lte=mark.score) & (Q(score__lt=mark.score) | less)


def _ahead(mark: Mark) -> Q:
    """What comes before it."""
    earlier = Q(received_at__lt=mark.received_at) | Q(received_at=mark.received_at, pk__lt=mark.key)
    more = Q(total__gt=mark.total) | (Q(total=mark.total) & earlier)
    return Q(score__gte=mark.score) & (Q(score__gt=mark.score) | more)


def page(rows: QuerySet[Standing], filters: Filters) -> tuple[list[Standing], bool]:
    """One page in the queue's order, and whether there is more in the direction asked. One query for each state:
    each walks its index, and nothing is sorted but the few rows that are shown."""
    back = filters.before is not None
    if filters.before is not None:
        rows = rows.filter(_ahead(filters.before))
    elif filters.after is not None:
        rows = rows.filter(_beyond(filters.after))
    walks = [
        rows.filter(state=state)
        .select_related("report__current")
        .only(*COLUMNS)
        .order_by(*(BACKWARDS if back else ORDER))[: PAGE + 1]
        for state in filters.states
    ]
    found = list(islice(merge(*walks, key=_key, reverse=back), PAGE + 1))
    shown = found[:PAGE]
    return (shown[::-1] if back else shown), len(found) > PAGE


def _key(row: Standing) -> tuple[int, int, datetime, int]:
    return -row.score, -row.total, row.received_at, row.pk


def mark(row: Standing) -> Mark:
    """A row's place."""
    return Mark(row.score, row.total, row.received_at, row.pk)
