"""Words of several kinds near each other, in any order: what a fixed phrase cannot foresee.

A pack names kinds of words (`[kinds.work]`, `[kinds.others_children]`) and which of them say something together
(`[[near]]`: a cue, its kinds, what it then says). People find new ways to say a thing; the words that they need for
it are few. The words found are shown, whichever they were.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from msgspec import Struct

SPAN = 9  # words within which they must stand, in one sentence or line
REMEMBERED = 50_000


class Near(Struct, frozen=True):
    """One cue that words of these kinds say together, and how strongly."""

    cue: str
    of: tuple[str, ...]
    share: float = 1.0


class Found(Struct, frozen=True):
    """Where one stands in a text: its first and last word, and the words."""

    near: Near
    start: int
    end: int
    words: str


class Kinds:
    """Finds them. `holds(kind, word)`: whether a word is of a kind."""

    def __init__(self, nears: Sequence[Near], holds: Mapping[str, Callable[[str], bool]]) -> None:
        wanted = sorted({kind for near in nears for kind in near.of})
        self._holds = [(kind, holds[kind]) for kind in wanted]
        self._by_kind = {kind: [near for near in nears if kind in near.of] for kind in wanted}
        self._known: dict[str, tuple[str, ...]] = {}

    def of(self, word: str) -> tuple[str, ...]:
        """The kinds of a word."""
        found = self._known.get(word)
        if found is None:
            if len(self._known) >= REMEMBERED:
                self._known.clear()
            found = self._known[word] = tuple(kind for kind, holds in self._holds if holds(word))
        return found

    def find(self, tokens: Sequence[str]) -> Iterator[Found]:
        """Every one in a text, once in a sentence."""
        if not self._holds:
            return
        last: dict[str, int] = {}
        told: set[Near] = set()
        known = self._known.get
        for at, token in enumerate(tokens):
            kinds = known(token)
            if kinds is None:
                kinds = self.of(token)
            if kinds:
                last.update(dict.fromkeys(kinds, at))
                for near in dict.fromkeys(near for kind in kinds for near in self._by_kind[kind]):
                    if near not in told and (found := _whole(near, last, at, tokens)):
                        told.add(near)
                        yield found
            elif last and not token[0].isalnum():
                last.clear()
                told.clear()


def _whole(near: Near, last: Mapping[str, int], at: int, tokens: Sequence[str]) -> Found | None:
    places = {last.get(kind, -SPAN) for kind in near.of}
    if len(places) < len(near.of) or min(places) <= at - SPAN:
        return None
    words = " ... ".join(tokens[place] for place in sorted(places))
    return Found(near, min(places), max(places), words)
