"""What all papers of a dossier share: their head, their foot, and how they name things. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from vigie.papers.content import Content, Piece, addressed
from vigie.papers.letters import Letters, words
from vigie.papers.tongue import Tongue
from vigie.papers.wording import CLASSES, label
from vigie.report.nouns import Saying, say
from vigie.territory.shapes import Words


@dataclass(frozen=True)
class Desk:
    """A dossier, the texts of its country, and the language it speaks."""

    content: Content
    letters: Letters
    tongue: Tongue

    def text(self, of: Words) -> str:
        """A text of the pack, filled in."""
        return words(of, self.tongue.language).format_map(self.values())

    def say(self, words_: Saying) -> str:
        return self.tongue.say(words_)

    def say_class(self, piece: Piece) -> str:
        """What a report was ranked as, by the officer when one decided, else by the program."""
        key = (piece.ruled.class_ if piece.ruled else "") or (piece.verdict.class_ if piece.verdict else "")
        return self.tongue.say(label(CLASSES, key))

    def values(self) -> dict[str, str]:
        """What stands between braces in the pack's texts."""
        content, at = self.content, self.content.made_at
        return {
            "reference": content.reference,
            "date": self.tongue.day(at),
            "time": self.tongue.hour(at),
            "zone": self.tongue.zone_name(at),
            "service": content.service,
            "officer": self.signatory(),
            "addressee": self.addressee(),
            "count": self.count(),
            "case": self.tongue.say(content.asked.case),
        }

    def signatory(self) -> str:
        """Who answers for it, as the papers name them."""
        return self.tongue.say(self.content.asked.signatory or self.content.asked.officer)

    def count(self) -> str:
        """How many reports."""
        number = len(self.content.pieces)
        return self.say(say("one report")) if number == 1 else self.say(say("{n} reports", n=number))

    def addressee(self) -> str:
        """For whom: who was named, else the prosecutor or unit that the route gave when it is one for all."""
        if self.content.asked.addressee:
            return self.tongue.say(self.content.asked.addressee)
        if routed := addressed(self.content.asked, self.content.pieces):
            return self.tongue.name(routed)
        return self.say(say("the competent authority"))

    def paper(self, title: Words) -> Mapping[str, Any]:
        """The head and foot of a paper."""
        return {
            "language": self.tongue.language,
            "title": words(title, self.tongue.language),
            "reference": self.content.reference,
            "state": words(self.letters.head.state, self.tongue.language),
            "service": self.content.service,
            "secret": words(self.letters.mention.secret, self.tongue.language),
            "page": self.say(say("page {n} of {m}")),
            "labels": {"reference": self.say(say("Reference"))},
        }

    def title(self, place: int, piece: Piece) -> str:
        """The heading of a report."""
        number = self.tongue.say(str(piece.report.report_id))
        return self.say(say("Report {place}: no. {number}", place=str(place + 1), number=number))
