"""Places on the country's own map: areas tinted, a pin for each with the number of places, a table that says the same.

The outline ships with the pack: nothing is asked of anybody. A pin stands for an area, never for a house; what
only a service estimates is drawn hollow. Pure.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache

from msgspec import Struct

from vigie.desk.places import Locate, Spot, told
from vigie.desk.units import said
from vigie.report.nouns import Report, Routing
from vigie.territory import land, outline, pack
from vigie.territory.outline import Map

MOST = 60  # lines of the table


class Line(Struct, frozen=True):
    """A place in the table: in which report (its row and number; 0 for the page's own), where, whose, how known."""

    key: int
    number: str
    spot: Spot
    area: str  # its name


class Tint(Struct, frozen=True):
    """An area in which something was told. `kind`: "told", or "guessed" by a service alone."""

    path: str
    name: str
    kind: str


class Pin(Struct, frozen=True):
    """How many places lie in an area, at its middle."""

    x: float
    y: float
    n: int
    kind: str
    name: str


class Ground(Struct, frozen=True):
    """The map with its table. `tints` is empty where the pack has no outline: then the table speaks alone."""

    width: int
    height: int
    attribution: str
    tints: tuple[Tint, ...]
    pins: tuple[Pin, ...]
    lines: tuple[Line, ...]
    elsewhere: int  # places that are in no area: another country, or only a country known


def locator(country: str) -> Locate:
    """Finds the area of a place in a country's pack."""
    return _locator(pack.load(country))


@lru_cache(maxsize=8)
def _locator(read: pack.Pack) -> Locate:
    home = land.of(read)
    territories = home.places.territory

    def locate(where: str, city: str | None, code: str | None, region: str | None) -> str:
        if where in territories:
            return territories[where]
        if where not in home.identity.territories or not (city or code or region):
            return ""
        return home.gazetteer.look_up(city, code, region).area or ""

    return locate


def ground(reports: Mapping[int, tuple[str, Report, Routing | None]], country: str, language: str) -> Ground | None:
    """The places of some reports (row: number, what it says, where it goes); None when none is told."""
    lines = tuple(
        Line(key, number, spot, _name(country, spot.area, language))
        for key, (number, report, routing) in reports.items()
        for spot in told(report, routing, locator(country))
    )
    if not lines:
        return None
    drawn = outline.of(pack.load(country.lower()))
    if drawn is None:
        return Ground(0, 0, "", (), (), lines[:MOST], len(lines))
    placed = _by_area(lines, drawn)
    return Ground(
        drawn.width,
        drawn.height,
        drawn.attribution,
        tuple(_tints(drawn, placed, lambda area: _name(country, area, language))) if placed else (),
        tuple(_pin(drawn, area, found, _name(country, area, language)) for area, found in placed.items()),
        lines[:MOST],
        len(lines) - sum(map(len, placed.values())),
    )


def _by_area(lines: Sequence[Line], drawn: Map) -> dict[str, list[Line]]:
    placed: dict[str, list[Line]] = {}
    for line in lines:
        if line.spot.area in drawn.area:
            placed.setdefault(line.spot.area, []).append(line)
    return placed


def _tints(drawn: Map, placed: Mapping[str, list[Line]], name: Callable[[str], str]) -> list[Tint]:
    return [Tint(drawn.area[area].path, name(area), _kind(lines)) for area, lines in placed.items()]


def _kind(lines: Sequence[Line]) -> str:
    return "told" if any(line.spot.sure for line in lines) else "guessed"


def _pin(drawn: Map, area: str, lines: Sequence[Line], name: str) -> Pin:
    x, y = drawn.area[area].middle
    return Pin(x, y, len(lines), _kind(lines), name)


def _name(country: str, area: str, language: str) -> str:
    if not area:
        return ""
    entry = land.of(pack.load(country.lower())).places.area.get(area)
    return said(entry.label, language) if entry else area
