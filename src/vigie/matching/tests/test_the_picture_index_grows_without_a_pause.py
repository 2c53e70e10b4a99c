"""What is added is found at once, before and after it was put in order, small and large."""

from __future__ import annotations

import subprocess
import sys

import numpy as np
import pytest

from vigie.matching.pictures import SMALL, PictureIndex
from vigie.matching.process import ROOT


def values(seed: int, count: int) -> list[bytes]:
    return [row.tobytes() for row in np.random.default_rng(seed).integers(0, 256, (count, 32), dtype=np.uint8)]


def keys(index: PictureIndex, value: bytes) -> list[int]:
    queries, found, distances = index.search([value])
    assert (queries == 0).all()
    assert (distances <= 31).all()
    return [int(key) for key in found]


def test_an_empty_index_finds_nothing() -> None:
    assert keys(PictureIndex(), b"\1" * 32) == []
    assert PictureIndex().search([])[1].tolist() == []


@pytest.mark.parametrize("before", [0, 500, SMALL + 5_000])
def test_what_is_added_is_found_from_then_on(before: int) -> None:
    index = PictureIndex()
    index.add(range(before), values(1, before))
    index.settle()
    fresh = values(2, 3_000)
    index.add(range(10**6, 10**6 + len(fresh)), fresh)
    assert keys(index, fresh[17]) == [10**6 + 17]
    index.settle(wait=True)
    assert len(index) == before + len(fresh)
    assert keys(index, fresh[-1]) == [10**6 + len(fresh) - 1]
    near = bytes([fresh[5][0] ^ 0xFF, *fresh[5][1:]])
    assert keys(index, near) == [10**6 + 5]
    if before:
        assert keys(index, values(1, before)[before - 1]) == [before - 1]


def test_growing_by_and_by_it_is_indexed_behind_the_scenes_and_misses_nothing() -> None:
    index = PictureIndex()
    rows = values(3, 90_000)
    for start in range(0, len(rows), 7_000):
        index.add(range(start, min(start + 7_000, len(rows))), rows[start : start + 7_000])
        index.settle()
        last = min(start + 7_000, len(rows)) - 1
        for wanted in (0, start, last):
            assert keys(index, rows[wanted]) == [wanted]


def test_two_keys_may_have_one_fingerprint() -> None:
    index = PictureIndex()
    index.add([7, 8], [b"\x55" * 32] * 2)
    assert keys(index, b"\x55" * 32) == [7, 8]


def test_a_small_index_does_not_load_the_compiler() -> None:
    code = (
        f"import sys; sys.path.insert(0, {ROOT!r})\n"
        "from vigie.matching.pictures import PictureIndex\n"
        "index = PictureIndex(); index.add([1], [b'x' * 32]); index.settle(); index.search([b'x' * 32])\n"
        "print('numba' in sys.modules)"
    )
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert said == "False\n"
