"""A country named by the sender: where it was served with legal process, or which it told. A mention, no more."""

from __future__ import annotations

from vigie.dispatch.example import ask
from vigie.dispatch.route import MENTIONED, Proposal, Question, Route
from vigie.report.nouns import LawEnforcement, say
from vigie.territory.codes import named


def propose(question: Question) -> Proposal | None:
    told = question.dossier.report.law_enforcement
    country = named(told.country) if told else None
    if country is None:
        return None
    return Proposal(say("the sender names the authorities of {country}", country=country), MENTIONED, country)


ROUTE = Route(
    version=1,
    about="country whose authorities the sender names",
    propose=propose,
    example=lambda: ask(law_enforcement=LawEnforcement(agency="Police fédérale", country="BE")),
    silent=lambda: ask(law_enforcement=LawEnforcement(agency="police", country="")),
)
