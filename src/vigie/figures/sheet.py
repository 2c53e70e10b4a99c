"""A figure made ready for people: names instead of keys, small cells hidden, breaks in their places."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from babel.numbers import format_decimal
from msgspec import Struct
from msgspec.structs import replace

from vigie import plugs
from vigie.figures import atlas, chart, wording
from vigie.figures.chart import Line, Mark
from vigie.figures.columns import period_of
from vigie.figures.published import Break
from vigie.figures.suppress import SMALL, suppressed
from vigie.figures.table import Asked, BadQuestion, Facts, Grid, Number, Period, Table, Unit
from vigie.report.nouns import Saying, say
from vigie.territory.land import Land

HIDDEN = "(c)"  # confidential, as statistics offices write it: too small, or hidden for another's sake


class Reader(Struct, frozen=True):
    """For whom: how sentences are said, in which language, for which country, with which breaks."""

    speak: Callable[[Saying], str]
    language: str
    land: Land
    breaks: tuple[Break, ...] = ()


class Sheet(Struct, frozen=True):
    """A figure as it is read. `cells` are written out, `numbers` are what they say (None: hidden, or nothing)."""

    name: str
    title: str
    says: str
    columns: tuple[str, ...]
    rows: tuple[str, ...]
    numbers: tuple[tuple[Number, ...], ...]
    cells: tuple[tuple[str, ...], ...]
    totals: tuple[str, ...]
    notes: tuple[str, ...]
    marks: tuple[Mark, ...]
    drawing: str
    keys: tuple[str, ...]
    dimension: str
    unit: Unit
    hidden: frozenset[tuple[int, int]] = frozenset()
    periods: tuple[str, ...] = ()  # the columns as machines read them

    @property
    def legend(self) -> list[tuple[int, str]]:
        """The names of the lines that are drawn; none for bars, which carry theirs."""
        lines = 'class="series' in self.drawing and len(self.rows) > 1
        return list(enumerate(self.rows[: chart.SERIES], 1)) if lines else []

    @property
    def is_map(self) -> bool:
        """Whether it is drawn as a map."""
        return 'class="chart map"' in self.drawing

    @property
    def lines(self) -> list[tuple[str, tuple[str, ...]]]:
        """The table's rows: name and cells."""
        return list(zip(self.rows, self.cells, strict=True))

    @property
    def empty(self) -> bool:
        """Whether there is nothing to tell."""
        return not self.columns or not self.rows


def tables() -> dict[str, Table]:
    """The figures there are, in the order of the page."""
    found = plugs.find("vigie.figures.tables", Table)
    return dict(sorted(found.items(), key=lambda pair: pair[1].order))


def made(name: str, facts: Facts, asked: Asked, reader: Reader) -> Sheet:
    """One figure. Raises `BadQuestion`."""
    table = tables().get(name)
    if table is None:
        raise BadQuestion(f"there is no figure {name!r}")
    if asked.last < asked.first:
        raise BadQuestion("the last day is before the first")
    grid = table.query(facts, asked)
    shown = suppressed(grid) if table.measures else grid
    cut = table.cut or asked.period
    columns = tuple(wording.period(one, cut, reader.language, reader.speak) for one in shown.periods)
    rows = tuple(_row(shown, key, reader) for key in shown.keys)
    marks = tuple(_marks(shown, cut, asked, name, reader))
    notes = [reader.speak(note) for note in shown.notes]
    if shown.hidden:
        notes.append(
            reader.speak(say("(c): hidden. Numbers below {n} are, and those that would give them away.", n=SMALL))
        )
    return Sheet(
        name=name,
        title=reader.speak(table.title),
        says=reader.speak(table.says),
        columns=columns,
        rows=rows,
        numbers=shown.cells,
        cells=tuple(
            tuple(_cell(shown, (r, c), n, reader.language) for c, n in enumerate(line))
            for r, line in enumerate(shown.cells)
        ),
        totals=_totals(grid, shown.hidden_totals, reader.language),
        notes=tuple(notes),
        marks=marks,
        drawing=_drawn(table, shown, _whole(table, grid), columns, rows, marks, reader),
        keys=shown.keys,
        dimension=shown.dimension,
        unit=shown.unit,
        hidden=shown.hidden,
        periods=tuple(wording.plain(one, cut) for one in shown.periods),
    )


def _row(grid: Grid, key: str, reader: Reader) -> str:
    if key in grid.labels:
        return reader.speak(grid.labels[key])
    return wording.value(grid.dimension, key, reader.speak, reader.language, reader.land)


def written(unit: Unit, number: float, language: str) -> str:
    """A number as people write it, with what it is."""
    if unit.counts:
        return str(format_decimal(number, format="#,##0", locale=language))
    told = str(format_decimal(number, format="#,##0.#", locale=language))
    return f"{told} %" if unit is Unit.PERCENT else f"{told} h"


def _cell(grid: Grid, place: tuple[int, int], number: Number, language: str) -> str:
    if place in grid.hidden:
        return HIDDEN
    return "—" if number is None else written(grid.unit, number, language)


def _totals(grid: Grid, hidden: frozenset[int], language: str) -> tuple[str, ...]:
    """The sums below a table of several rows that add up."""
    if not grid.unit.counts or not grid.additive or len(grid.keys) < 2:
        return ()
    sums = (sum(n or 0 for n in column) for column in zip(*grid.cells, strict=True))
    return tuple(HIDDEN if place in hidden else written(grid.unit, one, language) for place, one in enumerate(sums))


def _marks(grid: Grid, cut: Period, asked: Asked, name: str, reader: Reader) -> list[Mark]:
    found = []
    for one in reader.breaks:
        if not _within(one.on, asked) or (one.tables and name not in one.tables):
            continue
        at = period_of(one.on, cut)
        column = sum(1 for period in grid.periods if period < at)
        label = one.label.get(reader.language) or next(iter(one.label.values()))
        found.append(Mark(column, f"{one.on:%d/%m/%Y} — {label}"))
    return found


def _within(day: date, asked: Asked) -> bool:
    return asked.first <= day <= asked.last


def _mapped(ground: atlas.Map, title: str, grid: Grid, sums: Mapping[str, Number], reader: Reader) -> str:
    def number(value: Number) -> str:
        return HIDDEN if value is None else written(grid.unit, value, reader.language)

    return atlas.drawn(ground, title, sums, lambda area: _row(grid, area, reader), number)


def _whole(table: Table, grid: Grid) -> dict[str, Number]:
    """By row, over all periods, as the same figure over the whole time shows it: None where that is hidden."""
    sums = tuple((None if all(n is None for n in line) else sum(n or 0 for n in line),) for line in grid.cells)
    one = replace(grid, periods=(0,), cells=sums)
    shown = suppressed(one) if table.measures else one
    return {key: line[0] for key, line in zip(shown.keys, shown.cells, strict=True)}


def _drawn(
    table: Table,
    grid: Grid,
    sums: Mapping[str, Number],
    columns: tuple[str, ...],
    rows: tuple[str, ...],
    marks: tuple[Mark, ...],
    reader: Reader,
) -> str:
    if not columns or not rows:
        return ""
    title = reader.speak(table.title)

    def say_number(number: float) -> str:
        return written(grid.unit, number, reader.language)

    if table.chart == "line" and len(columns) > 1:
        series = [Line(name, cells) for name, cells in zip(rows, grid.cells, strict=True)]
        return chart.lines(title, columns, series, say_number, marks)
    if table.chart == "map" and (ground := atlas.of(reader.land.pack)) is not None:
        return _mapped(ground, title, grid, sums, reader)
    return chart.bars(title, rows, list(sums.values()), say_number, HIDDEN)
