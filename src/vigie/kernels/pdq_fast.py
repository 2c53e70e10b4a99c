"""PDQ from as little work as possible: the same answers as `pdq.py`, to a bit that stands on the median.

Both box-filter passes and the picking of 64 x 64 points are linear and act on each axis apart, so the grid is
`A . luma . B^T` with one sparse row of taps for each point: every pixel is read once, and no filtered picture is ever
made. Pixels come in bands of rows, so that a large picture needs neither a whole copy nor a large cache. A mirror is
taken by mirroring the taps, and a picture decoded at 1/k by moving each tap to the block it falls in: the correction of
the phase, without which scaled decoding is 6 to 34 bits off.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from vigie.kernels.pdq import GRID, LUMA, Floats, Looks, looks, points, reach

ACROSS = 16  # points of the grid that one band of columns serves
# Points that one band of rows serves, by how many values there are for one point: few enough for the cache, and little
# multiplied by zero.
BANDS = ((6_000, 8), (60_000, 4))

Rows = Callable[[int, int], NDArray[np.uint8] | Floats]  # (top, bottom) -> H x W or H x W x 3, 0 to 255


class Taps(NamedTuple):
    """How one axis is weighed: `weights` is 64 x pixels float32; row i has its taps from `start[i]` to `stop[i]`."""

    weights: Floats
    start: tuple[int, ...]
    stop: tuple[int, ...]


class Form(NamedTuple):
    """How the two axes of a picture are weighed."""

    down: Taps
    across: Taps


def _two_passes(length: int) -> tuple[NDArray[np.float64], NDArray[np.int64], NDArray[np.int64]]:
    """64 rows of weights over their own pixels, with first and one past the last pixel of each."""
    first, last = reach(length, np.arange(length))
    width = last - first
    shares = np.concatenate([[0.0], np.cumsum(1.0 / width)])  # what the first pass gives, summed up
    chosen = points(length)
    from_, to = first[chosen], last[chosen]  # the boxes that the second pass averages
    start, stop = first[from_], last[to - 1]
    pixel = start[:, None] + np.arange(int((stop - start).max()))[None, :]
    inside = np.minimum(pixel, length - 1)
    # The boxes that hold pixel p are those centred from p - right to p + left: where `first` and `last` pass p.
    lowest = np.maximum(np.searchsorted(last, inside, side="right"), from_[:, None])
    highest = np.minimum(np.searchsorted(first, inside, side="right"), to[:, None])
    weights = np.where(highest > lowest, shares[highest] - shares[np.minimum(lowest, length)], 0.0)
    weights /= (to - from_)[:, None]
    weights[pixel >= length] = 0.0
    return weights, start, stop


@lru_cache(maxsize=128)
def taps(length: int, scale: int = 1, mirrored: bool = False, through: int = 0) -> Taps:
    """The taps of an axis of `length` pixels that was decoded at 1/`scale`, read from its far end if `mirrored`.

    `through` pixels: as if the axis had first been brought to so many by taking the nearest, as pipelines do that
    scale every large picture to 512 x 512 before they look at it.
    """
    weights, start, stop = _two_passes(through or length)
    pixel = start[:, None] + np.arange(weights.shape[1])[None, :]
    inside = pixel < stop[:, None]
    at = pixel * length // through if through else pixel
    at = (length - 1 - at if mirrored else at) // scale
    row = np.broadcast_to(np.arange(GRID)[:, None], pixel.shape)
    dense = np.zeros((GRID, -(-length // scale)), dtype=np.float64)
    np.add.at(dense, (row[inside], at[inside]), weights[inside])
    first = np.where(inside, at, length).min(axis=1)
    last = np.where(inside, at, -1).max(axis=1)
    return Taps(dense.astype(np.float32), tuple(first.tolist()), tuple((last + 1).tolist()))


def _rows(rows: Rows, forms: Sequence[Form]) -> list[Floats]:
    """For each form 64 x width (x channels): the vertical pass, band by band, each band read once for all."""
    made: list[Floats] = []
    kept: tuple[int, ...] = ()
    height, width = forms[0].down.weights.shape[1], forms[0].across.weights.shape[1]
    size = next((many for most, many in BANDS if height * width // GRID <= most), 1)
    for point in range(0, GRID, size):
        mine = slice(point, point + size)
        top = min(min(form.down.start[mine]) for form in forms)
        bottom = max(max(form.down.stop[mine]) for form in forms)
        band = rows(top, bottom)
        flat = band.reshape(bottom - top, -1).astype(np.float32)
        kept = band.shape[1:]
        made = made or [np.empty((GRID, flat.shape[1]), dtype=np.float32) for _ in forms]
        for form, out in zip(forms, made, strict=True):
            np.matmul(form.down.weights[mine, top:bottom], flat, out=out[mine])
    return [out.reshape(GRID, *kept) for out in made]


def _columns(narrow: Floats, across: Taps) -> Floats:
    """64 x 64: the horizontal pass, band by band."""
    made = np.empty((GRID, GRID), dtype=np.float32)
    for point in range(0, GRID, ACROSS):
        mine = slice(point, point + ACROSS)
        left, right = min(across.start[mine]), max(across.stop[mine])
        np.matmul(narrow[:, left:right], across.weights[mine, left:right].T, out=made[:, mine])
    return made


def grids(rows: Rows, forms: Sequence[Form]) -> list[Floats]:
    """For each form the 64 x 64 points of the picture that `rows` gives, band by band, grey or RGB."""
    narrow = [part @ LUMA if part.ndim == 3 else part for part in _rows(rows, forms)]
    return [_columns(part, form.across) for part, form in zip(narrow, forms, strict=True)]


def grid(rows: Rows, down: Taps, across: Taps) -> Floats:
    """The 64 x 64 points in one form alone."""
    return grids(rows, [Form(down, across)])[0]


def fast(pixels: NDArray[np.uint8]) -> Looks:
    """What PDQ says of grey (H x W) or RGB (H x W x 3) pixels, both sides at least `pdq.SMALLEST`."""
    height, width = pixels.shape[:2]
    return looks(grid(lambda top, bottom: pixels[top:bottom], taps(height), taps(width)))
