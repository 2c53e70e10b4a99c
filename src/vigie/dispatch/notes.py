"""What an officer must know before asking an access provider: ports, proxies, hosting, times."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice

from vigie.dispatch.network import network_of
from vigie.dispatch.route import Question, Whose
from vigie.report.nouns import Saying, Sighting, Territory, say
from vigie.territory.atlas import NO_ADDRESS, RESERVED
from vigie.territory.shapes import Network

MOST = 12


def of_addresses(question: Question) -> tuple[Saying, ...]:
    """Remarks on the suspect's addresses, the best evidence first, each address once."""
    by_ip: dict[str, list[Sighting]] = {}
    for seen in question.seen:
        if seen.whose in (Whose.SUSPECT, Whose.LINKED):
            by_ip.setdefault(seen.sighting.ip, []).append(seen.sighting)
    said = (note for ip, sightings in by_ip.items() for note in _of(question, question.known[ip], sightings))
    return tuple(islice(said, MOST))


def _of(question: Question, territory: Territory, sightings: Sequence[Sighting]) -> Iterator[Saying]:
    ip, network = territory.ip, network_of(question, territory)
    if territory.data in (NO_ADDRESS, RESERVED):
        yield say("{ip} is no public address: it belongs to nobody", ip=ip)
        return
    if territory.country is None:
        yield say("{ip}: its country is not known ({data})", ip=ip, data=territory.data)
    if any(sighting.proxy for sighting in sightings):
        yield say("{ip}: the service thinks it may be a proxy; its country may not be the person's", ip=ip)
    if network and network.kind == "hosting":
        yield say(
            "{ip} belongs to a hosting company ({network}): a person may hide behind it", ip=ip, network=network.name
        )
    if network and ":" not in ip and not any(sighting.at and sighting.port for sighting in sightings):
        yield from _without_port(question, territory, network)
    if not any(sighting.at for sighting in sightings):
        yield say("{ip} was seen at a time nobody said: no provider can be asked about it", ip=ip)


def _without_port(question: Question, territory: Territory, network: Network) -> Iterator[Saying]:
    company = question.dossier.report.company or "?"
    if network.shared == "yes":
        yield say(
            "{ip}: {network} puts many subscribers behind one address and the port is missing: ask {company} for it",
            ip=territory.ip, network=network.name, company=company,
        )  # fmt: skip
    elif network.shared == "some":
        yield say(
            "{ip}: {network} shares some addresses; without the port the answer may be several subscribers",
            ip=territory.ip, network=network.name,
        )  # fmt: skip
