"""A few percent cut off a picture, or off the one that a list holds, is met from the 64 x 64 points alone."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from vigie.kernels import pdq, pdq_fast
from vigie.kernels.trim import SIDES, trimmed, weights
from vigie.matching.tests.scenes import scene

RADIUS = 31
SEEDS = range(300, 320)


def grey(seed: int) -> NDArray[np.uint8]:
    return np.asarray(scene(seed, 800, 600).convert("L"))


def cut(pixels: NDArray[np.uint8], share: float) -> NDArray[np.uint8]:
    """So much of the height and of the width cut off, half on each side."""
    down, across = (round(length * share / 2) for length in pixels.shape)
    return np.ascontiguousarray(pixels[down:-down, across:-across])


def points(pixels: NDArray[np.uint8]) -> pdq.Floats:
    height, width = pixels.shape
    return pdq_fast.grid(lambda top, bottom: pixels[top:bottom], pdq_fast.taps(height), pdq_fast.taps(width))


def apart(one: pdq.Floats, other: pdq.Floats) -> int:
    return (int.from_bytes(pdq.bits(one)) ^ int.from_bytes(pdq.bits(other))).bit_count()


@pytest.mark.parametrize(("share", "name", "least"), [(0.05, "wider5", 18), (0.1, "wider10", 9)])
def test_the_whole_is_found_from_a_cut_copy(share: float, name: str, least: int) -> None:
    met = [apart(trimmed(points(cut(grey(seed), share)))[name], pdq.reference(grey(seed)).dct) for seed in SEEDS]
    plain = [apart(pdq.reference(cut(grey(seed), share)).dct, pdq.reference(grey(seed)).dct) for seed in SEEDS]
    assert sum(bits <= RADIUS for bits in met) >= least
    assert sum(bits <= RADIUS for bits in plain) <= 2


@pytest.mark.parametrize(("share", "name"), [(0.05, "closer5"), (0.1, "closer10")])
def test_a_cut_copy_is_found_from_the_whole(share: float, name: str) -> None:
    met = [apart(trimmed(points(grey(seed)))[name], pdq.reference(cut(grey(seed), share)).dct) for seed in SEEDS]
    assert max(met) <= RADIUS


def test_a_cut_picture_is_no_nearer_to_another() -> None:
    listed = [pdq.reference(grey(seed)).dct for seed in SEEDS]
    for seed in SEEDS:
        for dct in trimmed(points(grey(seed))).values():
            assert min(apart(dct, other) for at, other in zip(SEEDS, listed, strict=True) if at != seed) > 2 * RADIUS


def test_the_points_that_are_not_there_are_as_their_neighbours() -> None:
    for name, side in SIDES.items():
        made = weights(side)
        assert np.allclose(made.sum(axis=1), 1), name
        assert (made >= 0).all(), name
        assert np.allclose(made, made[::-1, ::-1], atol=1e-6), name  # a mirror changes nothing
