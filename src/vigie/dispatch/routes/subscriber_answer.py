"""Who held the address, as the access provider answered: the best evidence of a place that there is."""

from __future__ import annotations

from datetime import UTC, datetime

from msgspec.structs import replace

from vigie.dispatch.example import ask
from vigie.dispatch.located import locate
from vigie.dispatch.route import SUBSCRIBER, Proposal, Question, Route
from vigie.report.nouns import Address, Answer, Person, Role, say


def propose(question: Question) -> Proposal | None:
    """The newest answer that names a place wins."""
    for answer in reversed(question.dossier.answers):
        for address in answer.person.addresses if answer.person else ():
            located = locate(question, address.country, address.city, address.postal_code, address.region)
            if located and (located.certain or located.place):
                why = say(
                    "subscriber named by {provider} (request {request}): {place}",
                    provider=answer.by, request=answer.request, place=located.shown,
                )  # fmt: skip
                return Proposal(
                    why, SUBSCRIBER if located.certain else 0, located.country, located.place, communes=located.communes
                )
    return None


def _answered(*addresses: Address) -> Question:
    asked = ask(Person(Role.REPORTED))
    person = Person(Role.REPORTED, addresses=addresses)
    at = datetime(2026, 1, 2, tzinfo=UTC)
    answer = Answer("R-1", "subscriber", "Example Telecom", at, identified=bool(addresses), person=person)
    return Question(replace(asked.dossier, answers=(answer,)), asked.home, asked.lands)


ROUTE = Route(
    version=1,
    about="subscriber named by the access provider",
    propose=propose,
    example=lambda: _answered(Address(city="Lyon", postal_code="69003", country="FR")),
    silent=lambda: _answered(),
)
