"""Reads a page of the queue in its order, in a fixed number of queries and in good time at any size.

Walking the order finds a common thing at once, and a rare one only at the end of a long way. So a view that an index of
its own can find is fetched from there when it is small, and put in order here; any other is walked. What was typed is
looked up once: where it stands in very many reports, those are read in the queue's order until a page is full.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from heapq import merge
from itertools import islice

from django.conf import settings
from django.db import connection
from django.db.models import Q, QuerySet, Value
from django.db.models.functions import Coalesce
from msgspec import Struct, structs

from vigie.access.models import Officer, visible
from vigie.desk.filters import NO_UNIT, Filters, Mark
from vigie.desk.views.counts import CAP_NAMED
from vigie.report.models import Report, Standing
from vigie.search.models import Document
from vigie.search.tasks import find, look_up
from vigie.search.words import holds, typed

PAGE = 25
FEW = 2000  # reports that are fetched by their keys and put in order here
SIFTED = 10_000  # on SQLite: reports that are looked at by their keys where more filters leave few of them
MANY = 8000  # reports that hold what was typed: so many are handed over by their keys
AT_ONCE = 400  # reports whose words are read together, where still more hold it
FURTHEST = 6000  # reports whose words are read for one page
COLUMNS = (
    "pk", "state", "class_name", "score", "total", "country", "home", "unit", "deadline", "thread", "cluster",
    "received_at", "claimed_by", "claimed_at", "failed_step", "report__source", "report__report_id",
    "report__company", "report__current_id", "report__current__number",
)  # fmt: skip
ORDER = ("-score", "-total", "received_at", "pk")
BACKWARDS = ("score", "total", "-received_at", "-pk")
PLACE = ("score", "total", "received_at", "pk")
HOMES = {"home": True, "abroad": False, "unknown": None}
Source = QuerySet[Report, int] | QuerySet[Standing, int] | Sequence[int]
Place = tuple[int, int, datetime, int]  # sorts as the queue does


class Page(Struct, frozen=True):
    """Some rows of a view, whether there are others before and after, and how many in all where that is known."""

    rows: list[Standing]
    before: bool
    after: bool
    total: int | None = None


def page(officer: Officer, filters: Filters, now: datetime) -> Page:
    """The page that the filters ask for."""
    keys = look_up(filters.text, settings.VIGIE_COUNTRY, MANY + 1) if filters.text else []
    places = _few(officer, filters, now, keys)
    if places is not None:
        return _picked(places, filters)
    if filters.text:
        return _widespread(officer, filters, now, keys)
    return _walked(_chosen(officer, filters, now), filters)


def chosen(officer: Officer, filters: Filters, now: datetime) -> QuerySet[Standing]:
    """The reports of a view."""
    return _chosen(officer, filters, now).filter(state__in=filters.states)


def _chosen(officer: Officer, filters: Filters, now: datetime) -> QuerySet[Standing]:
    rows = visible(officer)
    if filters.class_:
        rows = rows.filter(class_name=filters.class_)
    if filters.home:
        rows = rows.filter(_at(filters.home))
    if filters.unit:
        rows = rows.filter(unit="" if filters.unit == NO_UNIT else filters.unit)
    if filters.least:
        rows = rows.filter(score__gte=filters.least)
    if filters.within:
        rows = rows.filter(deadline__range=(now, now + timedelta(days=filters.within)))
    if filters.state == "mine":
        rows = rows.filter(claimed_by=officer.username)
    if filters.company or filters.text:
        rows = _of_names(rows, filters)
    return rows


def _at(home: str) -> Q:
    """Behind IN the index of territories answers; a bare condition, which is what Django makes of `home=True`, is asked
    of every row."""
    value = HOMES[home]
    return Q(home=None) if value is None else Q(home__in=(value,))


def _of_names(rows: QuerySet[Standing], filters: Filters) -> QuerySet[Standing]:
    """Those of a company, and those that hold what was typed. Behind COALESCE the index of companies is not tempting:
    whoever walks the queue in its order must not be led to sort half of it."""
    if filters.company:
        rows = rows.alias(by=Coalesce("report__company", Value(""))).filter(by=filters.company)
    return rows.filter(pk__in=find(filters.text, settings.VIGIE_COUNTRY)) if filters.text else rows


# ------------------------------------------------------------ a small view: fetched by its own index, ordered here


def _few(officer: Officer, filters: Filters, now: datetime, typed_in: Sequence[int]) -> list[Place] | None:
    """The places of a view that holds few reports, in order; None when it may hold many."""
    for keys, others, most in _sources(filters, now, typed_in):
        found = list(keys[: most + 1])
        if len(found) <= most:
            rest = _chosen(officer, others, now).filter(pk__among=set(found))
            # Behind COALESCE the state's indexes are not tempting: the keys are the way to go.
            rest = rest.alias(now=Coalesce("state", Value(""))).filter(now__in=filters.states)
            return sorted((-score, -total, at, key) for score, total, at, key in rest.values_list(*PLACE))
    return None


def _sources(filters: Filters, now: datetime, typed_in: Sequence[int]) -> Iterator[tuple[Source, Filters, int]]:
    """Where all reports of a view can be found without walking the queue, what is still to be asked of them, and of how
    many: of more where it leaves few, which a walk meets late. PostgreSQL leaves the walk by itself there."""
    if filters.text:
        yield typed_in, filters.but(text=""), FEW
    if filters.company:
        of_company = Report.objects.filter(company=filters.company)
        yield of_company.values_list("pk", flat=True), filters.but(company=""), FEW
    narrow = bool(filters.home or filters.class_ or filters.least) and connection.vendor == "sqlite"
    most = SIFTED if narrow and filters.within else FEW
    if filters.within:
        due = Standing.objects.filter(deadline__range=(now, now + timedelta(days=filters.within)))
        yield due.values_list("pk", flat=True), filters, most
    if filters.home:
        rows = Standing.objects.filter(_at(filters.home), state__in=filters.states)
        rows = rows.filter(class_name=filters.class_) if filters.class_ else rows
        yield rows.values_list("pk", flat=True), filters, most


def _picked(places: Sequence[Place], filters: Filters) -> Page:
    start, end = _cut(places, filters)
    keys = [key for *_, key in places[start:end]]
    rows = {row.pk: row for row in _shown(Standing.objects.filter(pk__in=keys))} if keys else {}
    there = [rows[key] for key in keys if key in rows]
    return Page(there, start > 0, end < len(places), len(places))


def _cut(places: Sequence[Place], filters: Filters) -> tuple[int, int]:
    """The first position of the page, and the one after its last."""
    if filters.before is not None:
        end = bisect_left(places, _place(filters.before))
        return max(0, end - PAGE), end
    start = bisect_right(places, _place(filters.after)) if filters.after is not None else 0
    return start, min(start + PAGE, len(places))


# ------------------------------------------------------------ any other: each state's index is walked


def _walked(rows: QuerySet[Standing], filters: Filters) -> Page:
    """One query for each state: nothing is sorted but the few rows that are shown."""
    back = filters.before is not None
    if filters.before is not None:
        rows = rows.filter(_ahead(filters.before))
    elif filters.after is not None:
        rows = rows.filter(_beyond(filters.after))
    order = BACKWARDS if back else ORDER
    walks = [_shown(rows.filter(state=state)).order_by(*order)[: PAGE + 1] for state in filters.states]
    found = list(islice(merge(*walks, key=_place, reverse=back), PAGE + 1))
    more, there = len(found) > PAGE, found[:PAGE]
    return Page(there[::-1], more, True) if back else Page(there, filters.after is not None, more)


# ------------------------------------------------------------ what was typed stands in many reports


class _TooFar(Exception):
    """So few of the reports that were read hold it that the database finds them sooner."""


def _widespread(officer: Officer, filters: Filters, now: datetime, keys: Sequence[int]) -> Page:
    """The page, and how many there are where that is known without another search. `keys`: of those that hold what was
    typed, as many as are handed over, and one more."""
    rows = _chosen(officer, filters.but(text=""), now)
    counted = _counted(rows, filters, keys[: 2 * CAP_NAMED])
    if counted <= CAP_NAMED:
        counted = _counted(rows, filters, keys)
    total: int | None = counted
    if len(keys) <= MANY:
        found = _walked(rows.filter(pk__among=set(keys)), filters)
    else:
        total = counted if counted > CAP_NAMED else None
        try:
            found = _read(rows, filters)
        except _TooFar:
            found = _walked(_chosen(officer, filters, now), filters)
    return structs.replace(found, total=total)


def _counted(rows: QuerySet[Standing], filters: Filters, keys: Sequence[int]) -> int:
    """How many of these reports are in the view, up to the limit. Behind COALESCE the keys are the way to go."""
    some = rows.filter(pk__among=set(keys)).alias(now=Coalesce("state", Value(""))).filter(now__in=filters.states)
    return len(some.order_by().values_list("pk")[: CAP_NAMED + 1])


def _read(rows: QuerySet[Standing], filters: Filters) -> Page:
    """Reads the words of reports in the queue's order until a page is full. Raises `_TooFar`."""
    query, back = typed(filters.text, settings.VIGIE_COUNTRY), filters.before is not None
    left = FURTHEST

    def held(state: str) -> Iterator[Place]:
        nonlocal left
        mark = filters.before or filters.after
        while True:
            some = rows.filter(state=state)
            some = some if mark is None else some.filter(_ahead(mark) if back else _beyond(mark))
            places = list(some.order_by(*(BACKWARDS if back else ORDER)).values_list(*PLACE)[:AT_ONCE])
            if (left := left - len(places)) < 0:
                raise _TooFar
            told = Document.objects.filter(report_key__among={key for *_, key in places})
            words = dict(told.values_list("report_key", "words"))
            for score, total, at, key in places:
                if holds(query, words.get(key, "")):
                    yield -score, -total, at, key
            if len(places) < AT_ONCE:
                return
            mark = Mark(*places[-1])

    found = list(islice(merge(*map(held, filters.states), reverse=back), PAGE + 1))
    keys = [key for *_, key in found[:PAGE]]
    shown = {row.pk: row for row in _shown(Standing.objects.filter(pk__in=keys))}
    there, more = [shown[key] for key in keys if key in shown], len(found) > PAGE
    return Page(there[::-1], more, True) if back else Page(there, filters.after is not None, more)


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


def _shown(rows: QuerySet[Standing]) -> QuerySet[Standing]:
    return rows.select_related("report__current").only(*COLUMNS)


def _place(row: Standing | Mark) -> Place:
    return -row.score, -row.total, row.received_at, row.pk if isinstance(row, Standing) else row.key


def mark(row: Standing) -> Mark:
    """A row's place."""
    return Mark(row.score, row.total, row.received_at, row.pk)
