"""The separable form, its bands, its mirrors and its scaled grids against the plain algorithm."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from vigie.kernels import pdq, pdq_fast


def picture(seed: int, height: int, width: int, *, colour: bool) -> NDArray[np.uint8]:
    small = np.random.default_rng(seed).integers(0, 256, (height // 9 + 2, width // 9 + 2, 3), dtype=np.uint8)
    pixels = small.repeat(9, axis=0).repeat(9, axis=1)[:height, :width]
    return pixels if colour else pixels[..., 0]


@settings(max_examples=60, deadline=None)
@given(st.integers(5, 700), st.integers(5, 700), st.integers(0, 9), st.booleans())
def test_the_grids_are_equal(height: int, width: int, seed: int, colour: bool) -> None:
    pixels = picture(seed, height, width, colour=colour)
    expected = pdq.grid(pdq.luma(pixels))
    found = pdq_fast.grid(lambda top, bottom: pixels[top:bottom], pdq_fast.taps(height), pdq_fast.taps(width))
    assert np.abs(found - expected).max() < 0.01  # of 255
    assert abs(pdq.quality(found) - pdq.quality(expected)) <= 1


@settings(max_examples=30, deadline=None)
@given(st.integers(5, 500), st.integers(5, 500))
def test_mirrored_taps_read_the_mirrored_picture(height: int, width: int) -> None:
    pixels = picture(1, height, width, colour=False)
    mirrored = pixels[::-1, ::-1]
    down, across = pdq_fast.taps(height, mirrored=True), pdq_fast.taps(width, mirrored=True)
    found = pdq_fast.grid(lambda top, bottom: pixels[top:bottom], down, across)
    assert np.abs(found - pdq.grid(pdq.luma(mirrored))).max() < 0.01


@pytest.mark.parametrize("length", [5, 64, 127, 128, 129, 1004, 4032])
def test_the_taps_of_every_point_sum_to_one(length: int) -> None:
    for scale in (1, 2, 8):
        weights = pdq_fast.taps(length, scale).weights
        assert weights.sum(axis=1) == pytest.approx(np.ones(64), abs=1e-5)
        assert (weights >= 0).all()


@pytest.mark.parametrize("scale", [2, 4, 8])
def test_block_means_with_the_phase_corrected_stay_within_four_bits(scale: int) -> None:
    height, width = 2403, 3206
    rows = np.arange(height)[:, None]
    columns = np.arange(width)[None, :]
    waves = np.sin(rows / 211 + columns / 97) + np.sin(rows / 61 - columns / 173) + np.sin(columns / 51 + rows / 31)
    pixels = ((waves + 3) * 42).astype(np.float32)
    full = pdq.looks(pdq.grid(pixels))
    padded = np.pad(pixels, ((0, -height % scale), (0, -width % scale)), mode="edge")
    blocks = padded.reshape(padded.shape[0] // scale, scale, -1, scale).mean(axis=(1, 3))
    down, across = pdq_fast.taps(height, scale), pdq_fast.taps(width, scale)
    scaled = pdq.looks(pdq_fast.grid(lambda top, bottom: blocks[top:bottom], down, across))
    apart = int.from_bytes(pdq.bits(full.dct)) ^ int.from_bytes(pdq.bits(scaled.dct))
    assert apart.bit_count() <= 4
