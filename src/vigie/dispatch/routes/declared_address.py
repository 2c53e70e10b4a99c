"""A postal address the suspect gave to the service. One given for billing or shipping is the best: it had to work."""

from __future__ import annotations

from vigie.dispatch.example import ask
from vigie.dispatch.located import locate
from vigie.dispatch.route import BILLED, DECLARED, Proposal, Question, Route
from vigie.report.nouns import Address, Person, Role, say


def weight(address: Address) -> int:
    return BILLED if (address.kind or "").lower() in ("billing", "shipping") else DECLARED


def propose(question: Question) -> Proposal | None:
    found = []
    for person in question.dossier.report.having(Role.REPORTED):
        for address in person.addresses:
            located = locate(question, address.country, address.city, address.postal_code, address.region)
            if located and (located.certain or located.place):
                why = say("address given by the suspect: {place}", place=located.shown)
                strength = weight(address) if located.certain else 0
                found.append(Proposal(why, strength, located.country, located.place, communes=located.communes))
    return max(found, key=lambda proposal: (proposal.weight, proposal.place is not None), default=None)


ROUTE = Route(
    version=1,
    about="postal address given by the suspect",
    propose=propose,
    example=lambda: ask(
        Person(Role.REPORTED, addresses=(Address(city="Lyon", postal_code="69003", country="FR", kind="Billing"),))
    ),
    # A legacy code that names no country, and a city that many countries have.
    silent=lambda: ask(Person(Role.REPORTED, addresses=(Address(city="Saint-Denis", country="A1"),))),
)
