"""A country drawn by its areas, shaded by a figure, from `map.toml` of its pack. A table beside it says the same."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from html import escape

from vigie.figures.table import Number
from vigie.territory.outline import Map, of

__all__ = ["Map", "drawn", "of", "shade"]

SHADES = 5


def shade(value: float, most: float) -> int:
    """From 1 to 5, by the share of the greatest."""
    return 1 + min(SHADES - 1, int(SHADES * value / most)) if most else 1


def drawn(
    ground: Map,
    title: str,
    values: Mapping[str, Number],
    name: Callable[[str], str],
    written: Callable[[Number], str],
) -> str:
    """The map. `values` by area: a missing one is nothing, None is hidden; what lies in no area shades none."""
    most = max((float(value) for area, value in values.items() if value is not None and area in ground.area), default=0)
    body = []
    for area, shape in ground.area.items():
        value = values.get(area, 0)
        kind = "hidden-cell" if value is None else "none" if not value else f"shade{shade(float(value), most)}"
        said = escape(f"{name(area)}: {written(value)}")
        body.append(f'<path class="area {kind}" d="{escape(shape.path)}"><title>{said}</title></path>')
        if shape.at:
            body.append(
                f'<text class="tick" x="{shape.at[0]}" y="{shape.at[1]}" text-anchor="middle">{escape(area)}</text>'
            )
    return (
        f'<svg class="chart map" viewBox="0 0 {ground.width} {ground.height}" role="img" xmlns="http://www.w3.org/2000/svg">'
        f"<title>{escape(title)}</title>{''.join(body)}</svg>"
    )
