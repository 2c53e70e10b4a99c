"""Files, as far as anybody here sees them: hashes drawn by chance, of nothing, and which list knows them."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

VIRAL, KNOWN = 70, 9000  # different files that go round; that a list knows
BORROWED = 0.04  # how often a new file of a collector is one that somebody else here made


@dataclass(frozen=True)
class File:
    """One file of a report: its hashes, what a list says of it, its name."""

    md5: str
    sha1: str
    status: str  # viral, known or unknown
    name: str


@dataclass
class Materials:
    """All files there are. Those made by people who harm children may turn up with collectors."""

    rng: Random
    viral: list[File] = field(default_factory=list)
    known: list[File] = field(default_factory=list)
    made: list[File] = field(default_factory=list)

    def __post_init__(self) -> None:
        """The lists, before anybody is reported."""
        self.viral = [self._new("viral") for _ in range(VIRAL)]
        self.known = [self._new("known") for _ in range(KNOWN)]

    def _new(self, status: str) -> File:
        name = f"{self.rng.choice(('IMG_', 'VID-', 'image', '', 'DSC0'))}{self.rng.randrange(10**6)}"
        ending = self.rng.choice((".jpg", ".jpg", ".mp4", ".png"))
        return File(f"{self.rng.getrandbits(128):032x}", f"{self.rng.getrandbits(160):040x}", status, name + ending)

    def some(self, content: str, maker: bool, collector: bool) -> list[File]:
        """The files of one report, by what is new or known about them."""
        if content == "none":
            return []
        if content == "viral":
            return [self.viral[min(int(self.rng.expovariate(0.08)), VIRAL - 1)]]
        if content == "known":
            return [self.rng.choice(self.known) for _ in range(self.rng.randint(1, 3))]
        new = [self._unknown(maker, collector) for _ in range(self.rng.randint(1, 3))]
        return [*new, self.rng.choice(self.known)] if self.rng.random() < 0.15 and not maker else new

    def _unknown(self, maker: bool, collector: bool) -> File:
        if collector and self.made and self.rng.random() < BORROWED:
            return self.rng.choice(self.made)
        found = self._new("unknown")
        if maker:
            self.made.append(found)
        return found


def write_list(path: Path, files: Iterable[File]) -> None:
    """A hash list with a heading."""
    with path.open("w", encoding="utf-8", newline="") as out:
        rows = csv.writer(out)
        rows.writerow(["md5", "sha1"])
        rows.writerows((file.md5, file.sha1) for file in files)
