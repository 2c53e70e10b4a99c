from __future__ import annotations

import io
from functools import cache

import numpy as np
import pytest
from PIL import Image, ImageOps

from vigie.kernels.pdq import turned
from vigie.kernels.pdq_fast import fast
from vigie.sample.drawing import Drawing
from vigie.sample.draws import stream
from vigie.sample.materials import Kind, material
from vigie.sample.pictures import picture
from vigie.sample.retouch import RETOUCHES, WRITERS
from vigie.sample.studio import Copy

_studio = Drawing(4)


@cache
def _copies() -> tuple[Copy, ...]:
    drawn = (_studio.copy(material(4, Kind.NEW, str(number)), 0) for number in range(70))
    return tuple(copy for copy in drawn if copy.extension != "mp4")


def _seen(content: bytes) -> np.ndarray[tuple[int, ...], np.dtype[np.uint8]]:
    """A picture as a person sees it."""
    image = Image.open(io.BytesIO(content))
    grey16 = image.mode.startswith("I;16")
    shown = Image.fromarray((np.asarray(image) // 257).astype(np.uint8)) if grey16 else ImageOps.exif_transpose(image)
    return np.asarray(shown.convert("RGB"))


def _distance(one: str, other: str) -> int:
    return (int(one, 16) ^ int(other, 16)).bit_count()


def test_most_pictures_have_something_to_recognise() -> None:
    qualities = [fast(_seen(copy.content or b"")).quality for copy in _copies()]
    assert sum(quality >= 50 for quality in qualities) / len(qualities) > 0.85
    assert min(qualities) < 50


def test_no_two_pictures_are_taken_for_each_other() -> None:
    prints = [copy.pdq for copy in _copies() if copy.pdq and fast(_seen(copy.content or b"")).quality >= 50]
    pairs = [(one, other) for place, one in enumerate(prints) for other in prints[:place]]
    assert min(_distance(one, other) for one, other in pairs) > 40


def test_pictures_are_small_files() -> None:
    sizes = [len(copy.content or b"") for copy in _copies()]
    assert max(sizes) < 250_000
    assert sum(sizes) / len(sizes) < 80_000


@pytest.mark.parametrize("name", sorted(WRITERS))
def test_each_way_of_writing_shows_the_same_picture(name: str) -> None:
    image = picture(12)
    _, write = WRITERS[name]
    before, after = fast(np.asarray(image)), fast(_seen(write(stream(1, name), image)))
    best = min(_distance(turned(before.dct)["original"].hex(), one.hex()) for one in turned(after.dct).values())
    assert best <= 31


@pytest.mark.parametrize("name", ["re-encoded", "smaller", "toned", "grey", "mirrored", "turned"])
def test_most_changes_leave_a_near_duplicate(name: str) -> None:
    near = 0
    for seed in range(8):
        image = picture(seed + 100)
        before = turned(fast(np.asarray(image)).dct)["original"].hex()
        changed = turned(fast(np.asarray(RETOUCHES[name](stream(seed, name), image))).dct)
        near += min(_distance(before, one.hex()) for one in changed.values()) <= 31
    assert near >= 6


def test_the_first_copy_is_always_the_same_file() -> None:
    one = material(4, Kind.KNOWN, "3")
    assert _studio.copy(one, 0) == Drawing(4).copy(one, 0)
    assert _studio.copy(one, 0).md5 != _studio.copy(one, 1).md5


def test_a_film_begins_as_mp4_does() -> None:
    films = (material(4, Kind.KNOWN, str(number)) for number in range(100))
    film = next(one for one in films if one.film)
    assert (_studio.copy(film, 0).content or b"")[4:12] == b"ftypisom"
