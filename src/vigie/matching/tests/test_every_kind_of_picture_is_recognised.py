"""A picture saved in any way, and turned by its camera, is within the radius of what a list has of it."""

from __future__ import annotations

import io
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from vigie.kernels import pdq
from vigie.matching.decode import Decoder
from vigie.matching.prints import Asked, Print
from vigie.matching.tests.scenes import KINDS, oriented, saved, scene
from vigie.matching.writing import differing

SCENES = range(20)
RADIUS = 31


@pytest.fixture(scope="module")
def decoder() -> Iterator[Decoder]:
    with Decoder(workers=2) as pool:
        yield pool


def expected(seed: int) -> str:
    return pdq.bits(pdq.reference(np.asarray(scene(seed))).dct).hex()


def prints(decoder: Decoder, contents: list[bytes]) -> list[Print]:
    asked = [Asked(number, partial(io.BytesIO, content)) for number, content in enumerate(contents)]
    found = list(decoder.prints(asked))
    assert [number for number, _ in found] == list(range(len(contents)))
    return [print_ for _, print_ in found]


@pytest.mark.parametrize("kind", KINDS)
def test_a_kind_of_file_is_seen_as_a_person_sees_it(decoder: Decoder, kind: str) -> None:
    found = prints(decoder, [KINDS[kind](scene(seed)) for seed in SCENES])
    for seed, print_ in zip(SCENES, found, strict=True):
        assert print_.file.error is None
        assert print_.file.pdq is not None
        assert differing(print_.file.pdq, expected(seed)) <= RADIUS
        assert (print_.file.width, print_.file.height) == (400, 300)


def test_heic_is_read_as_telephones_write_it(decoder: Decoder) -> None:
    files = [Path(__file__).parent / "heic" / f"{seed}.heic" for seed in SCENES]
    found = prints(decoder, [file.read_bytes() for file in files])
    for seed, print_ in zip(SCENES, found, strict=True):
        assert (print_.file.kind, print_.file.error) == ("image/heic", None)
        assert print_.file.pdq is not None
        assert differing(print_.file.pdq, expected(seed)) <= 8


@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_camera_held_in_any_way_shows_the_same_picture(decoder: Decoder, orientation: int) -> None:
    found = prints(decoder, [oriented(scene(seed), orientation) for seed in SCENES])
    for seed, print_ in zip(SCENES, found, strict=True):
        assert print_.file.pdq is not None
        assert differing(print_.file.pdq, expected(seed)) <= 6
        assert (print_.file.width, print_.file.height) == (400, 300)


@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_large_jpeg_is_decoded_small_and_stays_within_four_bits(decoder: Decoder, orientation: int) -> None:
    picture = scene(7, 2403, 1802)
    (print_,) = prints(decoder, [oriented(picture, orientation)])
    assert print_.scale > 1
    assert print_.file.pdq is not None
    assert differing(print_.file.pdq, pdq.bits(pdq.reference(np.asarray(picture)).dct).hex()) <= 4
    assert (print_.file.width, print_.file.height) == (2403, 1802)


def test_an_exact_decoder_stays_on_the_reference() -> None:
    content = saved(scene(3, 1600, 1200), "JPEG", quality=90)
    with Image.open(io.BytesIO(content)) as picture:
        truth = pdq.bits(pdq.reference(np.asarray(picture.convert("RGB"))).dct).hex()
    with Decoder(workers=1, exact=True) as decoder:
        (print_,) = prints(decoder, [content])
    assert print_.file.pdq == truth
    assert print_.scale == 1


def test_the_turned_forms_find_the_turned_picture(decoder: Decoder) -> None:
    contents = [saved(scene(seed).transpose(Image.Transpose.FLIP_LEFT_RIGHT), "PNG") for seed in SCENES]
    for seed, print_ in zip(SCENES, prints(decoder, contents), strict=True):
        nearest = min(print_.turned, key=lambda turned: differing(turned.pdq, expected(seed)))
        assert nearest.variant == "flipy"
        assert differing(nearest.pdq, expected(seed)) <= RADIUS


NOT_PICTURES = pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"%PDF-1.7\n%synthetic", "application/pdf"),
        (b"\x00\x00\x00\x18ftypisom\x00\x00\x02\x00isomiso2", "video/mp4"),
        (b"\x1aE\xdf\xa3\x01\x00", "video/webm"),
        (b"Un mot simple, sans image.", "text/plain"),
        (b"\x01\x02\x03\x04", None),
        (b"", None),
    ],
)


def test_a_large_picture_is_also_known_as_those_see_it_who_scale_it_first(decoder: Decoder) -> None:
    """To 512 x 512, each pixel the nearest: so the published reference program reads files."""
    picture = scene(5, 700, 530)
    pixels = np.asarray(picture)
    rows, columns = np.arange(512) * 530 // 512, np.arange(512) * 700 // 512
    published = pdq.turned(pdq.reference(pixels[np.ix_(rows, columns)]).dct)
    (print_,) = prints(decoder, [saved(picture, "PNG")])
    small = {turned.variant: turned.pdq for turned in print_.turned if turned.variant.endswith("@512")}
    assert {name.removesuffix("@512"): value for name, value in small.items()}.keys() == published.keys()
    for name, value in published.items():
        assert differing(small[f"{name}@512"], value.hex()) <= 2
    assert differing(small["original@512"], print_.turned[0].pdq) > 0


def test_a_small_picture_is_told_as_it_is_and_a_little_cut(decoder: Decoder) -> None:
    (print_,) = prints(decoder, [saved(scene(5), "PNG")])
    assert [look.variant for look in print_.turned[:8]] == list(pdq.TURNS)
    assert len(print_.turned) == 8 + 2 * 4


@NOT_PICTURES
def test_what_is_no_picture_has_digests_and_no_error(decoder: Decoder, content: bytes, kind: str | None) -> None:
    (print_,) = prints(decoder, [content])
    assert print_.file.kind == kind
    assert print_.file.size == len(content)
    assert print_.file.pdq is None
    if kind in ("video/mp4", "video/webm"):
        assert "video" in (print_.file.error or "")  # it begins like one, and is none
    else:
        assert print_.file.error is None


def test_digests_are_those_of_the_bytes(decoder: Decoder) -> None:
    (print_,) = prints(decoder, [b"a"])
    assert print_.file.md5 == "0cc175b9c0f1b6a831c399e269772661"
    assert print_.file.sha1 == "86f7e437faa5a7fce15d1ddcb9eaeaea377667b8"
    assert print_.file.sha256 == "ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb"
