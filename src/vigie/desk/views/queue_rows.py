"""Reads the queue: a page of it in order, and how much there is, in a fixed number of queries at any size."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from heapq import merge
from itertools import islice

from django.core.cache import cache
from django.db.models import Count, Q, QuerySet
from msgspec import Struct

from vigie.access.models import Officer
from vigie.desk.filters import NO_UNIT, Filters, Mark
from vigie.desk.models import visible
from vigie.report.models import Report, Standing

PAGE = 25
CAP = 10_000  # nobody reads further; counting further costs time
FRESH = 15  # seconds for which the counts of the whole queue are kept
COLUMNS = (
    "pk", "state", "class_name", "score", "total", "country", "home", "unit", "deadline", "thread", "cluster",
    "received_at", "claimed_by", "claimed_at", "failed_step", "report__source", "report__report_id",
    "report__company", "report__current_id", "report__current__number",
)  # fmt: skip
ORDER = ("-score", "-total", "received_at", "pk")
BACKWARDS = ("score", "total", "-received_at", "-pk")


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


def chosen(officer: Officer, filters: Filters, now_plus: object) -> QuerySet[Standing]:
    """The reports of a view, its state and its place apart. `now_plus`: the moment before which a deadline must fall."""
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
        rows = rows.filter(deadline__lt=now_plus)
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


Row = dict[str, object]


def page(rows: QuerySet[Standing], filters: Filters) -> tuple[list[Standing], bool]:
    """One page in the queue's order, and whether there is more in the direction asked. One query for each state:
    each walks its index, and nothing is sorted but the few rows that are shown."""
    back = filters.before is not None
    if filters.before is not None:
        rows = rows.filter(_ahead(filters.before))
    elif filters.after is not None:
        rows = rows.filter(_beyond(filters.after))
    walks = [
        rows.filter(state=state).select_related("report__current").only(*_only()).order_by(*(BACKWARDS if back else ORDER))[: PAGE + 1]
        for state in filters.states
    ]
    found = list(islice(merge(*walks, key=_key, reverse=back), PAGE + 1))
    shown = found[:PAGE]
    return (shown[::-1] if back else shown), len(found) > PAGE


def _only() -> Sequence[str]:
    return COLUMNS


def _key(row: Standing) -> tuple[int, int, object, int]:
    return -row.score, -row.total, row.received_at, row.pk


def mark(row: Standing) -> Mark:
    """A row's place."""
    return Mark(row.score, row.total, row.received_at, row.pk)
