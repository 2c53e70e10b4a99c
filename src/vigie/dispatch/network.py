"""What an address proposes: its country, less so when a proxy or a hosting company stands in front of the person."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from vigie.dispatch.route import HIDDEN, Proposal, Question, Seen
from vigie.report.nouns import Saying, Territory
from vigie.territory.shapes import Network


def network_of(question: Question, territory: Territory) -> Network | None:
    """What a pack says of the network of an address."""
    land = question.lands.get(territory.country) if territory.country else None
    return land.networks.get(territory.asn) if land and territory.asn else None


def hidden(question: Question, seen: Seen, territory: Territory) -> bool:
    """Whether somebody stands between the address and the person: then its country is that of the go-between."""
    network = network_of(question, territory)
    return seen.sighting.proxy is True or (network is not None and network.kind == "hosting")


def proposal_of(
    question: Question, candidates: Iterable[Seen], weight: int, told: Callable[..., Saying]
) -> Proposal | None:
    """The first address with a known country; a hidden one only when there is no other.

    `told(ip=, network=, country=)` puts it in words.
    """
    best: Proposal | None = None
    for seen in candidates:
        territory = question.known.get(seen.sighting.ip)
        if territory is None or territory.country is None:
            continue
        strength = min(HIDDEN, weight) if hidden(question, seen, territory) else weight
        if best is None or strength > best.weight:
            land = question.lands.get(territory.country)
            place = land.places.territory.get(territory.country) if land else None
            text = told(ip=territory.ip, network=territory.network or "?", country=territory.country)
            best = Proposal(text, strength, territory.country, place, seen.whose)
        if best.weight == weight:
            break
    return best
