"""What a submission's words look like, apart from names and numbers: so that one mould is seen in many copies. Pure.

Addresses, names, numbers are masked; the words are cut into runs of four; the 48 smallest digests of these runs are the
likeness (a bottom-k sketch). The share of digests that two sketches have in common estimates how much of their words
is the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from hashlib import blake2b

from vigie.reporters.words import plain

RUN = 4  # words
PIECES = 48
LEAST = 8  # words below which nothing is said of a likeness: "help me" is everybody's
SAME = 0.7  # share of pieces from which two are of one mould
_MASKED = re.compile(r"https?://\S+|\S+@\S+|\S*[./@_]\S*|\S*\d\S*")
_TOKEN = re.compile(r"[^\W_]+")


def pieces(texts: Iterable[str]) -> tuple[int, ...]:
    """The likeness of a text, smallest first; nothing of one too short to tell."""
    words = _TOKEN.findall(_MASKED.sub(" ", plain(" ".join(texts))))
    if len(words) < LEAST:
        return ()
    runs = {" ".join(words[at : at + RUN]) for at in range(len(words) - RUN + 1)}
    digests = (int.from_bytes(blake2b(run.encode(), digest_size=8).digest(), "big", signed=True) for run in runs)
    return tuple(sorted(digests)[:PIECES])


def alike(shared: int, mine: int) -> bool:
    """Whether so many shared pieces of mine make one mould."""
    return mine > 0 and shared >= SAME * mine
