"""What a figure is: a question about a span of time, answered as a grid of numbers and what to know to read it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from enum import StrEnum
from typing import Protocol

from msgspec import Struct

from vigie.report.nouns import Saying

Number = int | float | None  # None: there is nothing to say
OTHERS = "*others*"  # what a long list ends with
Row = tuple[str | int | None, ...]


class Period(StrEnum):
    """How time is cut."""

    YEAR = "year"
    QUARTER = "quarter"
    MONTH = "month"
    WEEK = "week"
    DAY = "day"


class Unit(StrEnum):
    """What the numbers are, which says how they are written and drawn."""

    REPORTS = "reports"
    MEASURES = "measures"
    VISITS = "visits"
    PERCENT = "percent"
    HOURS = "hours"

    @property
    def counts(self) -> bool:
        """Whether they count something: whole, and to be added up."""
        return self not in (Unit.PERCENT, Unit.HOURS)


class BadQuestion(Exception):
    """A question that has no answer: an unknown table, dates the wrong way round. Permanent."""

    permanent = True


class Asked(Struct, frozen=True):
    """One question: from the first day to the last (both counted), cut into periods, of some values only."""

    first: date
    last: date
    period: Period = Period.MONTH
    only: tuple[tuple[str, str], ...] = ()  # (dimension, value)
    top: int = 15  # of long lists: the rest is summed

    def span(self) -> tuple[int, int]:
        """Both ends as yyyymmdd."""
        return _number(self.first), _number(self.last)


def _number(day: date) -> int:
    return day.year * 10_000 + day.month * 100 + day.day


class Facts(Protocol):
    """What a table may ask of the facts. Days are the event's own, or the report's when `by_receipt`."""

    def count(
        self, event: str, asked: Asked, by: Sequence[str] = (), *, by_receipt: bool = False
    ) -> Mapping[tuple[int, ...] | tuple[int | str, ...], int]:
        """Sums by (period, *values of `by`)."""

    def delays(self, event: str, asked: Asked) -> Mapping[int, tuple[float, float, int]]:
        """By period: the median and the ninth decile of the minutes since receipt, and of how many."""

    def open(self, opens: str, closes: str, asked: Asked, by: str, old: int = 0) -> Mapping[tuple[int, str], int]:
        """At the end of each period, by a dimension of what opened them: what was opened and not closed, and for how
        long at least (`old` days)."""

    def standing(self, asked: Asked) -> Mapping[int, tuple[int, Mapping[str, int]]]:
        """At the end of each period: the reports without a decision, and how many by age (`AGES`)."""


AGES: tuple[tuple[str, int], ...] = (("day", 1), ("week", 7), ("month", 31), ("year", 366), ("older", 1_000_000))


class Grid(Struct, frozen=True):
    """An answer. `cells[row][column]`; a row's key is a value of `dimension` (empty: a total), a column's a period."""

    unit: Unit
    periods: tuple[int, ...]
    keys: tuple[str, ...]
    cells: tuple[tuple[Number, ...], ...]
    dimension: str = ""
    labels: Mapping[str, Saying] = {}  # where a key is not a value of a dimension
    notes: tuple[Saying, ...] = ()
    hidden: frozenset[tuple[int, int]] = frozenset()  # cells too small to show; their number is gone
    hidden_totals: frozenset[int] = frozenset()  # the same of the sums below the table, by column
    additive: bool = True  # the rows add up to a total


class Table(Struct, frozen=True):
    """One figure. `order` is its place on the page; `chart` how it is drawn: line, bars or none."""

    title: Saying
    says: Saying
    query: Callable[[Facts, Asked], Grid]
    order: int
    chart: str = "line"
    measures: bool = True  # counts of people's cases: small cells are hidden
    cut: Period | None = None  # where it is always cut so, whatever was asked for


def split(
    facts: Facts, asked: Asked, event: str, by: str, *, by_receipt: bool = True, unit: Unit = Unit.REPORTS
) -> Grid:
    """Counts of one event by period and by one dimension: the commonest values first, the rest summed."""
    found = facts.count(event, asked, (by,), by_receipt=by_receipt)
    periods = tuple(sorted({int(key[0]) for key in found}))
    whole: dict[str, int] = {}
    for key, n in found.items():
        whole[str(key[1])] = whole.get(str(key[1]), 0) + n
    order = sorted((key for key, n in whole.items() if n), key=lambda key: (-whole[key], key))
    first, rest = order[: asked.top], order[asked.top :]
    rows = [tuple(found.get((period, key), 0) for period in periods) for key in first]
    if rest:
        rows.append(tuple(sum(found.get((period, key), 0) for key in rest) for period in periods))
    return Grid(unit, periods, (*first, *([OTHERS] if rest else [])), tuple(rows), by)


def still(facts: Facts, asked: Asked, opens: str, closes: str, by: str, old: int = 0) -> Grid:
    """What is open at the end of each period by one dimension: the greatest at the end first, the rest summed."""
    found = facts.open(opens, closes, asked, by, old)
    periods = tuple(sorted({period for period, _ in found}))
    keys = {key for _, key in found}
    last = {key: [found.get((period, key), 0) for period in reversed(periods)] for key in keys}
    order = sorted(keys, key=lambda key: ([-n for n in last[key]], key))
    first, rest = order[: asked.top], order[asked.top :]
    rows = [tuple(found.get((period, key), 0) for period in periods) for key in first]
    if rest:
        rows.append(tuple(sum(found.get((period, key), 0) for key in rest) for period in periods))
    return Grid(Unit.REPORTS, periods, (*first, *([OTHERS] if rest else [])), tuple(rows), by)


def total(facts: Facts, asked: Asked, event: str, *, by_receipt: bool = True) -> dict[int, int]:
    """Counts of one event by period."""
    return {int(key[0]): n for key, n in facts.count(event, asked, by_receipt=by_receipt).items()}


def share(part: int, whole: int) -> float | None:
    """A percentage; None of nothing."""
    return 100 * part / whole if whole else None
