"""Official tables that a desk imports for its country: kept in its home, before the pack, with a ledger entry."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

import msgspec
from django.conf import settings

from vigie.journey.tasks.again import send_all_back
from vigie.journey.tasks.write import short_write
from vigie.ledger.chain import Act, Value
from vigie.ledger.tags import Tag
from vigie.territory import importing, land, pack, tables
from vigie.territory.importing import Taken
from vigie.territory.land import Land
from vigie.territory.shapes import Unit

Told = Taken[tables.Row] | Taken[tuple[str, Unit]]
READ: dict[str, Callable[[bytes, Land, date], Told]] = {
    "courts": importing.courts,
    "zones": importing.zones,
    "units": importing.units,
}
DAY = re.compile(r"\d{4}-\d\d-\d\d")


def bring(kind: str, country: str, file: Path, since: date, by: str, dry: bool = False) -> Told:
    """Reads a table and, unless `dry`, keeps what could be taken. Reports are routed anew when it is this desk's
    country. Raises `BadPack` when the file is no such table, or when nothing of it could be taken."""
    content = file.read_bytes()
    home = land.of(pack.load(country.lower()))
    taken = READ[kind](content, home, since)
    if not taken.rows:
        raise pack.BadPack(
            f"nothing in {file.name} could be taken: {taken.refused[0].why if taken.refused else 'empty'}"
        )
    if dry:
        return taken
    place: Path = settings.VIGIE_HOME / "packs" / country.lower()
    place.mkdir(parents=True, exist_ok=True, mode=0o700)
    name, text = _merged(kind, place, taken)
    with short_write() as acts:
        part = place / f".{name}.part"
        part.write_text(text, "utf-8")
        part.replace(place / name)
        facts: dict[str, Value] = {
            "table": kind, "file": file.name[:200], "sha256": hashlib.sha256(content).hexdigest(),
            "taken": len(taken.rows), "refused": len(taken.refused), "since": since.isoformat(),
        }  # fmt: skip
        acts.append(Act(Tag.TABLE_IMPORTED, f"pack:{home.country}", by, facts))
        if home.country == settings.VIGIE_COUNTRY:
            send_all_back("dispatch")
    pack.lay_over(settings.VIGIE_HOME / "packs")
    return taken


def _merged(kind: str, place: Path, taken: Told) -> tuple[str, str]:
    """The file's name and its text: what was there, with what came; the same commune on the same day is replaced."""
    if kind == "units":
        path = place / land.UNITS
        held = msgspec.toml.decode(path.read_bytes(), type=dict[str, dict[str, object]]) if path.is_file() else {}
        came = {key: msgspec.to_builtins(unit) for key, unit in taken.rows}  # type: ignore[misc]  # rows of units
        return path.name, _toml({**held.get("unit", {}), **came})
    path = place / (land.COURTS if kind == "courts" else land.ZONES)
    rows = {(row.area, row.name, row.since): row for row in tables.rows_of(path)}
    rows |= {(row.area, row.name, row.since): row for row in taken.rows if isinstance(row, tables.Row)}
    return path.name, tables.written(rows.values())


def _toml(units: dict[str, object]) -> str:
    """Units as TOML, by hand: there is no writer in the standard library, and these are tables of plain values."""
    out = ["# Written by `vigie pack import-units`; edit it as any units.toml of a pack.\n"]
    for key, unit in sorted(units.items()):
        if not isinstance(unit, dict):
            continue
        out.append(f"[unit.{key}]")
        out += [f"{name} = {_value(value)}" for name, value in unit.items() if value not in (None, "", False)]
        out.append("")
    return "\n".join(out)


def _value(value: object) -> str:
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{key} = {_value(one)}" for key, one in value.items() if one not in (None, "")) + " }"
    if isinstance(value, str) and DAY.fullmatch(value):
        return value
    return msgspec.json.encode(value).decode()
