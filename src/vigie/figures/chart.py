"""Charts drawn on the server as SVG: no script, no style inside, readable in grey; the table beside them says the same.

Shapes are told apart by dash and mark as well as by colour (classes `c1` to `c6`, drawn by figures.css). Lengths are in
the drawing's own units; a page scales it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from html import escape

from msgspec import Struct

WIDTH, LEFT, RIGHT, TOP, BOTTOM = 560, 62, 12, 14, 30
LINE_HEIGHT, BAR = 220, 26
NAMED = 6  # columns that have room for their name
SERIES = 6  # more cannot be told apart
Numbers = Sequence[float | int | None]


class Line(Struct, frozen=True):
    """One series: its name and a number for each column; None is a gap, never a zero."""

    name: str
    values: tuple[float | int | None, ...]


class Mark(Struct, frozen=True):
    """A break of the series: before which column it stands, and why."""

    column: int
    label: str


def ticks(most: float, wanted: int = 4) -> list[float]:
    """Round steps from 0 to at least `most`."""
    if most <= 0:
        return [0, 1]
    rough = most / wanted
    size = 10.0 ** (len(str(int(rough))) - 1) if rough >= 1 else 10.0 ** -len(str(int(1 / rough)))
    step = next(size * factor for factor in (1, 2, 2.5, 5, 10, 20) if size * factor >= rough)
    count = int(-(-most // step))
    return [step * place for place in range(count + 1)]


def lines(
    title: str,
    columns: Sequence[str],
    series: Sequence[Line],
    written: Callable[[float], str],
    marks: Sequence[Mark] = (),
) -> str:
    """A line chart of at most six series."""
    shown = series[:SERIES]
    scale = ticks(max((value for one in shown for value in one.values if value is not None), default=0))
    height = TOP + LINE_HEIGHT + BOTTOM
    wide = WIDTH - LEFT - RIGHT

    def x(column: float) -> float:
        return LEFT + wide * (column + 0.5) / max(1, len(columns))

    def y(value: float) -> float:
        return TOP + LINE_HEIGHT * (1 - value / scale[-1])

    body = [*_grid(scale, y, written), *_names(columns, x, height - 8), *_marks(marks, x)]
    for place, one in enumerate(shown, 1):
        body += _line(place, one, columns, x, y, written)
    return _svg(title, height, body)


def _grid(scale: Sequence[float], y: Callable[[float], float], written: Callable[[float], str]) -> Iterator[str]:
    for tick in scale:
        yield f'<line class="rule" x1="{LEFT}" x2="{WIDTH - RIGHT}" y1="{y(tick):.1f}" y2="{y(tick):.1f}"/>'
        said = escape(written(tick))
        yield f'<text class="tick" x="{LEFT - 8}" y="{y(tick) + 4:.1f}" text-anchor="end">{said}</text>'


def _names(columns: Sequence[str], x: Callable[[float], float], y: float) -> Iterator[str]:
    every = max(1, -(-len(columns) // NAMED))
    for place in range(0, len(columns), every):
        yield f'<text class="tick" x="{x(place):.1f}" y="{y}" text-anchor="middle">{escape(columns[place])}</text>'


def _marks(marks: Sequence[Mark], x: Callable[[float], float]) -> Iterator[str]:
    for number, mark in enumerate(marks, 1):
        at = x(mark.column - 0.5)
        yield f'<g class="break"><title>{escape(mark.label)}</title>'
        yield f'<line x1="{at:.1f}" x2="{at:.1f}" y1="{TOP}" y2="{TOP + LINE_HEIGHT}"/>'
        yield f'<circle cx="{at:.1f}" cy="{TOP + 9}" r="9"/>'
        yield f'<text x="{at:.1f}" y="{TOP + 13}" text-anchor="middle">{number}</text></g>'


def _line(
    place: int,
    one: Line,
    columns: Sequence[str],
    x: Callable[[float], float],
    y: Callable[[float], float],
    written: Callable[[float], str],
) -> Iterator[str]:
    yield f'<g class="series c{place}">'
    for run in _runs(one.values):
        path = " L".join(f"{x(column):.1f} {y(value):.1f}" for column, value in run)
        yield f'<path d="M{path}"/>'
    for run in _runs(one.values):
        for column, value in run:
            said = escape(f"{one.name}, {columns[column]}: {written(value)}")
            yield f'<circle cx="{x(column):.1f}" cy="{y(value):.1f}" r="3.5"><title>{said}</title></circle>'
    yield "</g>"


def _runs(values: Iterable[float | int | None]) -> list[list[tuple[int, float]]]:
    """The stretches without a gap."""
    runs: list[list[tuple[int, float]]] = [[]]
    for column, value in enumerate(values):
        if value is None:
            runs.append([])
        else:
            runs[-1].append((column, float(value)))
    return [run for run in runs if run]


def bars(title: str, names: Sequence[str], values: Numbers, written: Callable[[float], str], hidden: str = "") -> str:
    """Bars from left to right, one under the other, each with its name above and its number behind. `hidden` is written
    where there is no number to show."""
    most = max((float(value) for value in values if value is not None), default=0) or 1
    row = BAR * 2 - 8
    body = []
    for place, (name, value) in enumerate(zip(names, values, strict=True)):
        top = TOP + place * row
        length = 0.0 if value is None else (WIDTH - 90) * value / most
        body.append(f'<text class="name" x="0" y="{top + 12}">{escape(name)}</text>')
        body.append(f'<rect class="bar" x="0" y="{top + 18}" width="{max(length, 1):.1f}" height="16" rx="2"/>')
        said = hidden if value is None else written(value)
        body.append(f'<text class="value" x="{length + 8:.1f}" y="{top + 31}">{escape(said)}</text>')
    return _svg(title, TOP + row * len(names) + 8, body)


def parts(title: str, names: Sequence[str], whole: Numbers, part: Numbers, written: Callable[[float], str]) -> str:
    """Bars of which a part is filled, with the share that it is."""
    most = max((float(value) for value in whole if value is not None), default=0) or 1
    row = BAR * 2 - 8
    body = []
    for place, name in enumerate(names):
        top, all_, some = TOP + place * row, float(whole[place] or 0), float(part[place] or 0)
        length = (WIDTH - 190) * all_ / most
        share = f"{100 * some / all_:.0f} %" if all_ else ""
        body.append(f'<text class="name" x="0" y="{top + 12}">{escape(name)}</text>')
        body.append(f'<rect class="whole" x="0" y="{top + 18}" width="{length:.1f}" height="16" rx="2"/>')
        filled = length * some / all_ if all_ else 0
        body.append(f'<rect class="bar" x="0" y="{top + 18}" width="{filled:.1f}" height="16" rx="2"/>')
        said = escape(f"{share} ({written(some)} / {written(all_)})")
        body.append(f'<text class="value" x="{length + 8:.1f}" y="{top + 31}">{said}</text>')
    return _svg(title, TOP + row * len(names) + 8, body)


def _svg(title: str, height: float, body: Iterable[str]) -> str:
    return (
        f'<svg class="chart" viewBox="0 0 {WIDTH} {height:.0f}" role="img" xmlns="http://www.w3.org/2000/svg">'
        f"<title>{escape(title)}</title>{''.join(body)}</svg>"
    )
