"""The country of the suspect's other addresses: the latest login first, then registration and the rest."""

from __future__ import annotations

from vigie.dispatch.example import WHEN, ask
from vigie.dispatch.network import proposal_of
from vigie.dispatch.route import SEEN, Proposal, Question, Route, Use, Whose
from vigie.report.nouns import Person, ReportedFile, Role, Saying, Sighting, say


def told(ip: str, network: str, country: str) -> Saying:
    return say("account used from {ip} ({network}): {country}", ip=ip, network=network, country=country)


def propose(question: Question) -> Proposal | None:
    seen = (seen for seen in question.seen if seen.whose is Whose.SUSPECT and seen.use is not Use.UPLOAD)
    return proposal_of(question, seen, SEEN, told)


ROUTE = Route(
    version=1,
    about="addresses from which the suspect's account was used",
    propose=propose,
    example=lambda: ask(
        Person(Role.REPORTED, sightings=(Sighting("192.0.2.7", "login", WHEN),)), countries={"192.0.2.7": "BE"}
    ),
    silent=lambda: ask(
        Person(Role.VICTIM, sightings=(Sighting("192.0.2.7", "login"),)),
        files=(ReportedFile(sightings=(Sighting("192.0.2.7"),)),),
        countries={"192.0.2.7": "BE"},
    ),
)
