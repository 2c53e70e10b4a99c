"""The queue: what to read next, and why."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime

from django.conf import settings
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language, gettext
from msgspec import Struct

from vigie.access.models import Officer
from vigie.access.roles import Act
from vigie.desk import filters as choice
from vigie.desk.filters import Filters
from vigie.desk.units import unit_label
from vigie.desk.views import counts, queue_rows
from vigie.desk.views.counts import Cell
from vigie.desk.views.door import Asked, may
from vigie.desk.views.sheet import findings
from vigie.desk.wording import CLASSES, HOMES, STATES
from vigie.linking.tasks import facts_of
from vigie.report.models import Standing
from vigie.report.nouns import Reason, Saying, ThreadFacts, Verdict, say

REASONS = 3
ALL = say("All")


class Line(Struct, frozen=True):
    """One report in the queue: its row, why it stands there, and what surrounds it."""

    row: Standing
    verdict: Verdict | None
    reasons: tuple[Reason, ...]
    facts: ThreadFacts


class Choice(Struct, frozen=True):
    """One choice of a filter: how many reports it would show, and its address."""

    label: Saying | str
    count: int
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
    chosen = queue_rows.chosen(officer, wanted, now)
    rows, more = queue_rows.page(chosen, wanted)
    cells = counts.cells(officer)
    mine = counts.held(officer)
    context = {
        "lines": lines(rows),
        "filters": wanted,
        "facets": list(_facets(cells, wanted, mine)),
        "units": _units(cells, wanted),
        "companies": counts.companies(),
        "counted": not wanted.rare,
        "total": _total(wanted, chosen, cells, mine),
        "within": choice.WITHIN,
        "least": choice.LEAST,
        **_pages(wanted, rows, more),
    }
    return render(request, "desk/queue.html", context)


def lines(rows: Sequence[Standing]) -> list[Line]:
    """The rows with their reasons. Two queries more, however many rows."""
    found = findings([row.report.current_id or 0 for row in rows], ("triage",))
    facts = facts_of([row.pk for row in rows])
    return [_line(row, found[row.report.current_id or 0].triage, facts.get(row.pk)) for row in rows]


def _line(row: Standing, verdict: Verdict | None, facts: ThreadFacts | None) -> Line:
    reasons = sorted(verdict.reasons, key=lambda reason: -reason.points) if verdict else []
    return Line(row, verdict, tuple(reasons[:REASONS]), facts or ThreadFacts())


def _total(wanted: Filters, chosen: QuerySet[Standing], cells: Sequence[Cell], mine: int) -> int:
    """How many reports a view holds. What the cells cannot say is counted, up to a point."""
    if wanted.rare:
        return counts.count(chosen, wanted)
    if wanted.state == "mine" and wanted.but(state="mine") == Filters(state="mine"):
        return mine
    return counts.count(chosen, wanted) if wanted.state == "mine" else _sum(counts.matching(cells, wanted))


def _sum(cells: Iterable[Cell]) -> int:
    return sum(cell.count for cell in cells)


def _facets(cells: Sequence[Cell], wanted: Filters, mine: int) -> Iterator[Facet]:
    """The filters whose choices are counted."""
    others = counts.matching(cells, wanted, but="state")
    yield Facet(
        "state",
        tuple(
            Choice(
                words,
                mine if state == "mine" else _sum(cell for cell in others if cell.state in choice.STATES[state]),
                wanted.but(state=state).query,
                wanted.state == state,
            )
            for state, words in STATES.items()
        ),
    )
    yield _facet("class", CLASSES, counts.matching(cells, wanted, but="class"), wanted, lambda cell: cell.class_name)
    yield _facet("home", HOMES, counts.matching(cells, wanted, but="home"), wanted, lambda cell: cell.home)


def _facet(
    name: str, words: Mapping[str, Saying], cells: Sequence[Cell], wanted: Filters, key: Callable[[Cell], str]
) -> Facet:
    field = {"class": "class_", "home": "home"}[name]
    now = getattr(wanted, field)
    choices = [Choice(ALL, _sum(cells), wanted.but(**{field: ""}).query, not now)]
    for value, label in words.items():
        if value:
            count = _sum(cell for cell in cells if key(cell) == value)
            choices.append(Choice(label, count, wanted.but(**{field: value}).query, now == value))
    return Facet(name, tuple(choices))


def _units(cells: Sequence[Cell], wanted: Filters) -> list[tuple[str, str, int]]:
    """The units that have reports in this view: key, name and how many, by name."""
    language = get_language() or settings.LANGUAGE_CODE
    sums: dict[str, int] = {}
    for cell in counts.matching(cells, wanted, but="unit"):
        sums[cell.unit or choice.NO_UNIT] = sums.get(cell.unit or choice.NO_UNIT, 0) + cell.count
    nobody = gettext("No unit found")
    named = [
        (key, nobody if key == choice.NO_UNIT else unit_label(settings.VIGIE_COUNTRY, key, language), count)
        for key, count in sums.items()
    ]
    return sorted(named, key=lambda one: (one[0] == choice.NO_UNIT, one[1].casefold()))


def _pages(wanted: Filters, rows: Sequence[Standing], more: bool) -> dict[str, str]:
    """The addresses of the pages before and after."""
    if not rows:
        return {}
    back, forth = wanted.before is not None, wanted.after is not None
    pages = {}
    if more or back:
        pages["after"] = wanted.but(after=queue_rows.mark(rows[-1])).query
    if forth or (back and more):
        pages["before"] = wanted.but(before=queue_rows.mark(rows[0])).query
        pages["first"] = wanted.but().query
    return pages
