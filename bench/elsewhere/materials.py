"""The files of the world, by their digests alone: some are listed, some go round everywhere, most are seen once."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from random import Random


@dataclass(frozen=True)
class Material:
    """One file. The digests are of an invented text."""

    md5: str
    sha1: str
    classification: str | None
    listed: str | None  # known, viral, or on no list


class Materials:
    """Old files are drawn again and again; new ones are made as they are needed."""

    def __init__(self, rng: Random, old: int) -> None:
        self._made = 0
        self.old = [self._make(rng, "known" if rng.random() < 0.75 else None) for _ in range(old)]
        self.viral = [self._make(rng, "viral" if rng.random() < 0.8 else None) for _ in range(25)]

    def _make(self, rng: Random, listed: str | None) -> Material:
        self._made += 1
        text = f"elsewhere {self._made} {rng.getrandbits(64)}".encode()
        grade = rng.choice(("A1", "A2", "B1", "B2", None))
        return Material(hashlib.md5(text).hexdigest(), hashlib.sha1(text).hexdigest(), grade, listed)

    def draw(self, rng: Random, new: bool, viral: bool) -> Material:
        """One file: new, or among the old ones, the first of them most often."""
        if new:
            return self._make(rng, None)
        if viral or rng.random() < 0.04:
            return rng.choice(self.viral)
        return self.old[int(len(self.old) * rng.random() ** 2)]
