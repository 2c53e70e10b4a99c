"""How easy a text is to read: Flesch's formula, for English as he gave it and for French as Kandel and Moles fitted it.

Syllables are counted by groups of vowels, mute endings apart: within a few per cent of a dictionary, and always alike.
"""

from __future__ import annotations

import re
import unicodedata

_SENTENCE = re.compile(r"[.!?:…]+(?=\s|$)")
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*|\d+")
_MUTE = {"fr": re.compile(r"(?<=[^aeiouy])(?:e|es|ent)$"), "en": re.compile(r"(?<=[^aeiouyl])(?:e|es|ed)$")}
_SHORT = frozenset(
    {"les", "des", "mes", "tes", "ses", "ces", "es", "le", "de", "me", "te", "se", "ce", "ne", "je", "que"}
    | {"the", "he", "she", "we", "be"}
)


def sentences(text: str) -> list[list[str]]:
    """The words of each sentence."""
    found = (_WORD.findall(part) for part in _SENTENCE.split(text))
    return [words for words in found if words]


def syllables(word: str, language: str) -> int:
    """About how many there are in a word; an elision (l’, qu’) is none of its own."""
    parts = [part for part in re.split(r"['’]", word.lower()) if len(part) > 1 or part in "aày"]
    return max(1, sum(_of(part, language) for part in parts))


def _of(part: str, language: str) -> int:
    if part in _SHORT or part.isdecimal():
        return 1
    marked = part.replace("é", "Z").replace("è", "Z").replace("ê", "Z")  # never mute
    plain = "".join(letter for letter in unicodedata.normalize("NFKD", marked) if not unicodedata.combining(letter))
    plain = _MUTE[language].sub("", plain.lower().replace("z", "é") if "Z" in marked else plain.lower())
    return len(re.findall(r"[aeiouyéœæ]+", plain))


def ease(text: str, language: str) -> float:
    """0 for what only lawyers read, 100 for what everybody reads."""
    told = sentences(text)
    words = [word for sentence in told for word in sentence]
    if not words:
        return 100.0
    length = len(words) / len(told)
    weight = sum(syllables(word, language) for word in words) / len(words)
    return 207 - 1.015 * length - 73.6 * weight if language == "fr" else 206.835 - 1.015 * length - 84.6 * weight
