"""Words as they were meant: short forms of chats ("tmrw", "rdv", "jai") and a slip of one letter in a long word.

Short forms are data (`[spelling]` of words.toml: a word or words, and how people write them). A slip is mended towards
a word that the lexicon knows: only where the word itself is not known, begins with the same letter and is long enough
that one letter more, less, other or swapped cannot make another word of it. Two neighbours that changed places are put
back in shorter words too, the first letter included: haste does that. What cannot be mended stays as written.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

LONG = 8  # letters from which a slip is mended
SWAPPED = 5  # letters from which two neighbours that changed places are put back: that makes no other word as a rule
REMEMBERED = 50_000


def _shorter(word: str) -> Iterator[str]:
    """The word without each of its letters but the first."""
    return (word[:at] + word[at + 1 :] for at in range(1, len(word)))


def _swaps(word: str) -> Iterator[str]:
    """The word with each two unlike neighbours in each other's place."""
    for at in range(len(word) - 1):
        if word[at] != word[at + 1]:
            yield word[:at] + word[at + 1] + word[at] + word[at + 2 :]


def _near(one: str, other: str) -> bool:
    """Whether one slip makes one of the other: a letter more or less, another letter, or two neighbours swapped."""
    if len(one) != len(other):
        longer, shorter = (one, other) if len(one) > len(other) else (other, one)
        return len(longer) - len(shorter) == 1 and shorter in _shorter(longer)
    unlike = [at for at, (left, right) in enumerate(zip(one, other, strict=True)) if left != right]
    if len(unlike) == 1:
        return True
    return len(unlike) == 2 and unlike[1] == unlike[0] + 1 and one[unlike[0]] == other[unlike[1]]


class Spelling:
    """Brings words to those of a lexicon. `known` are its whole words, `stems` the beginnings that it knows, `short`
    its short forms."""

    def __init__(self, known: Iterable[str], stems: Iterable[str], short: Mapping[str, tuple[str, ...]]) -> None:
        self._known = frozenset(known)
        self._stems = tuple(sorted(stems))
        self._short = dict(short)
        self._shortened: dict[str, list[str]] = {}
        for word in sorted(self._known):
            if len(word) >= LONG and word.isalpha():
                for less in {word, *_shorter(word)}:
                    self._shortened.setdefault(less, []).append(word)
        self._read: dict[str, tuple[str, ...]] = {}

    def right(self, tokens: list[str]) -> list[str]:
        """The words of a text, mended."""
        found: list[str] = []
        for token in tokens:
            words = self._read.get(token)
            found.extend(self._mended(token) if words is None else words)
        return found

    def _mended(self, token: str) -> tuple[str, ...]:
        if len(self._read) >= REMEMBERED:
            self._read.clear()
        words = self._read[token] = self._short.get(token) or (self._slip(token) or token,)
        return words

    def _slip(self, token: str) -> str | None:
        if len(token) < SWAPPED or token in self._known or token.startswith(self._stems) or not token.isalpha():
            return None
        swapped = {word for word in _swaps(token) if word in self._known}
        if len(swapped) == 1 or len(token) < LONG:
            return swapped.pop() if len(swapped) == 1 else None
        near = {word for less in (token, *_shorter(token)) for word in self._shortened.get(less, ())}
        same = sorted(word for word in near if word[0] == token[0] and _near(word, token))
        return same[0] if len(same) == 1 else None
