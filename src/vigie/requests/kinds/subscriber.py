"""Who held an address: asked of the access provider behind it."""

from __future__ import annotations

from vigie.report.nouns import Dossier, Role, Sighting, say
from vigie.requests import quality
from vigie.requests.kind import Asked, Kind

MOST = 6  # addresses of one report: the newest of each; an officer may ask about more


def about(dossier: Dossier) -> tuple[Sighting, ...]:
    """The suspect's addresses, uploads before the rest, each address once with its newest time."""
    people = dossier.report.having(Role.REPORTED)
    seen = [one for file in dossier.report.files for one in file.sightings]
    seen += [one for person in people for one in person.sightings]
    newest: dict[str, Sighting] = {}
    for one in seen:
        held = newest.get(one.ip)
        if held is None or (one.at and (held.at is None or one.at > held.at)):
            newest[one.ip] = one
    return tuple(newest.values())[:MOST]


def to(asked: Asked) -> str:
    """The network behind the address; "" when it is not known."""
    return (asked.territory.network if asked.territory else None) or ""


KIND = Kind(
    title=say("Who held this address"),
    order=10,
    days=15,
    to=to,
    flaws=quality.of,
    about=about,
    identifies=True,
)
