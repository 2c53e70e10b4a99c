"""Counts the queue for its filters: each choice up to a limit, all in one query."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.core.cache import cache
from django.db import connection
from django.db.models import QuerySet, Value

from vigie.access.models import Officer, hidden, scope_of, visible
from vigie.report.models import Report, Standing

CAP = 10_000  # nobody reads further; counting further costs time
CAP_NAMED = 2000  # where no index counts: every report is looked at
KEPT = 300  # seconds for which the names of the services are kept


def count(views: Mapping[str, QuerySet[Standing]], cap: int = CAP) -> dict[str, int]:
    """How many reports each of these views holds, counted to cap + 1. One query."""
    asked = {name: _asked(rows, cap) for name, rows in views.items()}
    parts = list(dict.fromkeys(asked.values()))  # some choices are the view itself: each is counted once
    if not parts:
        return {}
    with connection.cursor() as cursor:
        sql = ", ".join(f"(SELECT COUNT(*) FROM ({one}) counted)" for one, _ in parts)
        cursor.execute(f"SELECT {sql}", [value for _, given in parts for value in given])
        found = dict(zip(parts, cursor.fetchone() or (), strict=True))
    return {name: found[one] for name, one in asked.items()}


def _asked(rows: QuerySet[Standing], cap: int) -> tuple[str, tuple[Any, ...]]:
    some = rows.order_by().annotate(one=Value(1)).values_list("one")[: cap + 1]
    sql, given = some.query.sql_with_params()
    return sql, tuple(given)


def companies(officer: Officer | None = None) -> list[str]:
    """The services that reported, by name: of the reports that somebody may know of, or (None) all, to search by."""
    place = f"vigie.desk.companies.{hash(scope_of(officer)) if officer else 0}"
    known: list[str] | None = cache.get(place)
    if known is None:
        rows = Report.objects.exclude(company="")
        if officer is not None:
            rows = (
                rows.filter(pk__in=visible(officer).values("pk"))
                if officer.unit
                else rows.exclude(pk__in=hidden(officer))
            )
        known = list(rows.order_by("company").values_list("company", flat=True).distinct()[:2000])
        cache.set(place, known, KEPT)
    return known
