"""The country of the address that uploaded a file: the offence itself, seen by the service."""

from __future__ import annotations

from vigie.dispatch.example import WHEN, ask
from vigie.dispatch.network import proposal_of
from vigie.dispatch.route import UPLOADED, Proposal, Question, Route, Use, Whose
from vigie.report.nouns import Person, ReportedFile, Role, Saying, Sighting, say


def told(ip: str, network: str, country: str) -> Saying:
    return say("uploaded from {ip} ({network}): {country}", ip=ip, network=network, country=country)


def propose(question: Question) -> Proposal | None:
    seen = (seen for seen in question.seen if seen.whose is Whose.SUSPECT and seen.use is Use.UPLOAD)
    return proposal_of(question, seen, UPLOADED, told)


ROUTE = Route(
    version=1,
    about="address that uploaded a file",
    propose=propose,
    example=lambda: ask(
        files=(ReportedFile(sightings=(Sighting("192.0.2.7", "upload", WHEN),)),), countries={"192.0.2.7": "FR"}
    ),
    # A login is another ground, and an address whose country is not known is none.
    silent=lambda: ask(
        Person(Role.REPORTED, sightings=(Sighting("192.0.2.7", "login"), Sighting("192.0.2.8", "upload"))),
        countries={"192.0.2.7": "FR", "192.0.2.8": None},
    ),
)
