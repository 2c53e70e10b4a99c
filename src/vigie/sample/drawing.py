"""The studio that draws: each material is a generated picture, each copy of it a file as it might circulate."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

import numpy as np

from vigie.kernels.pdq import bits
from vigie.kernels.pdq_fast import fast
from vigie.sample.draws import stream
from vigie.sample.materials import Kind, Material
from vigie.sample.pictures import picture
from vigie.sample.retouch import CHANGES, FORMATS, RETOUCHES, WRITERS, Picture
from vigie.sample.studio import CIRCULATING, Copy, of_bytes


def _film(seed: int, key: str, number: int) -> bytes:
    """The frame of an MP4 file, filled with noise: nothing plays it."""
    rng = stream(seed, "film", key, number)
    kind = b"ftypisom\x00\x00\x02\x00isomiso2mp41"
    content = rng.randbytes(20_000 + rng.randrange(20_000))
    return (len(kind) + 4).to_bytes(4, "big") + kind + (len(content) + 8).to_bytes(4, "big") + b"mdat" + content


def _fingerprint(image: Picture) -> str:
    return bits(fast(np.asarray(image)).dct).hex()


class Drawing:
    """A studio whose copies have bytes. What circulates is kept for a while, since it is asked for again."""

    def __init__(self, seed: int) -> None:
        self._seed = seed
        self._circulating: Callable[[Material, int], Copy] = lru_cache(maxsize=600)(self._copy)

    def copy(self, material: Material, number: int) -> Copy:
        """The n-th copy: 0 as it was made, the others changed on their way."""
        draw = self._circulating if material.kind in CIRCULATING or material.kind is Kind.BENIGN else self._copy
        return draw(material, number)

    def _copy(self, material: Material, number: int) -> Copy:
        if material.film:
            name = "original" if number == 0 else f"copy {number}"
            return of_bytes(_film(self._seed, material.key, number), "mp4", material.key, name)
        image = picture(stream(self._seed, "picture", material.key).getrandbits(63))
        rng = stream(self._seed, "copy", material.key, number)
        change = CHANGES.pick(rng) if number else "original"
        image = RETOUCHES[change](rng, image) if number else image
        written = FORMATS.pick(rng)
        extension, write = WRITERS[written]
        return of_bytes(write(rng, image), extension, material.key, f"{change}, {written}", _fingerprint(image))
