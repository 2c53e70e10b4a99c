"""Copies of materials: the bytes that circulate, or, without media, the numbers such bytes would have."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from random import Random
from typing import Protocol

from vigie.sample.draws import low_first, stream
from vigie.sample.materials import Kind, Material

CIRCULATING = frozenset({Kind.KNOWN, Kind.VIRAL, Kind.UNLISTED})
COPIES = 7  # how many different copies of one circulating content there are at most


@dataclass(frozen=True, slots=True)
class Copy:
    """One file. `content` is None when the caseload has no media; its numbers are then invented."""

    material: str | None
    variant: str
    extension: str
    md5: str
    sha1: str
    sha256: str
    pdq: str | None = None
    content: bytes | None = None


class Studio(Protocol):
    """Makes the n-th copy of a material; copy 0 is the one that lists know."""

    def copy(self, material: Material, number: int) -> Copy: ...


def of_bytes(
    content: bytes, extension: str, material: str | None = None, variant: str = "original", pdq: str | None = None
) -> Copy:
    """A copy with its bytes."""
    md5, sha1 = hashlib.md5(content, usedforsecurity=False), hashlib.sha1(content, usedforsecurity=False)
    sha256 = hashlib.sha256(content)
    return Copy(
        material, variant, extension, md5.hexdigest(), sha1.hexdigest(), sha256.hexdigest(), pdq=pdq, content=content
    )


def which_copy(rng: Random, material: Material) -> int:
    """The copy that somebody has: of what circulates often the first, else one of a few re-encodings."""
    if material.kind not in CIRCULATING or rng.random() < 0.5:
        return 0
    return 1 + low_first(rng, COPIES - 1, 1.5)


class Numbers:
    """Without media: digests that belong to no file, and fingerprints of which re-encodings differ by a few bits."""

    def __init__(self, seed: int) -> None:
        self._seed = seed
        self.copy: Callable[[Material, int], Copy] = lru_cache(maxsize=20_000)(self._copy)

    def _copy(self, material: Material, number: int) -> Copy:
        rng = stream(self._seed, "numbers", material.key, number)
        extension = "mp4" if material.film else "jpg"
        return Copy(
            material.key,
            "original" if number == 0 else f"copy {number}",
            extension,
            f"{rng.getrandbits(128):032x}",
            f"{rng.getrandbits(160):040x}",
            f"{rng.getrandbits(256):064x}",
            None if material.film else self._pdq(material, number),
        )

    def _pdq(self, material: Material, number: int) -> str:
        bits = stream(self._seed, "pdq", material.key).getrandbits(256)
        rng = stream(self._seed, "bits", material.key, number)
        for _ in range(rng.randrange(0, 24) if number else 0):
            bits ^= 1 << rng.randrange(256)
        return f"{bits:064x}"
