"""What somebody has said so far on the pages, before it is sent. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from msgspec import Struct, field


class Piece(Struct):
    """A file handed in on a page: its name as the reporter's, what its bytes are, where they are kept."""

    position: int
    name: str
    kind: str
    size: int
    voice: bool = False


class Draft(Struct):
    """A visit's content. `way` is child or public; `answers` by question; `box` and `key` once a receipt was opened."""

    way: str
    language: str = ""
    answers: dict[str, list[str]] = field(default_factory=dict)
    files: list[Piece] = field(default_factory=list)
    began: float = 0.0
    box: str = ""
    key: str = ""
    words: str = ""  # of the receipt just made, until they were noted
    owed: bool = False  # it was sent, and has no receipt yet
    talk: str = ""

    def one(self, question: str) -> str:
        """The answer to a question; empty when it was skipped."""
        said = self.answers.get(question)
        return said[0] if said else ""

    def many(self, question: str) -> list[str]:
        """All answers to a question."""
        return self.answers.get(question, [])

    def say(self, given: Mapping[str, Iterable[str]]) -> None:
        """Notes answers; an empty one is taken back."""
        for question, said in given.items():
            kept = [one for one in said if one.strip()]
            if kept:
                self.answers[question] = kept
            else:
                self.answers.pop(question, None)
