"""The places that a report speaks of: who, where, and how it is known. `ground.py` draws them. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from msgspec import Struct

from vigie.desk.wording import ROLES, label
from vigie.report.nouns import Person, Report, Routing, Saying, say

# The area of this country that a country, a town, a postal code and a region name together; "" for none or several.
Locate = Callable[[str, str | None, str | None, str | None], str]


class Spot(Struct, frozen=True):
    """One place: in a country ("": not known), as precisely as it was said, of whom, and by what it is known."""

    country: str
    where: str
    whose: Saying | str
    how: Saying
    area: str = ""  # of this country, when what was said names one and no other
    sure: bool = False  # said as an address, not a service's estimate


def told(report: Report, routing: Routing | None, locate: Locate) -> tuple[Spot, ...]:
    """Every place that is told, once."""
    once = {(one.country, one.where, str(one.whose), str(one.how)): one for one in _spots(report, routing, locate)}
    return tuple(one for one in once.values() if one.country or one.where)


def _spots(report: Report, routing: Routing | None, locate: Locate) -> Iterator[Spot]:
    for person in report.people:
        yield from _of(person, locate)
    for channel in report.channels:
        for address in channel.addresses:
            where = address.city or address.lines or ""
            country = (address.country or "")[:2]
            area = locate(country, address.city, address.postal_code, address.region)
            yield Spot(country, where, say("the facts"), say("address"), area, sure=True)
        if channel.latitude is not None and channel.longitude is not None:
            point = f"{channel.latitude:.3f}, {channel.longitude:.3f}"
            yield Spot("", point, say("the facts"), say("position"))
    networks = {one.ip: one for one in routing.territories} if routing else {}
    for ip, whose in _addresses(report):
        if found := networks.get(ip):
            yield Spot(found.country or "", found.network or "", whose, say("network of an address"))


def _of(person: Person, locate: Locate) -> Iterator[Spot]:
    whose = label(ROLES, person.role)
    for address in person.addresses:
        town = " ".join(part for part in (address.postal_code, address.city) if part)
        country = (address.country or "")[:2]
        area = locate(country, address.city, address.postal_code, address.region)
        yield Spot(country, town or address.region or "", whose, say("address"), area, sure=True)
    if person.place:
        where, country = person.place.city or person.place.region or "", (person.place.country or "")[:2]
        area = locate(country, person.place.city, None, person.place.region)
        yield Spot(country, where, whose, say("the service's estimate"), area)


def _addresses(report: Report) -> Iterator[tuple[str, Saying | str]]:
    for person in report.people:
        for seen in person.sightings:
            yield seen.ip, label(ROLES, person.role)
    for file in report.files:
        yield from ((seen.ip, say("the facts")) for seen in file.sightings)
    for channel in report.channels:
        yield from ((seen.ip, say("the facts")) for seen in channel.sightings)
