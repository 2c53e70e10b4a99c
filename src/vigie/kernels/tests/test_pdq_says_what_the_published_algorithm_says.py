"""The reference against the published values, against our own pictures with fixed values, and against a peer."""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

from vigie.kernels import pdq, pdq_fast

VECTORS = next(
    (path for path in (up / "shared/data/pdq" for up in Path(__file__).resolve().parents) if path.is_dir()), None
)
ROWS = list(csv.DictReader((VECTORS / "expected.csv").open())) if VECTORS else []
NAMES = dict(zip(pdq.TURNS, [row["file"] for row in ROWS if row["file"].startswith("dihedral/")], strict=False))

# Of `waves(seed, height, width)`: what the reference C++ code says, through the pdqhash binding.
EXPECTED: tuple[tuple[int, int, int, str, int], ...] = (
    (0, 64, 64, "98b9bcb1634e76647664695a38b8878794b5c91b98b9bcb1674636646a6a7878", 100),
    (1, 480, 640, "badafa5aaf25e860ad64f860af55f803428b078f52da17fa85a550f864e470f8", 100),
    (2, 1004, 1600, "a5a54747da5a7131ecec5252beee25259b9b4646a5a547475a5a393964645a5a", 100),
    (3, 97, 53, "174eb664a99b95b9a85041f8af05aa1b26efcbc3260e76f4999394b47878b4b1", 100),
    (4, 2000, 1333, "d25a375f8525d25a78f8707828a8470f0f8fa5ad5a5a470f25a55a5a78f8f078", 100),
    (5, 512, 512, "0000aaaaa2a2faaa8aa0aeba8aa0eeba8aa2bebf8aa0afbf8ab0aebb8af2afba", 100),
    (6, 300, 3000, "f8f864640f07c64678f07464c6ceb1b9c6ce939b70f8ecec078fc64631b96464", 95),
    (7, 128, 129, "b1b1b0b14e4eece4fcecaafa24205f47bd351b1bb531e81142cee4e442ea70f8", 100),
)


def bits_apart(one: bytes, other: bytes) -> int:
    return (int.from_bytes(one) ^ int.from_bytes(other)).bit_count()


def waves(seed: int, height: int, width: int) -> NDArray[np.uint8]:
    """A pattern that is the same on every machine: sums of a few waves, in whole numbers."""
    y, x = np.mgrid[0:height, 0:width]
    layers = [(y * (seed + 3 + c) // 5 + x * (2 * seed + 1) // 3) % (91 + 17 * c + seed) for c in range(3)]
    blocks = ((y // (height // 5 + 1)) * 3 + (x // (width // 4 + 1)) * (seed + 2)) % 7 * 19
    pixels: NDArray[np.uint8] = (np.stack(layers, axis=-1) + blocks[..., None]).clip(0, 255).astype(np.uint8)
    return pixels


def clouds(height: int, width: int) -> NDArray[np.uint8]:
    """A soft picture, of many frequencies and no symmetry."""
    small = np.random.default_rng(5).integers(0, 256, (7, 9, 3), dtype=np.uint8)
    return np.asarray(Image.fromarray(small).resize((width, height), Image.Resampling.BICUBIC))


def opened(name: str) -> NDArray[np.uint8]:
    """As a person sees it, on white."""
    assert VECTORS is not None
    with Image.open(VECTORS / name) as picture:
        layer = picture.convert("RGBA")
    white = Image.new("RGB", layer.size, "white")
    white.paste(layer, mask=layer.getchannel("A"))
    return np.asarray(white)


@pytest.mark.skipif(not ROWS, reason="the reference pictures are not beside the project")
@pytest.mark.parametrize("row", ROWS, ids=[row["file"] for row in ROWS])
def test_the_published_pictures_have_their_published_values(row: dict[str, str]) -> None:
    pixels = opened(row["file"])
    for said in (pdq.reference(pixels), pdq_fast.fast(pixels)):
        assert pdq.bits(said.dct).hex() == row["pdq"]
        assert said.quality == int(row["quality"])


@pytest.mark.skipif(not ROWS, reason="the reference pictures are not beside the project")
@pytest.mark.parametrize("turn", NAMES)
def test_one_dct_gives_what_the_turned_picture_gives(turn: str) -> None:
    """Within 8 bits: turned pictures were compressed anew, and the 64 points do not lie quite symmetrically."""
    published = next(row["pdq"] for row in ROWS if row["file"] == NAMES[turn])
    turned = pdq.turned(pdq.reference(opened(ROWS[0]["file"])).dct)
    assert bits_apart(turned[turn], bytes.fromhex(published)) <= 8


@pytest.mark.parametrize(("seed", "height", "width", "expected", "quality"), EXPECTED)
def test_our_own_pictures_have_their_fixed_values(
    seed: int, height: int, width: int, expected: str, quality: int
) -> None:
    for said in (pdq.reference(waves(seed, height, width)), pdq_fast.fast(waves(seed, height, width))):
        assert bits_apart(pdq.bits(said.dct), bytes.fromhex(expected)) <= 2  # points on the median
        assert said.quality == quality


@pytest.mark.parametrize("seed", range(6))
def test_a_peer_says_the_same(seed: int) -> None:
    pdqhash = pytest.importorskip("pdqhash")
    pixels = waves(seed, 311 + 97 * seed, 613 - 61 * seed)
    said = pdq.reference(pixels)
    variants, quality = pdqhash.compute_dihedral(pixels)
    assert abs(quality - said.quality) <= 1
    for name, value in zip(pdq.TURNS, variants, strict=True):
        assert bits_apart(pdq.turned(said.dct)[name], np.packbits(value).tobytes()) <= 2


TURNED = {
    "rotate90": lambda pixels: np.rot90(pixels, 1),
    "rotate180": lambda pixels: np.rot90(pixels, 2),
    "rotate270": lambda pixels: np.rot90(pixels, 3),
    "flipx": lambda pixels: pixels[::-1],
    "flipy": lambda pixels: pixels[:, ::-1],
    "flipplus1": lambda pixels: pixels.swapaxes(0, 1),
    "flipminus1": lambda pixels: np.rot90(pixels, 2).swapaxes(0, 1),
}


@pytest.mark.parametrize("turn", TURNED)
def test_a_turning_is_called_what_it_does(turn: str) -> None:
    pixels = clouds(640, 768)
    expected = pdq.bits(pdq.reference(TURNED[turn](pixels)).dct)
    apart = {name: bits_apart(value, expected) for name, value in pdq.turned(pdq.reference(pixels).dct).items()}
    assert min(apart, key=apart.__getitem__) == turn
    assert apart[turn] <= 31  # the 64 points do not lie symmetrically


def test_a_flat_picture_has_no_quality() -> None:
    assert pdq.reference(np.full((200, 300, 3), 127, dtype=np.uint8)).quality == 0
