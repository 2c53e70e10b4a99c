"""Generated pictures: landscapes, patterns, clouds. Rich enough to have a good fingerprint, and of nothing at all."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

import numpy as np
from numpy.typing import NDArray
from PIL import Image

Floats = NDArray[np.float32]
Pixels = NDArray[np.uint8]
Chance = np.random.Generator
Size = tuple[int, int]  # height, width

_SKETCH = 128  # pixels of the short side of what is drawn before it is enlarged


@cache
def _fields(octaves: int) -> Floats:
    """Twelve wide fields of fractal noise, about -1 to 1: each octave twice as fine and half as strong."""
    rng, height, width = np.random.default_rng(octaves), 3 * _SKETCH, 6 * _SKETCH
    total = np.zeros((12, height, width), dtype=np.float32)
    for field in range(12):
        for octave in range(octaves):
            cells = 9 * 2**octave
            grid = rng.uniform(-1, 1, (cells, cells * 2)).astype(np.float32)
            large = Image.fromarray(grid).resize((width, height), Image.Resampling.BICUBIC)
            total[field] += np.asarray(large) / 2**octave
    return total / 1.6


def noise(rng: Chance, size: Size, octaves: int = 5) -> Floats:
    """Fractal noise of the given size: two windows on the fields, laid over each other."""
    fields, total = _fields(octaves), np.zeros(size, dtype=np.float32)
    for share in (0.75, 0.5):
        top, left = rng.integers(fields.shape[1] - size[0]), rng.integers(fields.shape[2] - size[1])
        field = fields[rng.integers(len(fields)), top : top + size[0], left : left + size[1]]
        total += share * (field if rng.random() < 0.5 else field[::-1])
    return total


def _palette(rng: Chance, count: int) -> Floats:
    return rng.uniform(15, 240, (count, 3)).astype(np.float32)


def _blend(low: Floats, high: Floats, share: Floats) -> Floats:
    return np.asarray(low + (high - low) * np.clip(share, 0, 1)[..., None])


def _axes(size: Size) -> tuple[Floats, Floats]:
    height, width = size
    rows, columns = np.mgrid[0:height, 0:width].astype(np.float32)
    return rows / height, columns / height


def _sky(rng: Chance, size: Size, down: Floats, across: Floats) -> Floats:
    top, bottom, sun, cloud = _palette(rng, 4)
    sky = _blend(top, bottom, down * rng.uniform(0.8, 2))
    sky = _blend(sky, cloud, noise(rng, size) * rng.uniform(0.3, 1.4))
    row, column, radius = rng.uniform(0.05, 0.6), rng.uniform(0.1, 1.2), rng.uniform(0.05, 0.18)
    return _blend(sky, sun, (radius - np.hypot(down - row, across - column)) * 40)


def landscape(rng: Chance, size: Size) -> Floats:
    """A sky with a sun and clouds, and a few ridges of hills, the last of which may be water."""
    down, across = _axes(size)
    picture = _sky(rng, size, down, across)
    ridges = int(rng.integers(3, 7))
    for ridge in range(ridges):
        line = (
            noise(rng, (8, size[1]))[4] * rng.uniform(0.08, 0.3) + 0.25 + 0.7 * (ridge + rng.uniform(0, 0.8)) / ridges
        )
        ground, shade = _palette(rng, 2)
        texture = noise(rng, size, 6)
        picture = _blend(picture, _blend(ground, shade, texture + 0.3), (down - line[None, :]) * 90)
    return picture


def pattern(rng: Chance, size: Size) -> Floats:
    """Stripes, rings and checks through a warped plane."""
    down, across = _axes(size)
    down, across = down + noise(rng, size) * rng.uniform(0, 0.25), across + noise(rng, size) * rng.uniform(0, 0.25)
    one, two, three = _palette(rng, 3)
    turn, pace = rng.uniform(0, np.pi), rng.uniform(8, 40)
    stripes = np.sin((down * np.cos(turn) + across * np.sin(turn)) * pace)
    rings = np.sin(np.hypot(down - rng.uniform(0, 1), across - rng.uniform(0, 1.3)) * rng.uniform(15, 60))
    return _blend(_blend(one, two, stripes * 2 + 0.5), three, rings * noise(rng, size) * 3)


def clouds(rng: Chance, size: Size) -> Floats:
    """Coloured noise with sharp shores, as a map."""
    one, two, three, four = _palette(rng, 4)
    heights = noise(rng, size, 6)
    land = _blend(three, four, noise(rng, size) + 0.4)
    return _blend(_blend(one, two, heights + 0.6), land, (heights - rng.uniform(-0.2, 0.2)) * 25)


def _grain(rng: Chance, size: Size) -> Floats:
    """Fine light and shade, so that a picture has something to recognise at every scale."""
    fine = noise(rng, size, 6) - noise(rng, size, 2)
    return np.asarray(fine[..., None] * rng.uniform(25, 60))


def flat(rng: Chance, size: Size) -> Floats:
    """Almost nothing: a fingerprint of it is worth nothing."""
    one, two = _palette(rng, 1)[0], rng.uniform(-6, 6, 3).astype(np.float32)
    return _blend(one, one + two, _axes(size)[0])


_SCENES: tuple[tuple[Callable[[Chance, Size], Floats], float], ...] = (
    (landscape, 0.55),
    (pattern, 0.22),
    (clouds, 0.2),
    (flat, 0.03),
)


def picture(seed: int) -> Image.Image:
    """The picture of this number, RGB, 400 to 1,600 pixels on its long side."""
    rng = np.random.default_rng(seed)
    draw = rng.choice(len(_SCENES), p=[share for _, share in _SCENES])
    ratio = rng.choice([1.0, 4 / 3, 3 / 2, 16 / 9])
    small = (_SKETCH, int(_SKETCH * ratio))
    sketch = _SCENES[draw][0](rng, small)
    sketch = sketch if _SCENES[draw][0] is flat else sketch + _grain(rng, small)
    drawn = Image.fromarray(np.clip(sketch, 0, 255).astype(np.uint8))
    long_side = int(rng.choice([400, 500, 640, 800, 960, 1200, 1600], p=[0.1, 0.15, 0.25, 0.25, 0.13, 0.08, 0.04]))
    size = (long_side, int(long_side / ratio))
    drawn = drawn.resize(size, Image.Resampling.BICUBIC)
    return drawn.transpose(Image.Transpose.ROTATE_90) if rng.random() < 0.25 else drawn
