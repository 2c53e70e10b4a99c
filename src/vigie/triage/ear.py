"""What is heard in a text: the words of a lexicon, and what its sentences mean by their likeness to examples.

The two bear each other out. Words whose text holds nothing that is even a little like the examples of their cue ("his
daughter's birthday") say a part; with it they say all that they can. A sentence that is like a cue's examples is heard
whatever its words, and denied, disputed or framed by the same phrases as words are. No meaning lowers anything.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from hashlib import blake2b

from vigie.triage.near import Near
from vigie.triage.sense import Likeness, Sense
from vigie.triage.words import LONGEST, REMEMBERED, Hit, Lexicon, saying

ALONE = 0.6  # what words say where nothing in their text is like the examples of their cue


class Ear(Lexicon):
    """A lexicon that also hears what sentences mean."""

    def __init__(
        self,
        cues: Mapping[str, Iterable[str]],
        kinds: Mapping[str, Iterable[str]],
        short: Mapping[str, str],
        nears: Sequence[Near],
        sense: Sense,
    ) -> None:
        super().__init__(cues, kinds, short, nears)
        self.sense = sense
        self.digest = blake2b(f"{self.digest} {sense.version}".encode(), digest_size=6).hexdigest()
        self._heard: dict[str, tuple[Hit, ...]] = {}

    def hear(self, text: str) -> tuple[Hit, ...]:
        """Every phrase of every cue in this text, in order, and what its sentences mean."""
        found = self._heard.get(text)
        if found is None:
            if len(self._heard) >= REMEMBERED:
                self._heard.clear()
            found = self._heard[text] = self._both(text, self.words_in(text))
        return found

    def listen(self, text: str) -> tuple[Hit, ...]:
        """The same of a text that is read once: its phrases are not remembered."""
        return self._both(text, super().listen(text))

    def _both(self, text: str, words: Sequence[Hit]) -> tuple[Hit, ...]:
        likenesses = list(self.sense.hear(text[:LONGEST]))
        alone = self.sense.cues - {likeness.cue for _, likeness in likenesses}
        said = (replace(hit, strength=ALONE * hit.strength) if hit.cue in alone else hit for hit in words)
        return (*said, *self._meant(likenesses))

    def _meant(self, likenesses: Iterable[tuple[str, Likeness]]) -> Iterable[Hit]:
        for sentence, likeness in likenesses:
            if not likeness.strength:
                continue
            tokens = self.tokens(sentence)
            if strength := min(likeness.strength, self.held(tokens)):
                words = self.sense.shown(sentence, likeness)
                yield Hit(likeness.cue, words, saying(tokens, 0, len(tokens)), strength, "sense")
