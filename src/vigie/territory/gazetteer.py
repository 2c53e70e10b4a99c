"""City and postal code -> area (département, arrondissement). An ambiguous name stays ambiguous."""

from __future__ import annotations

import csv
import gzip
import io
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from vigie.territory.codes import plain
from vigie.territory.pack import BadPack
from vigie.territory.shapes import Area

Areas = frozenset[str]
NOWHERE: Areas = frozenset()

SHORT = {"st": "saint", "ste": "sainte", "sts": "saints", "stes": "saintes"}
# "Lyon 3e", "Paris 15ème arrondissement", "Lille cedex 9": what follows the name of the city
DISTRICT = re.compile(r"\b(cedex\b.*|\d+ ?(er|e|eme|nd|nde|ieme)?\b( arrondissement)?|arrondissement)", re.ASCII)


@lru_cache(maxsize=20_000)
def spelling(name: str) -> str:
    """A city's name as it is compared: no accents, no hyphens, saint in full, no district."""
    return _spelled(name)


def _spelled(name: str) -> str:
    words = DISTRICT.sub(" ", plain(name)).split()
    return " ".join([SHORT.get(word, word) for word in words])


@dataclass(frozen=True, slots=True)
class Found:
    """The areas that fit. One: the place is known. Several: ambiguous. None: nothing fits."""

    areas: Areas

    @property
    def area(self) -> str | None:
        return next(iter(self.areas)) if len(self.areas) == 1 else None


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """The places of one country."""

    by_code: Mapping[str, Areas]
    by_name: Mapping[str, Areas]
    by_prefix: Mapping[str, str]
    by_region: Mapping[str, Areas]
    named: Mapping[str, frozenset[tuple[str, str]]] = field(default_factory=dict)  # code -> (area, spelled name)
    pattern: str = ""  # how a code is written, its digits in the first group; empty: as listed

    def communes(self, area: str, city: str | None, postal_code: str | None) -> frozenset[str]:
        """The spelled names of the communes of an area that may be meant; none when neither is in the tables."""
        if city and area in self.of_name(city):
            return frozenset({spelling(city)})
        code = re.sub(r"\W", "", postal_code or "").upper()
        return frozenset(name for place, name in self.named.get(code, ()) if place == area)

    def look_up(self, city: str | None = None, postal_code: str | None = None, region: str | None = None) -> Found:
        """Every area that fits all that was said; what is not in the tables is not held against it.

        A postal code and a city that contradict each other fit nothing.
        """
        told = [areas for areas in (self.of_code(postal_code), self.of_name(city)) if areas]
        if not told:
            return Found(self.of_region(region))
        areas = told[0].intersection(*told[1:])
        narrowed = areas & self.of_region(region)
        return Found(narrowed or areas)

    def of_code(self, postal_code: str | None) -> Areas:
        code = self.written(postal_code)
        if not code:
            return NOWHERE
        listed = self.by_code.get(code)
        if listed:
            return listed
        # Codes of big receivers (cedex) are in no table, but begin as their area's do.
        begun = next((area for size in (3, 2) if (area := self.by_prefix.get(code[:size]))), None)
        return frozenset({begun}) if begun and len(code) == self.code_length(code) else NOWHERE

    def written(self, postal_code: str | None) -> str:
        """A postal code as the tables have it; empty when this country does not write codes so."""
        code = re.sub(r"\W", "", postal_code or "").upper()
        if not self.pattern:
            return code
        found = re.fullmatch(self.pattern, code)
        return found[1] if found else ""

    def of_name(self, city: str | None) -> Areas:
        return self.by_name.get(spelling(city), NOWHERE) if city else NOWHERE

    def of_region(self, region: str | None) -> Areas:
        return self.by_region.get(plain(region), NOWHERE) if region else NOWHERE

    def code_length(self, code: str) -> int:
        return len(next(iter(self.by_code), code if self.pattern else ""))


def read(path: Path, areas: Mapping[str, Area], pattern: str = "") -> Gazetteer:
    """The gazetteer in a gzipped CSV of (postal code, name, area). `pattern`: how a code is written where the table
    lists none. Raises `BadPack`."""
    table = shipped(path)
    for area, (number, row) in table.first.items():
        if area not in areas:
            raise BadPack(f"{path.name}, line {number}: expected postal code, name and a known area, found {row!r}")
    return Gazetteer(
        by_code=table.by_code,
        by_name=table.by_name,
        by_prefix={prefix: key for key, area in areas.items() for prefix in area.prefixes},
        by_region=_grouped(_regions(areas)),
        named=table.named,
        pattern=pattern,
    )


class Table(NamedTuple):
    """A table of places, as looked up in."""

    by_code: Mapping[str, Areas]
    by_name: Mapping[str, Areas]
    named: Mapping[str, frozenset[tuple[str, str]]]
    first: Mapping[str, tuple[int, Sequence[str]]]  # of each area: the line that names it first


def shipped(path: Path) -> Table:
    """A table that comes with a pack. It is read again only when the file is another: what a desk changes in a pack
    leaves the places alone. Raises `BadPack`."""
    try:
        state = path.stat()
    except OSError as error:
        raise BadPack(f"{path.name}: {error}") from error
    return _table(path, (state.st_ino, state.st_mtime_ns, state.st_size))


@lru_cache(maxsize=16)
def _table(path: Path, stamp: tuple[int, ...]) -> Table:
    try:
        rows = list(csv.reader(io.StringIO(gzip.decompress(path.read_bytes()).decode("utf-8"))))
    except (OSError, EOFError, UnicodeDecodeError, csv.Error) as error:
        raise BadPack(f"{path.name}: {error}") from error
    first: dict[str, tuple[int, Sequence[str]]] = {}
    for number, row in enumerate(rows, 1):
        if len(row) != 3:
            raise BadPack(f"{path.name}, line {number}: expected postal code, name and a known area, found {row!r}")
        first.setdefault(row[2], (number, row))
    spelled = [_spelled(row[1]) for row in rows]
    named: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for (code, _, area), name in zip(rows, spelled, strict=True):
        if code:
            named[code].add((area, name))
    return Table(
        by_code=_grouped((code, area) for code, _, area in rows if code),
        by_name=_grouped((name, area) for name, (_, _, area) in zip(spelled, rows, strict=True)),
        named={code: frozenset(names) for code, names in named.items()},
        first=first,
    )


def _regions(areas: Mapping[str, Area]) -> Iterable[tuple[str, str]]:
    for key, area in areas.items():
        for text in (key, area.region, *area.label.values()):
            if text:
                yield plain(text), key


def _grouped(pairs: Iterable[tuple[str, str]]) -> dict[str, Areas]:
    found: dict[str, set[str]] = defaultdict(set)
    for key, area in pairs:
        found[key].add(area)
    return {key: frozenset(areas) for key, areas in found.items()}
