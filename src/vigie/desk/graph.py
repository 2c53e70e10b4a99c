"""Draws reports and what ties them as two columns with lines between, to be read, printed and checked. Pure.

Reports stand on the left, oldest first; values on the right, each near the middle of its reports. No chance in it:
the same thread always looks the same, and the table beside it says the same in words.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec import Struct

REPORTS, VALUES = 30, 40  # drawn at most; the table holds them all
STEP, TOP = 30, 26  # pixels between two rows, and above the first
LEFT, RIGHT, WIDTH = 176, 470, 760
LETTERS = 34  # of a value that are drawn


class Node(Struct, frozen=True):
    """A report or a value at its place."""

    key: str
    x: int
    y: int
    label: str
    about: str = ""
    degree: int = 0


class Line(Struct, frozen=True):
    """A report bears a value. `path` is a curve in SVG's words."""

    report: str
    value: str
    path: str
    how: str  # ties, hints, cut


class Graph(Struct, frozen=True):
    """A drawing of `width` by `height`."""

    reports: tuple[Node, ...]
    values: tuple[Node, ...]
    lines: tuple[Line, ...]
    width: int
    height: int
    left_out: int  # reports and values that are in the table alone


class Bearer(Struct, frozen=True):
    """A value with the reports that bear it, and those cut from it."""

    key: str
    label: str
    about: str
    reports: tuple[str, ...]
    ties: bool
    cut: frozenset[str] = frozenset()


def draw(reports: Sequence[tuple[str, str, str]], bearers: Sequence[Bearer]) -> Graph:
    """The drawing of reports (key, label, remark; in order) and the values they bear."""
    shown = reports[:REPORTS]
    rank = {key: number for number, (key, _, _) in enumerate(shown)}
    some = [one for one in bearers if any(key in rank for key in one.reports)]
    most = sorted(some, key=lambda one: (not one.ties, -len(one.reports)))[:VALUES]
    order = sorted(most, key=lambda one: (_middle(one, rank), one.label))
    rows = max(len(shown), len(order), 1)
    place = _spread(list(rank), rows)
    stands = _spread([one.key for one in order], rows)
    lefts = tuple(Node(key, LEFT, place[key], label, about, _degree(key, order)) for key, label, about in shown)
    rights = tuple(
        Node(one.key, RIGHT, stands[one.key], _short(one.label), one.about, len(one.reports)) for one in order
    )
    lines = tuple(_line(key, one, place, stands) for one in order for key in one.reports if key in place)
    left_out = len(reports) - len(shown) + len(bearers) - len(order)
    return Graph(lefts, rights, lines, WIDTH, TOP + rows * STEP, left_out)


def _spread(keys: Sequence[str], rows: int) -> dict[str, int]:
    """Places one below the other, over the whole height."""
    apart = rows * STEP / max(len(keys), 1)
    return {key: TOP + int(apart * number + (apart - STEP) / 2) for number, key in enumerate(keys)}


def _middle(one: Bearer, rank: Mapping[str, int]) -> float:
    known = [rank[key] for key in one.reports if key in rank]
    return sum(known) / len(known)


def _degree(key: str, bearers: Sequence[Bearer]) -> int:
    return sum(key in one.reports for one in bearers)


def _line(key: str, one: Bearer, place: Mapping[str, int], stands: Mapping[str, int]) -> Line:
    start, end, half = place[key], stands[one.key], (LEFT + RIGHT) // 2
    how = "cut" if key in one.cut else "ties" if one.ties else "hints"
    return Line(key, one.key, f"M{LEFT + 8} {start}C{half} {start} {half} {end} {RIGHT - 8} {end}", how)


def _short(text: str) -> str:
    return text if len(text) <= LETTERS else f"{text[: LETTERS - 9]}…{text[-8:]}"
