"""What a fingerprint is: a short value by which a file, or a picture like it, is recognised."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """One kind of fingerprint, in one file of `fingerprints/`. Values are lower-case hex of `bits` bits.

    `normal(text)` gives the normal form of a value as lists write it (upper case, base32 ...), or raises `ValueError`.
    `distance(a, b)` is 0 for the same; `near` is the largest distance that still matches (0: only equal).
    `examples` are values of our own benign files, for tests.
    """

    version: int
    what: str
    bits: int
    normal: Callable[[str], str]
    distance: Callable[[str, str], int]
    near: int
    examples: tuple[str, ...]
