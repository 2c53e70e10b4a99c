"""The six words of a receipt: from the French BIP39 list, 2,048 words, unique without accents and by four letters.

Six words are 66 bits. They are typed as anybody types: without accents, in capitals, the first four letters alone.
"""

from __future__ import annotations

import re
import secrets
import unicodedata
from collections.abc import Mapping
from functools import cache

from mnemonic import Mnemonic

COUNT = 6  # words of a receipt
STEM = 4  # letters that tell a word
LONGEST = 200  # characters of what is typed that are looked at
_WORD = re.compile(r"[a-z]+")


def plain(text: str) -> str:
    """Lower case without accents."""
    marks = unicodedata.normalize("NFKD", text.casefold().replace("œ", "oe").replace("æ", "ae"))
    return "".join(letter for letter in marks if not unicodedata.combining(letter))


@cache
def known() -> tuple[str, ...]:
    """The list, as it is shown."""
    return tuple(unicodedata.normalize("NFC", word) for word in Mnemonic("french").wordlist)


@cache
def _stems() -> Mapping[str, str]:
    return {plain(word)[:STEM]: word for word in known()}


def draw() -> tuple[str, ...]:
    """Six words by chance."""
    return tuple(secrets.choice(known()) for _ in range(COUNT))


def read(text: str) -> tuple[str, ...] | None:
    """The six words somebody typed; None when they are not six words of the list."""
    typed = _WORD.findall(plain(text[:LONGEST]))
    if len(typed) == 1 and len(typed[0]) == COUNT * STEM:
        typed = [typed[0][at : at + STEM] for at in range(0, COUNT * STEM, STEM)]
    found = [_word(one) for one in typed]
    if len(found) != COUNT:
        return None
    words = tuple(word for word in found if word is not None)
    return words if len(words) == COUNT else None


def _word(typed: str) -> str | None:
    """The word that begins so, if what follows the fourth letter is its own."""
    word = _stems().get(typed[:STEM])
    return word if word is not None and plain(word).startswith(typed) else None
