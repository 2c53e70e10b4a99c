"""The places that a report speaks of, drawn as boxes by country: who, where, and how it is known. Pure.

A scheme, not a map: it needs no tiles and no contours from anywhere, and it never shows a point where only a country or
an estimate is known.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct

from vigie.desk.wording import ROLES, label
from vigie.report.nouns import Person, Report, Routing, Saying, say

WIDTH, HEAD, STEP, GAP = 300, 30, 34, 16  # of a country's box, in pixels
MOST = 14  # places drawn


class Spot(Struct, frozen=True):
    """One place: in a country ("": not known), as precisely as it was said, of whom, and by what it is known."""

    country: str
    where: str
    whose: Saying | str
    how: Saying


class Mark(Struct, frozen=True):
    """A spot drawn in its box."""

    spot: Spot
    x: int
    y: int


class Box(Struct, frozen=True):
    """A country with its spots."""

    country: str
    home: bool
    x: int
    width: int
    height: int
    marks: tuple[Mark, ...]


class Scheme(Struct, frozen=True):
    """All boxes, side by side; the table says the same."""

    boxes: tuple[Box, ...]
    width: int
    height: int
    spots: tuple[Spot, ...]


def scheme(report: Report, routing: Routing | None, home: str) -> Scheme | None:
    """The drawing; None when no place is told."""
    once = {(one.country, one.where, str(one.whose), str(one.how)): one for one in _spots(report, routing)}
    spots = tuple(one for one in once.values() if one.country or one.where)[:MOST]
    if not spots:
        return None
    countries = sorted({spot.country for spot in spots}, key=lambda one: (one != home, one == "", one))
    boxes = tuple(
        _box(country, [one for one in spots if one.country == country], at, home)
        for at, country in enumerate(countries)
    )
    return Scheme(boxes, len(boxes) * (WIDTH + GAP) - GAP, max(box.height for box in boxes), spots)


def _box(country: str, spots: Sequence[Spot], at: int, home: str) -> Box:
    x = at * (WIDTH + GAP)
    marks = tuple(Mark(spot, x + 18, HEAD + 16 + number * STEP) for number, spot in enumerate(spots))
    return Box(country, country == home, x, WIDTH, HEAD + len(spots) * STEP + 8, marks)


def _spots(report: Report, routing: Routing | None) -> Iterator[Spot]:
    for person in report.people:
        yield from _of(person)
    for channel in report.channels:
        for address in channel.addresses:
            yield Spot(
                (address.country or "")[:2], address.city or address.lines or "", say("the facts"), say("address")
            )
        if channel.latitude is not None and channel.longitude is not None:
            point = f"{channel.latitude:.3f}, {channel.longitude:.3f}"
            yield Spot("", point, say("the facts"), say("position"))
    networks = {one.ip: one for one in routing.territories} if routing else {}
    for ip, whose in _addresses(report):
        if found := networks.get(ip):
            yield Spot(found.country or "", found.network or "", whose, say("network of an address"))


def _of(person: Person) -> Iterator[Spot]:
    whose = label(ROLES, person.role)
    for address in person.addresses:
        town = " ".join(part for part in (address.postal_code, address.city) if part)
        yield Spot((address.country or "")[:2], town or address.region or "", whose, say("address"))
    if person.place:
        where = person.place.city or person.place.region or ""
        yield Spot((person.place.country or "")[:2], where, whose, say("the service's estimate"))


def _addresses(report: Report) -> Iterator[tuple[str, Saying | str]]:
    for person in report.people:
        for seen in person.sightings:
            yield seen.ip, label(ROLES, person.role)
    for file in report.files:
        yield from ((seen.ip, say("the facts")) for seen in file.sightings)
    for channel in report.channels:
        yield from ((seen.ip, say("the facts")) for seen in channel.sightings)
