"""How near the looks asked for are to what an entry shows: its picture, or the frames of its video."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from msgspec import Struct

from vigie.kernels import hamming
from vigie.matching.source import Entry, Shown
from vigie.matching.tags import PLAIN, words
from vigie.report.nouns import Hash

LEAST_QUALITY = 50  # a picture fingerprint of less never matches alone
TOGETHER = 1 << 20  # comparisons made at a time


class Nearest(Struct, frozen=True):
    """The nearest of what an entry shows, in bits, and all of it that is near: places in `shown_by`."""

    distance: int
    place: int
    places: tuple[int, ...]


def shown_by(entry: Entry) -> tuple[Shown, ...]:
    """What an entry shows that can be compared: the good frames of its video, else its picture in each form listed."""
    frames = tuple(one for one in entry.frames if good(one))
    return frames or tuple(Shown(hash_.value) for hash_ in entry.hashes if hash_.kind == "pdq")


def good(one: Shown) -> bool:
    """Whether a frame may match alone: it is neither blank nor said to be of low quality."""
    bits = int(one.pdq, 16).bit_count()
    return PLAIN <= bits <= hamming.BITS - PLAIN and (one.quality is None or one.quality >= LEAST_QUALITY)


def sought(hashes: Sequence[Hash], frames: Sequence[Shown]) -> Sequence[Hash]:
    """By what an entry is found: its hashes, and the good frames of its video, each once."""
    if not frames:
        return hashes
    return (*hashes, *(Hash("pdq", pdq) for pdq in dict.fromkeys(one.pdq for one in frames if good(one))))


def nearest(looks: Sequence[str], entry: Entry) -> dict[str, Nearest]:
    """Of these looks (hex), those within `hamming.RADIUS` bits of something that the entry shows."""
    shown = shown_by(entry)
    if len(shown) == 1:
        return _near(looks, shown[0].pdq)
    values = words([one.pdq for one in shown])
    if not len(values) or not looks:
        return {}
    asked = words(looks)
    found: dict[str, Nearest] = {}
    size = max(1, TOGETHER // len(values))
    for start in range(0, len(asked), size):
        apart = np.bitwise_count(asked[start : start + size, None, :] ^ values[None, :, :]).sum(axis=2)
        for row in np.flatnonzero((apart <= hamming.RADIUS).any(axis=1)).tolist():
            places = np.flatnonzero(apart[row] <= hamming.RADIUS).tolist()
            place = int(apart[row].argmin())
            found[looks[start + row]] = Nearest(int(apart[row, place]), place, tuple(places))
    return found


def _near(looks: Sequence[str], pdq: str) -> dict[str, Nearest]:
    """The same for an entry that shows one picture, as most do."""
    own = int(pdq, 16)
    apart = {look: (int(look, 16) ^ own).bit_count() for look in looks}
    return {look: Nearest(bits, 0, (0,)) for look, bits in apart.items() if bits <= hamming.RADIUS}
