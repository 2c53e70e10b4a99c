"""Addresses of accounts the service ties to somebody in the report. It does not say to whom: a mention."""

from __future__ import annotations

from vigie.dispatch.example import ask
from vigie.dispatch.located import told_of
from vigie.dispatch.network import proposal_of
from vigie.dispatch.route import MENTIONED, Proposal, Question, Route, Whose
from vigie.report.nouns import Address, Person, Role, Saying, Sighting, say


def told(ip: str, network: str, country: str) -> Saying:
    return say("a linked account was used from {ip} ({network}): {country}", ip=ip, network=network, country=country)


def propose(question: Question) -> Proposal | None:
    for person in question.dossier.report.having(Role.ASSOCIATED):
        for found in told_of(question, person):
            why = say("place of a linked account: {place}", place=found.shown)
            return Proposal(why, MENTIONED, found.country, found.place, Whose.LINKED, found.communes)
    seen = (seen for seen in question.seen if seen.whose is Whose.LINKED)
    return proposal_of(question, seen, MENTIONED, told)


ROUTE = Route(
    version=1,
    about="place of an account linked by the service",
    propose=propose,
    example=lambda: ask(
        Person(Role.ASSOCIATED, association="Billing", addresses=(Address(city="Paris", postal_code="75011"),))
    ),
    silent=lambda: ask(
        Person(Role.ASSOCIATED, sightings=(Sighting("192.0.2.9", "login"),)), countries={"192.0.2.9": None}
    ),
)
