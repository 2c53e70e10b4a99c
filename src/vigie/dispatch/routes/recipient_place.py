"""Where a recipient is: perhaps a victim, perhaps another suspect. The weakest ground."""

from __future__ import annotations

from vigie.dispatch.example import ask
from vigie.dispatch.located import told_of
from vigie.dispatch.network import proposal_of
from vigie.dispatch.route import RECIPIENT, Proposal, Question, Route, Whose
from vigie.report.nouns import Person, Place, Role, Saying, Sighting, say


def told(ip: str, network: str, country: str) -> Saying:
    return say("a recipient's account: {ip} ({network}), {country}", ip=ip, network=network, country=country)


def propose(question: Question) -> Proposal | None:
    for person in question.dossier.report.having(Role.RECIPIENT):
        for found in told_of(question, person):
            why = say("a recipient's place: {place}", place=found.shown)
            return Proposal(why, RECIPIENT, found.country, found.place, Whose.RECIPIENT, found.communes)
    seen = (seen for seen in question.seen if seen.whose is Whose.RECIPIENT)
    return proposal_of(question, seen, RECIPIENT, told)


ROUTE = Route(
    version=1,
    about="place of a recipient",
    propose=propose,
    example=lambda: ask(Person(Role.RECIPIENT, place=Place(city="Liège", country="BE"))),
    silent=lambda: ask(
        Person(Role.REPORTED, sightings=(Sighting("192.0.2.9", "login"),)), countries={"192.0.2.9": "FR"}
    ),
)
