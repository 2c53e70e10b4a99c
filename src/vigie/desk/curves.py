"""Curves as SVG paths, made on the server: no script, no style attribute. Pure."""

from __future__ import annotations

import math
from collections.abc import Sequence

from msgspec import Struct

WIDE, HIGH = 420, 220
LEFT, RIGHT, TOP, BOTTOM = 48, 12, 12, 28
NAMES = ("one", "two", "three")
TICKS = 4
THIN = "\u202f"  # between thousands, whatever the language


class Line(Struct, frozen=True):
    """One curve: its name in the legend, how it is drawn, its path."""

    label: str
    kind: str
    path: str


class Tick(Struct, frozen=True):
    """A mark on an axis."""

    at: float
    label: str


class Chart(Struct, frozen=True):
    """A whole drawing, in the units of its viewBox."""

    lines: tuple[Line, ...]
    x: tuple[Tick, ...]
    y: tuple[Tick, ...]
    left: int = LEFT
    right: int = WIDE - RIGHT
    top: int = TOP
    bottom: int = HIGH - BOTTOM
    wide: int = WIDE
    high: int = HIGH


def chart(rows: Sequence[tuple[str, Sequence[float]]], *, most: float | None = None, suffix: str = "") -> Chart:
    """Curves over days: each row a name and a value for the end of each day, from the first."""
    top = most or _round(max((max(values, default=0.0) for _, values in rows), default=0.0))
    days = max((len(values) for _, values in rows), default=1)
    lines = tuple(
        Line(name, NAMES[place % len(NAMES)], _path([0.0, *values], days, top))
        for place, (name, values) in enumerate(rows)
    )
    return Chart(lines, _days(days), _values(top, suffix))


def _round(most: float) -> float:
    """The next top of which each tick is a number that people read easily; 4 at least."""
    if most <= TICKS:
        return float(TICKS)
    unit = 10 ** math.floor(math.log10(most / TICKS))
    return float(
        next(TICKS * unit * step for step in (1, 2, 2.5, 5, 10) if TICKS * unit * step >= most and unit * step % 1 == 0)
    )


def _path(values: Sequence[float], days: int, top: float) -> str:
    return " ".join(f"{'L' if at else 'M'}{_x(at, days):.1f} {_y(value, top):.1f}" for at, value in enumerate(values))


def _x(day: float, days: int) -> float:
    return LEFT + (WIDE - LEFT - RIGHT) * day / max(1, days)


def _y(value: float, top: float) -> float:
    return HIGH - BOTTOM - (HIGH - TOP - BOTTOM) * min(1.0, value / top)


def _days(days: int) -> tuple[Tick, ...]:
    step = max(1, round(days / TICKS))
    return tuple(Tick(_x(day, days), str(day)) for day in range(0, days + 1, step))


def _values(top: float, suffix: str) -> tuple[Tick, ...]:
    return tuple(
        Tick(_y(top * part / TICKS, top), f"{top * part / TICKS:,.0f}{suffix}".replace(",", THIN))
        for part in range(TICKS + 1)
    )
