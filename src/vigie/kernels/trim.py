"""What PDQ would say of a picture of which a little more, or a little less, were to be seen: from its 64 x 64 points.

A copy from which 5 % of the width and of the height was cut is 40 bits away from the whole, one of 10 % 80 bits. The
points of the whole are guessed from those of the copy, the lost edge being as its neighbour, and the other way round.
It costs a hundredth of what the points themselves cost. Only cuts that are alike on opposite sides are met so.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from vigie.kernels.pdq import DCT, GRID, Floats

# What is added on each side, in shares of the picture at hand: 5 % or 10 % of the other were cut off to make it; or
# what is taken off this one on each side, as it was from the other.
SIDES: Mapping[str, float] = {"wider5": 0.026, "wider10": 0.055, "closer5": -0.025, "closer10": -0.05}


def weights(side: float) -> Floats:
    """64 x 64: each point of the other picture as a mean of two neighbours in this one."""
    centre = (np.arange(GRID) + 0.5) / GRID
    at = np.clip((centre * (1 + 2 * side) - side) * GRID - 0.5, 0, GRID - 1)
    left = np.minimum(at.astype(np.int64), GRID - 2)
    made = np.zeros((GRID, GRID))
    made[np.arange(GRID), left] = 1 - (at - left)
    made[np.arange(GRID), left + 1] += at - left
    return made.astype(np.float32)


_ALL = np.stack([DCT @ weights(side) for side in SIDES.values()])
_TURNED = np.ascontiguousarray(_ALL.transpose(0, 2, 1))


def trimmed(small: Floats) -> dict[str, Floats]:
    """The DCT (16 x 16) of each such picture, by the names of `SIDES`."""
    return dict(zip(SIDES, _ALL @ small @ _TURNED, strict=True))
