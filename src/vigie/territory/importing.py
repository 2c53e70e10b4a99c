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
# What a column is called, the surest name first. Claimed in this order, each heading once: where «Libellé Commune» is
# the name, «Commune» is the code (so the Ministry of Justice publishes it); where «id_service» is the key, «service» is
# the name (so the Ministry of the Interior does). What was seen of the real headings: docs/decisions/0033.
NAMES: Mapping[str, str] = {
    "name": "libelle commune|nom de la commune|nom commune|libgeo|nom com|municipality|commune|libelle",
    "code": "code commune insee|code commune|code insee|insee|codgeo|insee com|refnis|code officiel|code|com|commune",
    "court": "tribunal judiciaire competent|tribunal judiciaire|tj|nom tj|libelle tj|lib tj|"
    "tribunal de grande instance|tgi|court|juridiction",
    "label": "nom|nom unite|libelle unite|denomination|label|nom du service|service",
    "unit": "identifiant public unite|id service|identifiant unite|code unite|code service|identifiant|id|key|csp|cie|"
    "brigade|unite|service",
    "force": "institution|force|type|zone|police gendarmerie",
    "area": "code departement|departement|dep|area|dept|arrondissement",
    "interviewers": "enqueteurs formes|auditeurs formes|interviewers|enqueteurs melanie",
    "rooms": "salles melanie|salle melanie|salles d audition|rooms",
    "responders": "primo intervenants|primo intervenants numeriques|repondants numeriques|responders|ntech|picc",
    "capacity": "capacite|dossiers max|capacity",
    "since": "date debut|debut|depuis|since|date effet|date d effet",
    "until": "date fin|fin|jusqu au|until",
}
NONE = "0"  # as an identifier: the unit has none
FEW = 20  # lines from which on a table of courts can be told to be shifted
ELSEWHERE = 0.05  # of the communes lie under a court of another area, at most: else the columns were shifted
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
    """Communes and the court of each. Raises `BadPack` when it is no such table, or one whose columns were shifted
    against each other: then each line looks right and the courts are those of other communes."""
    seats = {_seat(seat): seat for some in home.courts.areas.values() for seat in some}

    def row(cells: Cells) -> Row:
        court = cells["court"]
        if _seat(court) not in seats:
            raise ValueError(f"courts.toml has no court {court!r}")
        return _commune(cells, home, seats[_seat(court)], since)

    taken = _read(content, ("court", "name"), row)
    strange = sum(row.value not in home.courts.areas.get(row.area, ()) for row in taken.rows)
    if len(taken.rows) >= FEW and strange > ELSEWHERE * len(taken.rows):
        raise BadPack(
            f"{strange} of {len(taken.rows)} communes would have a court of another area: are the columns shifted?"
        )
    return taken


def zones(content: bytes, home: Land, since: date) -> Taken[Row]:
    """Communes and the police or gendarmerie unit in whose zone each lies, by its key or its name. Raises `BadPack`."""
    labels = {plain(text): key for key, unit in home.units.items() for text in unit.label.values()}

    def row(cells: Cells) -> Row:
        said = [one for one in (cells.get("unit", ""), cells.get("label", "")) if one]
        keys = [_key(one) if _key(one) in home.units else labels.get(plain(one), "") for one in said]
        key = next((one for one in keys if one), "")
        if not key:
            raise ValueError(f"there is no unit {' / '.join(said)!r}: import the list of units first")
        return _commune(cells, home, key, since)

    return _read(content, (("unit", "label"), "name"), row)


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
        said = cells.get("unit", "")
        return _key(label if said in ("", NONE) else said), unit

    return _read(content, ("label", "area"), row)


Needed = tuple[str | tuple[str, ...], ...]  # columns; of a tuple one is enough


def _read(content: bytes, needed: Needed, row: Callable[[Cells], Kind]) -> Taken[Kind]:
    rows: list[Kind] = []
    refused: list[Refused] = []
    lines, columns = _lines(content)
    wanted = [(one,) if isinstance(one, str) else one for one in needed]
    missing = [some[0] for some in wanted if columns.keys().isdisjoint(some)]
    if missing:
        raise BadPack(f"no column says the {' or the '.join(missing)}; it has: {', '.join(_head(content))}")
    for number, cells in lines:
        empty = [some[0] for some in wanted if not any(cells.get(name) for name in some)]
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
    free = {plain(cell): cell for cell in reversed(head)}
    columns: dict[str, str] = {}
    for name, aliases in NAMES.items():
        found = next((alias for alias in aliases.split("|") if alias in free), None)
        if found is not None:
            columns[name] = free.pop(found)

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
