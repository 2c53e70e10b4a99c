"""Official tables as they are published (communes and courts, police and gendarmerie zones, units), read row by row.

Delimiter, encoding and column names vary from year to year and are guessed; what cannot be taken is said with its line.
Pure: nothing is written.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Generic, TypeVar

from vigie.territory.codes import plain
from vigie.territory.land import Land
from vigie.territory.pack import BadPack
from vigie.territory.shapes import Means, Unit
from vigie.territory.tables import Row

Kind = TypeVar("Kind")
NAMES: Mapping[str, str] = {
    "code": "code commune|code insee|insee|codgeo|code|com|insee com|refnis|code officiel",
    "name": "commune|nom commune|libelle commune|nom de la commune|libgeo|nom com|municipality|libelle",
    "court": "tribunal judiciaire|tj|nom tj|libelle tj|tribunal de grande instance|tgi|court|juridiction",
    "unit": "unite|service|code unite|code service|identifiant unite|identifiant|id|key|csp|cie|brigade",
    "label": "nom|nom unite|libelle unite|denomination|label|nom du service",
    "force": "institution|force|type|zone|police gendarmerie",
    "area": "departement|code departement|dep|area|dept|arrondissement",
    "interviewers": "enqueteurs formes|auditeurs formes|interviewers|enqueteurs melanie",
    "rooms": "salles melanie|salle melanie|salles d audition|rooms",
    "responders": "primo intervenants|primo intervenants numeriques|repondants numeriques|responders|ntech|picc",
    "capacity": "capacite|dossiers max|capacity",
    "since": "date debut|debut|depuis|since|date effet|date d effet",
    "until": "date fin|fin|jusqu au|until",
}
COURT = re.compile(
    r"^(tribunal (judiciaire|de grande instance|de premiere instance)|tj|tgi|tpi)\b|\b(de|d|du|des|le|la|les|l)\b"
)
ENCODINGS = ("utf-8-sig", "cp1252")


@dataclass(frozen=True, slots=True)
class Refused:
    """A line that was not taken, and why."""

    line: int
    why: str


@dataclass(frozen=True, slots=True)
class Taken(Generic[Kind]):
    """What a file holds: its rows, what was refused, and which of its columns were read as what."""

    rows: tuple[Kind, ...]
    refused: tuple[Refused, ...]
    columns: Mapping[str, str]


Cells = Mapping[str, str]


def courts(content: bytes, home: Land, since: date) -> Taken[Row]:
    """Communes and the court of each. Raises `BadPack` when it is no such table."""
    seats = {_seat(seat): seat for some in home.courts.areas.values() for seat in some}

    def row(cells: Cells) -> Row:
        court = cells["court"]
        if _seat(court) not in seats:
            raise ValueError(f"courts.toml has no court {court!r}")
        return _commune(cells, home, seats[_seat(court)], since)

    return _read(content, ("court", "name"), row)


def zones(content: bytes, home: Land, since: date) -> Taken[Row]:
    """Communes and the police or gendarmerie unit in whose zone each lies. Raises `BadPack`."""
    labels = {plain(text): key for key, unit in home.units.items() for text in unit.label.values()}

    def row(cells: Cells) -> Row:
        said = cells["unit"]
        key = _key(said) if _key(said) in home.units else labels.get(plain(said), "")
        if not key:
            raise ValueError(f"there is no unit {said!r}: import the list of units first")
        return _commune(cells, home, key, since)

    return _read(content, ("unit", "name"), row)


def units(content: bytes, home: Land, since: date) -> Taken[tuple[str, Unit]]:
    """Units with their means. An empty cell is not known, not none. Raises `BadPack`."""

    def row(cells: Cells) -> tuple[str, Unit]:
        area = _area(cells.get("area", ""), home)
        label, begun = cells["label"], _day(cells.get("since"), since)
        means = Means(
            _count(cells.get("interviewers")), _count(cells.get("rooms")), _count(cells.get("responders")), begun,
        )  # fmt: skip
        unit = Unit(
            dict.fromkeys(home.identity.languages, label), "territorial", area, means, _count(cells.get("capacity")),
            begun, _day(cells["until"], since) if cells.get("until") else None, source=cells.get("force", ""),
        )  # fmt: skip
        return _key(cells.get("unit") or label), unit

    return _read(content, ("label", "area"), row)


def _read(content: bytes, needed: tuple[str, ...], row: Callable[[Cells], Kind]) -> Taken[Kind]:
    rows: list[Kind] = []
    refused: list[Refused] = []
    lines, columns = _lines(content)
    missing = [name for name in needed if name not in columns]
    if missing:
        raise BadPack(f"no column says the {' or the '.join(missing)}; it has: {', '.join(_head(content))}")
    for number, cells in lines:
        empty = [name for name in needed if not cells.get(name)]
        try:
            if empty:
                raise ValueError(f"no {empty[0]}")
            rows.append(row(cells))
        except ValueError as error:
            refused.append(Refused(number, str(error)))
    return Taken(tuple(rows), tuple(refused), columns)


def _text(content: bytes) -> str:
    for encoding in ENCODINGS:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise BadPack("it is neither UTF-8 nor Windows-1252 text")


def _head(content: bytes) -> list[str]:
    first = _text(content).lstrip("\r\n").partition("\n")[0]
    return next(csv.reader([first.rstrip("\r")], delimiter=_mark(first)), [])


def _mark(first: str) -> str:
    return max(";\t,|", key=first.count)


def _lines(content: bytes) -> tuple[Iterator[tuple[int, Cells]], dict[str, str]]:
    """The lines with their numbers in the file, by our names; and which column is which."""
    text = _text(content)
    head = _head(content)
    known = {alias: name for name, aliases in NAMES.items() for alias in aliases.split("|")}
    columns: dict[str, str] = {}
    for cell in head:
        name = known.get(plain(cell))
        if name and name not in columns:
            columns[name] = cell

    def every() -> Iterator[tuple[int, Cells]]:
        read = csv.DictReader(
            io.StringIO(text.lstrip("\r\n"), newline=""), delimiter=_mark(text.lstrip().partition("\n")[0])
        )
        for cells in read:
            yield read.line_num, {name: (cells.get(cell) or "").strip() for name, cell in columns.items()}

    return every(), columns


def _commune(cells: Cells, home: Land, value: str, since: date) -> Row:
    code = re.sub(r"\W", "", cells.get("code", "")).upper()
    area = _area(cells.get("area") or _area_of(code, home), home)
    until = cells.get("until")
    return Row(code, area, cells["name"], value, _day(cells.get("since"), since), _day(until, since) if until else None)


def _area_of(code: str, home: Land) -> str:
    """The area that an official code of a commune begins with: 69123 lies in 69, 97411 in 974."""
    code = code.zfill(5) if code.isdigit() else code
    return next((code[:size] for size in (3, 2) if code[:size] in home.places.area), code)


def _area(said: str, home: Land) -> str:
    if said in home.places.area:
        return said
    padded = said.zfill(2).upper()
    found = padded if padded in home.places.area else None
    named = found or next((key for key in home.gazetteer.of_region(said)), None)
    if named is None:
        raise ValueError(f"there is no area {said!r}" if said else "no area, and no code that begins with one")
    return named


def _seat(court: str) -> str:
    """A court's name as it is compared: the town alone."""
    return " ".join(COURT.sub(" ", plain(court)).split())


def _key(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", plain(text)).strip("-")[:80]


def _count(cell: str | None) -> int | None:
    if not cell:
        return None
    if not cell.isdecimal():
        raise ValueError(f"{cell!r} is no number")
    return int(cell)


def _day(cell: str | None, usual: date) -> date:
    if not cell:
        return usual
    for form in ("%Y-%m-%d", "%d/%m/%Y", "%Y%m%d"):
        try:
            return datetime.strptime(cell, form).date()
        except ValueError:
            continue
    raise ValueError(f"{cell!r} is no day")
