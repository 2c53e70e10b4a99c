"""PDQ from as little work as possible: the same answers as `pdq.py`, to a bit that stands on the median.

Both box-filter passes and the picking of 64 x 64 points are linear and act on each axis apart, so the grid is
`A . luma . B^T` with one sparse row of taps for each point: every pixel is read once, and no filtered picture is ever
made. Pixels come in bands of rows, so that a large picture needs neither a whole copy nor a large cache. A mirror is
taken by mirroring the taps, and a picture decoded at 1/k by moving each tap to the block it falls in: the correction of
the phase, without which scaled decoding is 6 to 34 bits off.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from vigie.kernels.pdq import GRID, LUMA, Floats, Looks, looks, points, reach

BAND = 4  # points of the grid that one band of rows serves: few enough for the cache
BAND_VALUES = 60_000  # above so many values for one point, a band serves one

Rows = Callable[[int, int], NDArray[np.uint8] | Floats]  # (top, bottom) -> H x W or H x W x 3, 0 to 255


class Taps(NamedTuple):
    """How one axis is weighed: `weights` is 64 x pixels float32; row i has its taps from `start[i]` to `stop[i]`."""

    weights: Floats
    start: NDArray[np.int64]
    stop: NDArray[np.int64]


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


@lru_cache(maxsize=64)
def taps(length: int, scale: int = 1, mirrored: bool = False) -> Taps:
    """The taps of an axis of `length` pixels that was decoded at 1/`scale`, read from its far end if `mirrored`."""
    weights, start, stop = _two_passes(length)
    dense = np.zeros((GRID, -(-length // scale)), dtype=np.float64)
    pixel = start[:, None] + np.arange(weights.shape[1])[None, :]
    inside = pixel < stop[:, None]
    at = length - 1 - pixel if mirrored else pixel
    row = np.broadcast_to(np.arange(GRID)[:, None], pixel.shape)
    np.add.at(dense, (row[inside], at[inside] // scale), weights[inside])
    if mirrored:
        start, stop = length - stop, length - start
    return Taps(dense.astype(np.float32), start // scale, (stop - 1) // scale + 1)


def _rows(rows: Rows, down: Taps, width: int) -> Floats:
    """64 x width (x channels): the vertical pass, band by band."""
    parts: list[Floats] = []
    size = 1 if down.weights.shape[1] * width // GRID > BAND_VALUES else BAND
    for point in range(0, GRID, size):
        mine = slice(point, point + size)
        top, bottom = int(down.start[mine].min()), int(down.stop[mine].max())
        band = rows(top, bottom)
        flat = band.reshape(bottom - top, -1).astype(np.float32)
        parts.append((down.weights[mine, top:bottom] @ flat).reshape(-1, *band.shape[1:]))
    return np.concatenate(parts)


def grid(rows: Rows, down: Taps, across: Taps) -> Floats:
    """The 64 x 64 points of the picture that `rows` gives, band by band, grey or RGB."""
    narrow = _rows(rows, down, across.weights.shape[1])
    if narrow.ndim == 3:
        narrow = narrow @ LUMA
    return np.asarray(narrow @ across.weights.T)


def fast(pixels: NDArray[np.uint8]) -> Looks:
    """What PDQ says of grey (H x W) or RGB (H x W x 3) pixels, both sides at least `pdq.SMALLEST`."""
    height, width = pixels.shape[:2]
    return looks(grid(lambda top, bottom: pixels[top:bottom], taps(height), taps(width)))
