"""A country's outline by its areas, from `map.toml` of its pack: shapes that ship with Vigie."""

from __future__ import annotations

import re
from collections.abc import Mapping

from msgspec import Struct

from vigie.territory.pack import Pack

TOKEN = re.compile(r"[a-zA-Z]|-?\d*\.?\d+")


class Shape(Struct, frozen=True, forbid_unknown_fields=True):
    """One area: an SVG path, and where its name stands when it is but a square."""

    path: str
    at: tuple[float, float] | None = None

    @property
    def middle(self) -> tuple[float, float]:
        """Where a pin stands: the middle of the largest piece."""
        pieces = [piece for piece in _pieces(self.path) if piece]
        boxes = [
            (min(x for x, _ in one), min(y for _, y in one), max(x for x, _ in one), max(y for _, y in one))
            for one in pieces
        ]
        left, top, right, bottom = max(boxes, key=lambda box: (box[2] - box[0]) * (box[3] - box[1]))
        return round((left + right) / 2, 1), round((top + bottom) / 2, 1)


class Map(Struct, frozen=True, forbid_unknown_fields=True):
    """`map.toml`."""

    title: str
    attribution: str
    width: int
    height: int
    area: Mapping[str, Shape]


def of(pack: Pack) -> Map | None:
    """A country's map; None when its pack has none. Raises `BadPack`."""
    return pack.part("map", Map) if "map" in pack.parts else None


def _pieces(path: str) -> list[list[tuple[float, float]]]:
    """The corners of each closed piece. Known are `m`, `l`, `h`, `v`, `z`, small (relative) and large."""
    tokens, pieces = TOKEN.findall(path), list[list[tuple[float, float]]]()
    x = y = 0.0
    start, command, place = (0.0, 0.0), "m", 0
    while place < len(tokens):
        if tokens[place].isalpha():
            command, place = tokens[place], place + 1
            if command in "zZ":
                x, y = start
            continue
        wide = 1 if command in "hHvV" else 2
        values = [float(one) for one in tokens[place : place + wide]]
        place += wide
        x, y = _moved(command, values, x, y)
        if command in "mM":
            start = (x, y)
            pieces.append([])
            command = "l" if command == "m" else "L"
        pieces[-1].append((x, y))
    return pieces


def _moved(command: str, values: list[float], x: float, y: float) -> tuple[float, float]:
    absolute = command.isupper()
    if command in "hH":
        return (values[0] if absolute else x + values[0]), y
    if command in "vV":
        return x, (values[0] if absolute else y + values[0])
    return (values[0], values[1]) if absolute else (x + values[0], y + values[1])
