"""Addresses on the network, with the time.

An address belongs to one subscriber for a while, or to thousands at once. So it ties two reports only when it was seen
with the same source port on the same day, or, where no port is told, within minutes; never when the service says it
may be a proxy. Two ports at once may be two subscribers. A whole address of IPv6 is one device's, and comes back within
the week only where it does not change: it ties within a week. Otherwise it is a hint: values begin with the address, so
the desk finds the other times. Sightings near the edge of a week, a day or of ten minutes count for both sides of it.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import lru_cache
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

from vigie.linking.people import those_who_count
from vigie.linking.selector import Found, SelectorKind, told
from vigie.report.nouns import Channel, Person, Report, ReportedFile, Role, Selector, Sighting

# Nobody's: this host, private, carrier-grade, link-local, multicast, reserved. Documentation ranges are anybody's.
_OF_NOBODY = (
    "0.0.0.0/8 10.0.0.0/8 100.64.0.0/10 127.0.0.0/8 169.254.0.0/16 172.16.0.0/12 192.168.0.0/16 224.0.0.0/4 "
    "240.0.0.0/4 ::/127 fe80::/10 fc00::/7 ff00::/8"
)
_NOBODY = tuple(map(ip_network, _OF_NOBODY.split()))
_FIRST_BYTES = frozenset({0, 10, 100, 127, 169, 172, 192, *range(224, 256)})  # of IPv4 networks that are nobody's
_FIRST_SOURCE_PORT = 1024  # below it is the service's own port: the same for everybody
_AROUND_MIDNIGHT = timedelta(hours=2)
_AROUND_WEEK = timedelta(days=1)
_AROUND_BLOCK = timedelta(minutes=3)
_BLOCK_MINUTES = 10


@lru_cache(maxsize=131_072)
def normal(text: str) -> tuple[str, bool] | None:
    """The address in its shortest form, and whether it is IPv6; None for nobody's address, and for what is none."""
    try:
        address: IPv4Address | IPv6Address = ip_address(text.strip().strip("[]").partition("%")[0])
    except ValueError:
        return None
    if isinstance(address, IPv6Address) and address.ipv4_mapped:
        address = address.ipv4_mapped
    if address.version == 4 and address.packed[0] not in _FIRST_BYTES:
        return str(address), False
    if any(address in network for network in _NOBODY if network.version == address.version):
        return None
    return str(address), address.version == 6


def _days(at: datetime) -> list[str]:
    first, last = ((at + around).date() for around in (-_AROUND_MIDNIGHT, _AROUND_MIDNIGHT))
    return [first.isoformat()] if first == last else [first.isoformat(), last.isoformat()]


def _weeks(at: datetime) -> list[str]:
    """The weeks of ISO 8601: the one of that day, and the next or the last one if that is near."""
    return list(dict.fromkeys(f"{day:%G-W%V}" for day in (at - _AROUND_WEEK, at + _AROUND_WEEK)))


def _block(at: datetime) -> str:
    return f"{at.date().isoformat()} {at.hour:02}:{at.minute - at.minute % _BLOCK_MINUTES:02}"


def _blocks(at: datetime) -> list[str]:
    first, last = _block(at - _AROUND_BLOCK), _block(at + _AROUND_BLOCK)
    return [first] if first == last else [first, last]


def moments(sighting: Sighting) -> Iterator[tuple[str, bool]]:
    """The values of one sighting, and which of them are strong."""
    known = normal(sighting.ip)
    if known is None:
        return
    address, six = known
    if sighting.at is None or sighting.proxy:
        yield address, False
    elif six:  # not shared between subscribers
        yield from ((f"{address} {week}", True) for week in _weeks(sighting.at))
    else:
        yield from ((value, True) for value in _shared(address, sighting.port, sighting.at))


def _shared(address: str, port: int | None, at: datetime) -> Iterator[str]:
    if port and port >= _FIRST_SOURCE_PORT:
        yield from (f"{address}:{port} {day}" for day in _days(at))
    else:
        yield from (f"{address} {block}" for block in _blocks(at))


def _sightings(report: Report) -> Iterator[tuple[Role, bool, int | None, Sighting]]:
    for position, person, own in those_who_count(report):
        for sighting in person.sightings:
            yield person.role, own, position, sighting
    # A file is sent, and shared from peer to peer, by the one who is reported.
    carriers: tuple[ReportedFile | Channel, ...] = (*report.files, *report.channels)
    for carrier in carriers:
        for sighting in carrier.sightings:
            yield Role.REPORTED, True, None, sighting


def _of(found: Found) -> Iterator[Selector]:
    for role, own, position, sighting in _sightings(found.report):
        for value, strong in moments(sighting):
            yield Selector("ip", value, role, own and strong, None, position)


def _example(ip: str, at: str, port: int | None = None, proxy: bool | None = None) -> Found:
    return told(Person(Role.REPORTED, sightings=(Sighting(ip, "login", datetime.fromisoformat(at), port, proxy),)))


KIND = SelectorKind(
    version=3,
    what="network address",
    ties=True,
    crowd=3,
    of=_of,
    same=(
        _example("203.0.113.7", "2026-01-02T23:50:00+00:00", 51724),
        _example("::ffff:203.0.113.7", "2026-01-03T01:10:00+00:00", 51724),
    ),
    other=(_example("10.0.0.1", "2026-01-02T03:04:05+00:00"), _example("10.0.0.1", "2026-01-02T03:04:05+00:00")),
)
