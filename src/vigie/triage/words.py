"""Cue words in texts: which of a pack's short lexicons a text touches, with the words themselves.

A lexicon is data (`packs/<country>/words.toml`): for each cue, phrases by language. Reading is one pass over the words
of a text, without regard to accents or case; only whole words count, and `*` at the end stands for all its endings.
There is no guard for negation: "no meeting" still shows an officer the word, and nothing is lowered on a guess.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import blake2b

Phrase = tuple[str, ...]
Anchored = tuple[Phrase, int, str]  # a phrase, the place of the word by which it is looked up, its cue
TOKEN = re.compile(r"[^\W_]+|[.!?;:\n|]+")
ACCENTS = re.compile("[\u0300-\u036f]+")
LETTERS = str.maketrans({"œ": "oe", "æ": "ae", "’": "'"})
AGE = "child_age"  # a number below `ADULT` before one of this cue's words is an age
AGE_AFTER = "child_age_before"  # and so is one after one of these; or a year of birth
ADULT = 16
BORN = range(2011, 2031)  # years of birth of those who are children while this edition is in use
AROUND = 3  # words on each side of a hit that make it the same saying
LONGEST = 40_000  # characters of one text that are read; the rest stays for the officer
REMEMBERED = 20_000  # texts, or words, whose reading is remembered


class BadWords(Exception):
    """A words.toml that says something impossible. Permanent: somebody must mend the file."""

    permanent = True


@dataclass(frozen=True, slots=True)
class Hit:
    """One phrase found: its cue, the words as found, and a digest of the words around it (who repeats it?)."""

    cue: str
    words: str
    saying: str


def plain(text: str) -> str:
    """Lower case, without accents: what is compared."""
    if text.isascii():
        return text.lower()
    return ACCENTS.sub("", unicodedata.normalize("NFKD", text.casefold().translate(LETTERS)))


def _tokens(text: str) -> list[str]:
    return TOKEN.findall(plain(text[:LONGEST]))


def _same(pattern: str, token: str) -> bool:
    return token.startswith(pattern[:-1]) if pattern.endswith("*") else token == pattern


def _saying(tokens: list[str], start: int, end: int) -> str:
    """A digest of the words around a hit. Digits count as equal, so that a number does not make a new saying."""
    left, right = start, end
    while left > 0 and start - left < AROUND and tokens[left - 1][0].isalnum():
        left -= 1
    while right < len(tokens) and right - end < AROUND and tokens[right][0].isalnum():
        right += 1
    words = ("0" if token.isdigit() else token for token in tokens[left:right])
    return blake2b(" ".join(words).encode(), digest_size=6).hexdigest()


def _childs(token: str, cue: str) -> bool:
    """Whether a number is a child's age, or a year of birth where one may stand."""
    if not token.isdecimal() or len(token) > 4:
        return False
    return 0 < int(token) < ADULT or (cue == AGE_AFTER and int(token) in BORN)


class Lexicon:
    """The cues of some packs, ready to read texts. Remembers what it read: boilerplate is read once."""

    def __init__(self, cues: Mapping[str, Iterable[str]]) -> None:
        self.cues = tuple(sorted(cues))
        self._exact: dict[str, list[Anchored]] = {}
        self._stems: list[tuple[str, Anchored]] = []
        for cue in self.cues:
            for phrase in cues[cue]:
                self._add(cue, phrase)
        self._anchors: dict[str, tuple[Anchored, ...]] = {}
        self._read: dict[str, tuple[Hit, ...]] = {}

    def _add(self, cue: str, phrase: str) -> None:
        words = tuple(re.findall(r"[^\W_]+\*?", plain(phrase)))
        if not words or any(len(word) < 4 for word in words if word.endswith("*")):
            raise BadWords(f"{cue}: {phrase!r} is empty, or its stem is too short")
        # Its longest word finds a phrase: "to your parents" is not looked for at each "to".
        place = max(range(len(words)), key=lambda at: len(words[at]))
        if words[place].endswith("*"):
            self._stems.append((words[place][:-1], (words, place, cue)))
        else:
            self._exact.setdefault(words[place], []).append((words, place, cue))

    def _anchored(self, token: str) -> tuple[Anchored, ...]:
        stems = [phrase for stem, phrase in self._stems if token.startswith(stem)]
        if len(self._anchors) >= REMEMBERED:
            self._anchors.clear()
        found = self._anchors[token] = tuple(dict.fromkeys([*self._exact.get(token, []), *stems]))
        return found

    def _around(self, tokens: list[str], at: int, phrases: tuple[Anchored, ...]) -> Iterable[Hit]:
        for words, place, cue in phrases:
            start, end = at - place, at - place + len(words)
            if start < 0 or end > len(tokens) or not all(map(_same, words, tokens[start:end])):
                continue
            if cue in (AGE, AGE_AFTER):
                start, end = (start - 1, end) if cue == AGE else (start, end + 1)
                if start < 0 or end > len(tokens) or not _childs(tokens[start if cue == AGE else end - 1], cue):
                    continue
            yield Hit(AGE if cue == AGE_AFTER else cue, " ".join(tokens[start:end]), _saying(tokens, start, end))

    def hear(self, text: str) -> tuple[Hit, ...]:
        """Every phrase of every cue in this text, in order, each place once."""
        found = self._read.get(text)
        if found is None:
            if len(self._read) >= REMEMBERED:
                self._read.clear()
            found = self._read[text] = self._hear(_tokens(text))
        return found

    def _hear(self, tokens: list[str]) -> tuple[Hit, ...]:
        hits: list[Hit] = []
        known = self._anchors.get
        for at, token in enumerate(tokens):
            phrases = known(token)
            if phrases is None:
                phrases = self._anchored(token)
            if phrases:
                hits.extend(self._around(tokens, at, phrases))
        return tuple(dict.fromkeys(hits))


def compiled(files: Iterable[Mapping[str, object]]) -> Lexicon:
    """One lexicon of several words.toml, each `{version, cue: {language: [phrases]}}`. Raises `BadWords`."""
    cues: dict[str, list[str]] = {}
    for file in files:
        for cue, languages in file.items():
            if cue == "version":
                continue
            if not isinstance(languages, Mapping):
                raise BadWords(f"{cue} must hold phrases by language")
            for phrases in languages.values():
                if not isinstance(phrases, list) or not all(isinstance(phrase, str) for phrase in phrases):
                    raise BadWords(f"{cue} must hold lists of phrases")
                cues.setdefault(cue, []).extend(phrases)
    return Lexicon(cues)
