"""Counts the queue for its filters, in a fixed number of queries at any size."""

from __future__ import annotations

from collections.abc import Iterable

from django.core.cache import cache
from django.db.models import Count, QuerySet
from msgspec import Struct

from vigie.access.models import Officer
from vigie.desk.filters import NO_UNIT, Filters
from vigie.desk.models import visible
from vigie.report.models import Report, Standing

CAP = 10_000  # nobody reads further; counting further costs time
FRESH = 15  # seconds for which the counts of the whole queue are kept


class Cell(Struct, frozen=True):
    """How many reports share these four."""

    state: str
    class_name: str
    home: str
    unit: str
    count: int


def _home(value: bool | None) -> str:
    return "unknown" if value is None else "home" if value else "abroad"


def cells(officer: Officer) -> tuple[Cell, ...]:
    """The whole queue of this officer, counted. Some seconds old at most."""
    key = f"vigie.desk.cells:{officer.unit}"
    known: tuple[Cell, ...] | None = cache.get(key)
    if known is None:
        rows = visible(officer).values_list("state", "class_name", "home", "unit").annotate(count=Count("pk"))
        known = tuple(
            Cell(state, class_name, _home(home), unit, count)
            for state, class_name, home, unit, count in rows.order_by()
        )
        cache.set(key, known, FRESH)
    return known


def matching(cells: Iterable[Cell], filters: Filters, *, but: str = "") -> list[Cell]:
    """The cells that a view counts; `but` leaves one filter out, to count the choices of that very filter."""
    return [
        cell
        for cell in cells
        if (but == "state" or cell.state in filters.states)
        and (but == "class" or not filters.class_ or cell.class_name == filters.class_)
        and (but == "home" or not filters.home or cell.home == filters.home)
        and (but == "unit" or not filters.unit or cell.unit == filters.unit or (filters.unit == NO_UNIT and not cell.unit))
    ]


def companies() -> list[str]:
    """The services that reported, by name."""
    known: list[str] | None = cache.get("vigie.desk.companies")
    if known is None:
        names = Report.objects.exclude(company="").order_by("company").values_list("company", flat=True)
        known = list(names.distinct()[:2000])
        cache.set("vigie.desk.companies", known, FRESH * 4)
    return known


def count(rows: QuerySet[Standing], filters: Filters) -> int:
    """How many reports a view holds, counted to CAP + 1."""
    return rows.filter(state__in=filters.states).order_by()[: CAP + 1].count()


def held(officer: Officer) -> int:
    """How many reports an officer has in hand."""
    return visible(officer).filter(state=Standing.State.CLAIMED, claimed_by=officer.username).count()
