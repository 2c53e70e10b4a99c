"""A frame, the bars of a film, or a telephone's screen around a picture: it is looked for without them, too."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Sequence
from functools import partial

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageOps

from vigie.kernels import pdq
from vigie.matching.border import within
from vigie.matching.decode import Decoder
from vigie.matching.prints import Asked, Print
from vigie.matching.tests.scenes import oriented, saved, scene
from vigie.matching.writing import differing

RADIUS = 31
SEEDS = range(100, 108)


@pytest.fixture(scope="module")
def decoder() -> Iterator[Decoder]:
    with Decoder(workers=1) as one:
        yield one


def prints(decoder: Decoder, contents: Sequence[bytes]) -> list[Print]:
    asked = [Asked(number, partial(io.BytesIO, content)) for number, content in enumerate(contents)]
    return [print_ for _, print_ in decoder.prints(asked)]


def on_a_screen(one: Image.Image) -> Image.Image:
    """A telephone's screen: a green bar with signs, a white one with a name, the picture, and an answer below."""
    screen = Image.new("RGB", (one.width, one.height + 300), "white")
    screen.paste(one, (0, 160))
    draw = ImageDraw.Draw(screen)
    draw.rectangle((0, 0, one.width, 60), fill=(20, 90, 80))
    draw.text((20, 15), "09:41   80 %", fill="white", font_size=26)
    draw.text((30, 85), "an invented name", fill="black", font_size=34)
    draw.text((30, one.height + 190), "an answer of\ntwo invented lines", fill="black", font_size=30)
    return screen


BORDERS: dict[str, Callable[[Image.Image], Image.Image]] = {
    "thin": lambda one: ImageOps.expand(one, 12, "black"),
    "wide": lambda one: ImageOps.expand(one, 60, "white"),
    "bars": lambda one: ImageOps.expand(one, (0, 90), "black"),
    "bars within a frame": lambda one: ImageOps.expand(ImageOps.expand(one, (70, 0), "black"), 30, "white"),
    "screen": on_a_screen,
}


def listed(picture: Image.Image) -> str:
    return pdq.bits(pdq.reference(np.asarray(picture)).dct).hex()


def nearest(print_: Print, value: str, ending: str = "") -> tuple[int, str]:
    looks = [look for look in print_.looks if look.variant.endswith(ending)]
    return min(((differing(look.pdq, value), look.variant) for look in looks), default=(256, ""))


@pytest.mark.parametrize("name", BORDERS)
@pytest.mark.parametrize("format_", ["JPEG", "PNG"])
def test_a_picture_is_found_within_a_border(decoder: Decoder, name: str, format_: str) -> None:
    scenes = [scene(seed, 640, 480) for seed in SEEDS]
    found = prints(decoder, [saved(BORDERS[name](one), format_) for one in scenes])
    apart = [nearest(print_, listed(one)) for print_, one in zip(found, scenes, strict=True)]
    assert [one for one in apart if one[0] > RADIUS] == []
    assert {variant for _, variant in apart} == {"original@inner"}


def test_the_border_of_a_large_picture_that_is_decoded_small_is_found_too(decoder: Decoder) -> None:
    picture = scene(101, 2403, 1811)
    (print_,) = prints(decoder, [saved(ImageOps.expand(picture, 150, "white"), "JPEG", quality=90)])
    assert print_.scale > 1
    assert nearest(print_, listed(picture), "@inner")[0] <= 10


@pytest.mark.parametrize("orientation", range(2, 9))
def test_what_lies_within_a_border_is_turned_as_the_camera_says(decoder: Decoder, orientation: int) -> None:
    picture = scene(101, 640, 480)
    (print_,) = prints(decoder, [oriented(ImageOps.expand(picture, 50, "white"), orientation)])
    bits, variant = nearest(print_, listed(picture))
    assert (bits <= 10, variant) == (True, "original@inner")


def test_a_picture_without_a_border_has_no_form_within_one(decoder: Decoder) -> None:
    """Though many of these end in a plain sky, or in plain ground."""
    found = prints(decoder, [saved(scene(seed, 640, 480), "JPEG", quality=90) for seed in range(200, 230)])
    assert [look.variant for print_ in found for look in print_.turned if look.variant.endswith("@inner")] == []


def test_little_within_much_is_not_looked_at() -> None:
    grey = np.full((400, 400), 255, dtype=np.uint8)
    grey[150:250, 150:250] = np.random.default_rng(1).integers(0, 200, (100, 100), dtype=np.uint8)
    assert within(grey) == []
    assert within(np.full((400, 400), 9, dtype=np.uint8)) == []
    assert within(np.full((5, 5), 9, dtype=np.uint8)) == []
