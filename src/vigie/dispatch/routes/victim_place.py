"""Where a victim is. It never says where the suspect is, but a country with a victim acts."""

from __future__ import annotations

from vigie.dispatch.example import ask
from vigie.dispatch.located import told_of
from vigie.dispatch.network import proposal_of
from vigie.dispatch.route import VICTIM, Proposal, Question, Route, Whose
from vigie.report.nouns import Address, Person, Role, Saying, Sighting, say


def told(ip: str, network: str, country: str) -> Saying:
    return say("a victim's account was used from {ip} ({network}): {country}", ip=ip, network=network, country=country)


def propose(question: Question) -> Proposal | None:
    for person in question.dossier.report.having(Role.VICTIM):
        for found in told_of(question, person):
            why = say("a victim's place: {place}", place=found.shown)
            return Proposal(why, VICTIM, found.country, found.place, Whose.VICTIM, found.communes)
    seen = (seen for seen in question.seen if seen.whose is Whose.VICTIM)
    return proposal_of(question, seen, VICTIM, told)


ROUTE = Route(
    version=1,
    about="place of a victim",
    propose=propose,
    example=lambda: ask(
        Person(Role.VICTIM, sightings=(Sighting("192.0.2.9", "login"),)), countries={"192.0.2.9": "FR"}
    ),
    silent=lambda: ask(Person(Role.REPORTED, addresses=(Address(city="Lyon", country="FR"),))),
)
