"""Writes `packs/fr/places.toml` and `places.csv.gz` from the French official geographic code (COG).

    python tools/make_places_fr.py COG_DIR packs/fr

COG_DIR is an unpacked `@etalab/decoupage-administratif`: its `data/` holds communes.json, departements.json and
regions.json (data: Licence Ouverte 2.0). Communes that merged are kept under their old names: people go on using them.
Then change the source's date in pack.toml.
"""

from __future__ import annotations

import csv
import gzip
import io
import json
import sys
from pathlib import Path
from typing import Any

TERRITORY = {
    "GP": "971", "MQ": "972", "GF": "973", "RE": "974", "PM": "975", "YT": "976", "BL": "977", "MF": "978",
    "TF": "984", "WF": "986", "PF": "987", "NC": "988",
}  # fmt: skip
UNINHABITED = {"989"}  # Clipperton
PREFIXES = {"2A": ["200", "201"], "2B": ["202", "206"], "977": [], "978": [], "984": []}


def loaded(folder: Path, name: str) -> list[dict[str, Any]]:
    return list(json.loads((folder / "data" / f"{name}.json").read_text("utf-8")))


def rows(communes: list[dict[str, Any]], areas: set[str]) -> list[tuple[str, str, str]]:
    """(postal code, name, département), each once; an old name without a code of its own has none."""
    found = {
        (code, commune["nom"], commune["departement"])
        for commune in communes
        if commune.get("departement") in areas
        for code in commune.get("codesPostaux") or [""]
    }
    return sorted(found, key=lambda row: (row[2], row[1], row[0]))


def packed(rows: list[tuple[str, str, str]]) -> bytes:
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(rows)
    return gzip.compress(text.getvalue().encode(), 9, mtime=0)


def toml(departements: list[dict[str, Any]], regions: dict[str, str]) -> str:
    lines = [
        "# Written by tools/make_places_fr.py: do not edit by hand.",
        'file = "places.csv.gz"',
        'kind = { fr = "département ou collectivité d\'outre-mer", en = "département or overseas collectivity",'
        ' nl = "departement of overzees gebied" }',
        "",
        "[territory]",
        *(f'{code} = "{area}"' for code, area in TERRITORY.items()),
    ]
    for entry in departements:
        code, name = entry["code"], entry["nom"]
        region = regions.get(entry.get("region", ""), "")
        prefixes = PREFIXES.get(code, [code])
        lines += ["", f"[area.{code}]", f"label = {{ fr = {json.dumps(name, ensure_ascii=False)} }}"]
        lines += [f"region = {json.dumps(region, ensure_ascii=False)}"] if region else []
        lines += [f"prefixes = {json.dumps(prefixes)}"] if prefixes else []
    return "\n".join(lines) + "\n"


def main(cog: str, out: str) -> None:
    folder = Path(cog)
    departements = [entry for entry in loaded(folder, "departements") if entry["code"] not in UNINHABITED]
    regions = {entry["code"]: entry["nom"] for entry in loaded(folder, "regions")}
    kept = rows(loaded(folder, "communes"), {entry["code"] for entry in departements})
    (Path(out) / "places.csv.gz").write_bytes(packed(kept))
    (Path(out) / "places.toml").write_text(toml(departements, regions), "utf-8")
    print(f"{len(departements)} areas, {len(kept)} places")


if __name__ == "__main__":
    main(*sys.argv[1:])
