"""Hashes as the index holds them: a digest as a tag of 64 bits, a picture fingerprint as four words.

A tag is enough to find the few entries that may be meant; what is found is compared in full with what the list said.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from vigie.kernels.hamming import BITS, Words
from vigie.report.nouns import Hash

KINDS = ("md5", "sha1", "sha256", "photodna")  # what matches by being equal
PLAIN = 32  # a picture fingerprint with fewer bits set, or unset, is of a picture that shows nothing
_HEAD = 16  # hex digits of a digest that make its tag
_NUMBER = {kind: number for number, kind in enumerate(KINDS)}

Keys = NDArray[np.int64]
Tags = NDArray[np.uint64]


class Hashes(NamedTuple):
    """Hashes of entries, each beside its entry's key."""

    look_keys: Keys
    looks: Words
    tag_keys: Keys
    tags: Tags

    @property
    def size(self) -> int:
        return len(self.look_keys) + len(self.tag_keys)


def nothing() -> Hashes:
    none = np.zeros(0, dtype=np.int64)
    return Hashes(none, np.zeros((0, 4), dtype=np.uint64), none, np.zeros(0, dtype=np.uint64))


def joined(parts: Sequence[Hashes]) -> Hashes:
    """Several together, in order."""
    return Hashes(*(np.concatenate(column) for column in zip(*parts, strict=True))) if parts else nothing()


def plain(looks: Words) -> NDArray[np.bool_]:
    """Which picture fingerprints tell nothing: they are of pictures in one tone, and near to every such picture."""
    ones = np.bitwise_count(looks).sum(axis=1, dtype=np.int64)
    told: NDArray[np.bool_] = (ones >= PLAIN) & (ones <= BITS - PLAIN)
    return ~told


def tags(hashes: Iterable[Hash]) -> Tags:
    """The tags of digests, in order."""
    found = list(hashes)
    return _tags([_head(one) for one in found], [_NUMBER[one.kind] for one in found])


def _tags(heads: Sequence[str], numbers: Sequence[int]) -> Tags:
    """Of digests by their heads and the places of their kinds in `KINDS`."""
    values = np.frombuffer(bytes.fromhex("".join(heads)), dtype=">u8").astype(np.uint64)
    return values ^ (np.array(numbers, dtype=np.uint64) << np.uint64(61))


def _head(one: Hash) -> str:
    return one.value[:_HEAD] if one.kind != "photodna" else _opaque(one.value)


def _opaque(value: str) -> str:
    return hashlib.blake2b(bytes.fromhex(value), digest_size=_HEAD // 2).hexdigest()


def words(values: Iterable[str]) -> Words:
    """The words of picture fingerprints in hex, in order."""
    return np.frombuffer(bytes.fromhex("".join(values)), dtype=np.uint64).reshape(-1, 4)


def gathered(entries: Iterable[tuple[int, Sequence[Hash]]]) -> Hashes:
    """The hashes of entries, by key. Picture fingerprints that tell nothing are left out: they never match alone."""
    return sifted(every(entries))[0]


def every(entries: Iterable[tuple[int, Sequence[Hash]]]) -> Hashes:
    """The hashes of entries, by key: all of them."""
    look_keys: list[int] = []
    looks: list[str] = []
    tag_keys: list[int] = []
    heads: list[str] = []
    numbers: list[int] = []
    for key, hashes in entries:
        for one in hashes:
            kind = one.kind
            if kind == "pdq":
                look_keys.append(key)
                looks.append(one.value)
            elif kind in _NUMBER:
                tag_keys.append(key)
                heads.append(_head(one))
                numbers.append(_NUMBER[kind])
    keys = np.array(look_keys, dtype=np.int64), np.array(tag_keys, dtype=np.int64)
    return Hashes(keys[0], words(looks), keys[1], _tags(heads, numbers))


def sifted(hashes: Hashes) -> tuple[Hashes, list[tuple[int, bytes]]]:
    """Without the picture fingerprints that tell nothing; and these, each beside its key."""
    nothing_ = plain(hashes.looks)
    if not nothing_.any():
        return hashes, []
    (places,) = np.nonzero(nothing_)
    rows = [(int(hashes.look_keys[place]), hashes.looks[place].tobytes()) for place in places.tolist()]
    return hashes._replace(look_keys=hashes.look_keys[~nothing_], looks=hashes.looks[~nothing_]), rows
