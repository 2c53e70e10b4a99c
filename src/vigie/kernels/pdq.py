"""PDQ, the 256-bit fingerprint of how a picture looks: the reference, in plain NumPy.

The published algorithm (Meta, "The TMK+PDQF video-hashing algorithm and the PDQ image-hashing algorithm", 2019):
luma, two passes of a Jarosz box filter along both axes, 64 x 64 points, the 16 x 16 lowest frequencies but zero of the
DCT, one bit for each that lies above the median. `pdq_fast.py` gives the same from far less work.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]

GRID = 64  # points along each axis
SIDE = 16  # frequencies along each axis
SMALLEST = 5  # pixels: a smaller picture has no fingerprint
PASSES = 2
LUMA = np.array([0.299, 0.587, 0.114], dtype=np.float32)

_frequency = np.arange(1, SIDE + 1)[:, None]
_point = 2 * np.arange(GRID)[None, :] + 1
DCT = (np.sqrt(2.0 / GRID) * np.cos(np.pi / (2 * GRID) * _frequency * _point)).astype(np.float32)

# How each turning of the picture acts on its DCT: transposed or not, then the sign of each row and column.
_FLIP = np.where(np.arange(SIDE) % 2 == 0, -1, 1).astype(np.float32)  # odd frequencies change sign in a mirror
_SAME = np.ones(SIDE, dtype=np.float32)
TURNS: Mapping[str, tuple[bool, Floats, Floats]] = {
    "original": (False, _SAME, _SAME),
    "rotate90": (True, _FLIP, _SAME),
    "rotate180": (False, _FLIP, _FLIP),
    "rotate270": (True, _SAME, _FLIP),
    "flipx": (False, _FLIP, _SAME),
    "flipy": (False, _SAME, _FLIP),
    "flipplus1": (True, _SAME, _SAME),
    "flipminus1": (True, _FLIP, _FLIP),
}


class Looks(NamedTuple):
    """What PDQ says of a picture: the DCT (16 x 16) that all eight turnings share, and the quality, 0 to 100."""

    dct: Floats
    quality: int


def luma(pixels: NDArray[np.uint8]) -> Floats:
    """Height x width float32, 0 to 255, of grey (H x W) or RGB (H x W x 3) pixels."""
    if pixels.ndim == 2:
        return pixels.astype(np.float32)
    return np.asarray(pixels.astype(np.float32) @ LUMA)


def window(length: int) -> int:
    """The width of the box filter along an axis of `length` pixels."""
    return (length + 2 * GRID - 1) // (2 * GRID)


def points(length: int) -> NDArray[np.int64]:
    """Which 64 pixels of an axis the picking takes."""
    return ((np.arange(GRID) + 0.5) * length / GRID).astype(np.int64)


def reach(length: int, centre: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """First pixel, and one past the last, that the box around each centre covers: cut at the edges."""
    size = window(length)
    right = size // 2
    left = size - 1 - right
    return np.maximum(centre - left, 0), np.minimum(centre + right + 1, length)


def _box(values: NDArray[np.float64]) -> NDArray[np.float64]:
    """The box filter along the last axis: the mean of what lies in the box."""
    length = values.shape[-1]
    start, stop = reach(length, np.arange(length))
    sums = np.concatenate([np.zeros((*values.shape[:-1], 1)), np.cumsum(values, axis=-1)], axis=-1)
    return np.asarray((sums[..., stop] - sums[..., start]) / (stop - start))


def grid(picture: Floats) -> Floats:
    """The 64 x 64 points of a luma picture, both sides at least `SMALLEST` pixels."""
    filtered = picture.astype(np.float64)
    for _ in range(PASSES):
        filtered = _box(filtered)
        filtered = _box(filtered.T).T
    height, width = picture.shape
    return filtered[np.ix_(points(height), points(width))].astype(np.float32)


def quality(small: Floats) -> int:
    """0 to 100, from the steps between neighbouring points of the grid: how much there is to recognise."""
    steps = np.concatenate([(small[1:] - small[:-1]).ravel(), (small[:, 1:] - small[:, :-1]).ravel()])
    return min(int((np.abs(steps) * 100 / 255).astype(np.int64).sum()) // 90, 100)


def looks(small: Floats) -> Looks:
    """The DCT and the quality of a 64 x 64 grid."""
    return Looks((DCT @ small @ DCT.T).astype(np.float32), quality(small))


def bits(dct: Floats) -> bytes:
    """The 32 bytes of the fingerprint, most significant first: `.hex()` is how lists write it."""
    return _bits([dct])[0]


def _bits(dcts: Sequence[Floats]) -> list[bytes]:
    values = np.stack(dcts).reshape(len(dcts), -1)
    middle = np.partition(values, 127, axis=1)[:, 127:128]  # the lower median
    return [row.tobytes() for row in np.packbits((values > middle)[:, ::-1], axis=1)]


def turned(dct: Floats, names: Collection[str] = TURNS.keys()) -> dict[str, bytes]:
    """The fingerprints of the picture as it is and as it would be after each of these turnings, by name.

    Names as in the reference's test pictures: `rotate90` is the picture turned a quarter anticlockwise.
    """
    ways = (TURNS[name] for name in names)
    found = [(dct.T if transposed else dct) * rows[:, None] * columns[None, :] for transposed, rows, columns in ways]
    return dict(zip(names, _bits(found), strict=True))


def reference(pixels: NDArray[np.uint8]) -> Looks:
    """The truth, slowly: what PDQ says of grey or RGB pixels, both sides at least `SMALLEST`."""
    return looks(grid(luma(pixels)))
