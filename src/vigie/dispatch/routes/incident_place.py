"""A place the report gives for the facts themselves: an offline incident's address."""

from __future__ import annotations

from vigie.dispatch.example import ask
from vigie.dispatch.located import locate
from vigie.dispatch.route import DECLARED, Proposal, Question, Route
from vigie.report.nouns import Address, Channel, say


def propose(question: Question) -> Proposal | None:
    for channel in question.dossier.report.channels:
        for address in channel.addresses:
            located = locate(question, address.country, address.city, address.postal_code, address.region)
            if located and (located.certain or located.place):
                why = say("place of the facts: {place}", place=located.shown)
                return Proposal(
                    why, DECLARED if located.certain else 0, located.country, located.place, communes=located.communes
                )
    return None


ROUTE = Route(
    version=1,
    about="place given for the facts",
    propose=propose,
    example=lambda: ask(channels=(Channel("offline", addresses=(Address(city="Nantes", postal_code="44000"),)),)),
    silent=lambda: ask(channels=(Channel("chat", name="a chat"),)),
)
