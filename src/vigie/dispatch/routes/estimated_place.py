"""Where the service thinks the suspect is. Not evidence: it is often derived from the same address."""

from __future__ import annotations

from vigie.dispatch.example import ask
from vigie.dispatch.located import locate
from vigie.dispatch.route import ESTIMATED_PLACE, VERIFIED_PLACE, Proposal, Question, Route
from vigie.report.nouns import Person, Place, Role, say


def propose(question: Question) -> Proposal | None:
    found = []
    for person in question.dossier.report.having(Role.REPORTED):
        place = person.place
        located = locate(question, place.country, place.city, None, place.region) if place else None
        if place and located and (located.certain or located.place):
            why = say("place estimated by the service: {place}", place=located.shown)
            strength = VERIFIED_PLACE if place.verified else ESTIMATED_PLACE
            found.append(
                Proposal(
                    why, strength if located.certain else 0, located.country, located.place, communes=located.communes
                )
            )
    return max(found, key=lambda proposal: (proposal.weight, proposal.place is not None), default=None)


ROUTE = Route(
    version=1,
    about="place estimated by the service",
    propose=propose,
    example=lambda: ask(Person(Role.REPORTED, place=Place(city="Gent", country="BE"))),
    silent=lambda: ask(Person(Role.REPORTED, place=Place(country="EU"))),
)
