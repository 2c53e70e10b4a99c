"""The queue: what to read next, and why."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime

from django.conf import settings
from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from msgspec import Struct

from vigie.access.models import Officer
from vigie.access.roles import Act
from vigie.desk import filters as choice
from vigie.desk.filters import Filters
from vigie.desk.models import Comfort, View
from vigie.desk.units import said, units
from vigie.desk.views import counts, queue_rows
from vigie.desk.views.door import Asked, may
from vigie.desk.views.queue_rows import Page, mark
from vigie.desk.views.sheet import findings
from vigie.desk.wording import CLASSES, COLUMNS, HOMES, STATES
from vigie.linking.tasks import facts_of
from vigie.report.models import Standing
from vigie.report.nouns import Class, Reason, Saying, ThreadFacts, Verdict, say
from vigie.steering.tasks.sleep import asleep

REASONS = 3
ALL = {"class": say("All classes"), "home": say("All territories")}


class Line(Struct, frozen=True):
    """One report in the queue: its row, why it stands there, and what surrounds it."""

    row: Standing
    verdict: Verdict | None
    reasons: tuple[Reason, ...]
    facts: ThreadFacts


class Choice(Struct, frozen=True):
    """One choice of a filter: how many reports it would show, and its address."""

    label: Saying
    count: int | None
    query: str
    current: bool


class Facet(Struct, frozen=True):
    """A filter with its choices."""

    name: str
    choices: tuple[Choice, ...]


@may(Act.READ_QUEUE)
def queue(request: Asked) -> HttpResponse:
    """A page of the queue."""
    wanted = choice.read(request.GET.dict())
    officer, now = request.user, datetime.now(UTC)
    page = queue_rows.page(officer, wanted, now)
    cap = counts.CAP_NAMED if wanted.named else counts.CAP
    found = counts.count(_views(officer, wanted, now, page), cap)
    context = {
        "lines": lines(page.rows),
        "filters": wanted,
        "facets": list(_facets(found, wanted)),
        "units": named_units(),
        "companies": counts.companies(officer),
        "total": found["total"] if page.total is None else page.total,
        "cap": cap,
        "within": choice.WITHIN,
        "least": choice.LEAST,
        "columns": _columns(officer),
        "all_columns": [(name, COLUMNS[name]) for name in choice.COLUMNS],
        "kept": _kept(officer, wanted),
        "may_decide": officer.may(Act.DECIDE),
        "asleep": asleep(now),
        **_pages(wanted, page),
    }
    return render(request, "desk/queue.html", context)


def _columns(officer: Officer) -> list[str]:
    """The columns that somebody chose; all of them until they did."""
    chosen = Comfort.objects.filter(officer=officer.username).values_list("columns", flat=True).first()
    return list(chosen) if chosen else list(choice.COLUMNS)


def _kept(officer: Officer, wanted: Filters) -> list[tuple[View, bool, bool]]:
    """The views one kept and those that colleagues share: each with whether it is one's own, and is the one shown."""
    own = Q(officer=officer.username)
    rows = View.objects.filter(own | Q(shared=True)).order_by("name")[:60]
    now = wanted.but().query
    return [(row, row.officer == officer.username, row.query == now) for row in rows]


def lines(rows: Sequence[Standing]) -> list[Line]:
    """The rows with their reasons. Two queries more, however many rows."""
    found = findings([row.report.current_id or 0 for row in rows], ("triage",))
    facts = facts_of([row.pk for row in rows])
    return [_line(row, found[row.report.current_id or 0].triage, facts.get(row.pk)) for row in rows]


def _line(row: Standing, verdict: Verdict | None, facts: ThreadFacts | None) -> Line:
    reasons = sorted(verdict.reasons, key=lambda reason: -reason.points) if verdict else []
    return Line(row, verdict, tuple(reasons[:REASONS]), facts or ThreadFacts())


def _views(officer: Officer, wanted: Filters, now: datetime, page: Page) -> dict[str, QuerySet[Standing]]:
    """What is to be counted: the view itself, and what each choice would show. With filters for which no index
    answers, the choices are not counted: a page that waits for a number is worse than one without it."""
    views = {"total": wanted} if page.total is None else {}
    if not wanted.rare:
        views |= {f"state {state}": wanted.but(state=state) for state in STATES}
        views |= {f"class {one}": wanted.but(class_=one) for one in ("", *Class)}
        views |= {f"home {one}": wanted.but(home=one) for one in ("", *choice.HOMES)}
    return {name: queue_rows.chosen(officer, view.but(), now) for name, view in views.items()}


def _facets(found: Mapping[str, int], wanted: Filters) -> Iterator[Facet]:
    """The filters whose choices stand side by side."""
    yield Facet("state", tuple(_choice(found, wanted, "state", state, words) for state, words in STATES.items()))
    for name, words in (("class", CLASSES), ("home", HOMES)):
        every = {"": ALL[name], **{value: label for value, label in words.items() if value}}
        yield Facet(name, tuple(_choice(found, wanted, name, value, label) for value, label in every.items()))


def _choice(found: Mapping[str, int], wanted: Filters, name: str, value: str, label: Saying) -> Choice:
    field = "class_" if name == "class" else name
    current = getattr(wanted, field) == value
    return Choice(label, found.get(f"{name} {value}"), wanted.but(**{field: value}).query, current)


def named_units() -> list[tuple[str, str]]:
    """Every unit of this country's pack with its name, by name."""
    language = get_language() or settings.LANGUAGE_CODE
    named = [(key, said(labels, language)) for key, labels in units(settings.VIGIE_COUNTRY).items()]
    return sorted(named, key=lambda one: one[1].casefold())


def _pages(wanted: Filters, page: Page) -> dict[str, str]:
    """The addresses of the pages before and after."""
    pages: dict[str, str] = {}
    if page.rows and page.before:
        pages |= {"before": wanted.but(before=mark(page.rows[0])).query, "first": wanted.but().query}
    if page.rows and page.after:
        pages["after"] = wanted.but(after=mark(page.rows[-1])).query
    return pages
