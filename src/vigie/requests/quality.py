"""Whether a question about an address can be answered at all: learnt before it leaves, not a month later.

RFC 6302 (BCP 162): an address is asked about with its port, the time to the second and its zone.
"""

from __future__ import annotations

import ipaddress
from collections.abc import Iterator
from datetime import timedelta

from vigie.report.nouns import say
from vigie.requests.kind import Asked, Flaw
from vigie.territory.shapes import Network

ZONELESS = "the time has no zone; it was read as UTC"  # what intake remarks


def of(asked: Asked) -> tuple[Flaw, ...]:
    """The flaws of a question about one address, the fatal ones first."""
    return tuple(sorted(_all(asked), key=lambda flaw: not flaw.fatal))


def _all(asked: Asked) -> Iterator[Flaw]:
    sighting = asked.sighting
    if sighting is None:
        yield Flaw(say("There is no address to ask about."), fatal=True)
        return
    try:
        address = ipaddress.ip_address(sighting.ip)
    except ValueError:
        yield Flaw(say("{ip} is no address.", ip=sighting.ip), fatal=True)
        return
    if not address.is_global:
        yield Flaw(say("{ip} belongs to nobody: no provider can be asked about it.", ip=sighting.ip), fatal=True)
    yield from _time(asked)
    if sighting.port is None and address.version == 4:
        yield from _port(asked)
    if sighting.proxy:
        yield Flaw(say("The service thinks that {ip} may be a proxy.", ip=sighting.ip))


def _time(asked: Asked) -> Iterator[Flaw]:
    at = asked.sighting.at if asked.sighting else None
    if at is None:
        yield Flaw(say("Nobody said when: a provider cannot tell who it was."), fatal=True)
        return
    if any(remark.what.template == ZONELESS for remark in asked.dossier.report.unread):
        yield Flaw(
            say("A time in this report came without its zone and was read as UTC: make sure it is not this one.")
        )
    if not at.second and not at.microsecond and not at.minute:
        yield Flaw(say("The time looks rounded to the hour: say so, or ask the service for the second."))
    elif not at.second and not at.microsecond:
        yield Flaw(say("The time looks rounded to the minute."))
    rule = asked.home.kept("subscriber", at.date())
    if rule is not None and at + timedelta(days=rule.days) <= asked.now:
        yield Flaw(say("{days} days have passed: the provider need no longer know.", days=rule.days))


def _port(asked: Asked) -> Iterator[Flaw]:
    network = _network(asked)
    if network is not None and network.shared == "yes":
        yield Flaw(
            say("{network} puts many people behind one address, and the port is missing.", network=network.name),
            fatal=True,
        )
    else:
        yield Flaw(say("The port is missing: the answer may be several subscribers."))


def _network(asked: Asked) -> Network | None:
    number = asked.territory.asn if asked.territory else None
    return asked.home.networks.get(number) if number else None
