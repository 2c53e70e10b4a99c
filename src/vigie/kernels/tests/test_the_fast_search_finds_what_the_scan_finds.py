"""Multi-index hashing and the compiled scan against the plain one, on random and on clustered rows."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import vigie
from vigie.kernels import hamming, multi_index
from vigie.kernels.hamming import RADIUS, Hits, Words
from vigie.kernels.split import Part, split


def random_rows(rng: np.random.Generator, count: int) -> Words:
    return rng.integers(0, 1 << 64, (count, 4), dtype=np.uint64)


def changed(rng: np.random.Generator, rows: Words, most: int) -> Words:
    """Each row with between 0 and `most` of its bits changed."""
    bits = np.unpackbits(np.ascontiguousarray(rows).view(np.uint8), axis=1)
    for row in bits:
        places = rng.choice(256, int(rng.integers(0, most + 1)), replace=False)
        row[places] ^= 1
    return np.packbits(bits, axis=1).view(np.uint64)


def clustered(rng: np.random.Generator, count: int) -> Words:
    """A few centres with most rows tightly around them, as flat pictures lie, some of them equal."""
    centres = random_rows(rng, 5)
    return changed(rng, centres[rng.integers(0, 5, count)], 12)


def same(one: Hits, other: Hits) -> bool:
    return all(np.array_equal(mine, its) for mine, its in zip(one, other, strict=True))


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10**6), st.integers(0, 3000), st.booleans())
def test_every_hit_and_no_other_is_found(seed: int, count: int, tight: bool) -> None:
    rng = np.random.default_rng(seed)
    rows = clustered(rng, count) if tight else random_rows(rng, count)
    queries = np.concatenate([changed(rng, rows[: min(count, 40)], 60), random_rows(rng, 5)])
    expected = hamming.scan(rows, queries)
    assert same(multi_index.search(multi_index.build(rows), queries), expected)
    assert same(multi_index.scan(rows, queries), expected)


@pytest.mark.parametrize("tight", [False, True])
def test_a_hundred_thousand_rows_are_searched_without_a_miss(tight: bool) -> None:
    rng = np.random.default_rng(7)
    rows = random_rows(rng, 100_000)
    if tight:
        rows[::20] = clustered(rng, 5_000)
    queries = changed(rng, rows[rng.integers(0, len(rows), 300)], 40)
    expected = hamming.scan(rows, queries)
    assert len(expected.row) > 200
    assert same(multi_index.search(multi_index.build(rows), queries), expected)


@pytest.mark.parametrize("count", [0, 1, 20_000, 100_000, 1_000_000, 10_000_000, 50_000_000])
def test_a_split_covers_the_bits_once_and_keeps_the_promise(count: int) -> None:
    parts = split(count)
    assert [part.start for part in parts] == [0, *np.cumsum([part.bits for part in parts])[:-1]]
    assert sum(part.bits for part in parts) == 256
    assert sum(part.radius + 1 for part in parts) >= RADIUS + 1


@pytest.mark.parametrize("cut", [(64, 3), (32, 2), (24, 2)])
def test_any_split_that_keeps_the_promise_finds_the_same(cut: tuple[int, int]) -> None:
    """Also parts that lie across words; the radius is cut for parts too wide to be tabled."""
    rng = np.random.default_rng(3)
    rows = clustered(rng, 500)
    widths = [20, 21, 22, 19, 23, 17, 21, 20, 22, 21, 25, 25]
    radii = [2] * 8 + [2, 1, 2, 1]
    starts = np.concatenate([[0], np.cumsum(widths)[:-1]])
    parts = tuple(Part(int(s), w, r) for s, w, r in zip(starts, widths, radii, strict=True))
    queries = changed(rng, rows[: cut[0]], 20 * cut[1])
    assert same(multi_index.search(multi_index.build(rows, parts), queries), hamming.scan(rows, queries))


def test_what_lies_at_the_radius_is_in_and_one_bit_farther_is_out() -> None:
    rows = random_rows(np.random.default_rng(1), 30_000)
    tables = multi_index.build(rows)
    value = int.from_bytes(rows[123].tobytes(), "little")
    for start in range(0, 256 - RADIUS, 5):
        inside = value ^ (((1 << RADIUS) - 1) << start)
        outside = value ^ (((1 << (RADIUS + 1)) - 1) << start)
        queries = hamming.words(number.to_bytes(32, "little") for number in (inside, outside))
        hits = multi_index.search(tables, queries)
        assert (hits.query.tolist(), hits.row.tolist(), hits.distance.tolist()) == ([0], [123], [RADIUS])


def test_without_a_place_for_a_cache_it_is_compiled_all_the_same(tmp_path: Path) -> None:
    """The package read-only, and no home: as on a locked-down server."""
    code = (
        "import numpy as np\n"
        "from vigie.kernels import compiled\n"
        "f = compiled.compiled(eval('lambda value: value + 1'))\n"
        "print(f(1))"
    )
    environment = {
        "PYTHONPATH": str(Path(vigie.__file__).parents[1]),
        "HOME": "/nonexistent",
        "PATH": os.environ["PATH"],
    }
    said = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, env=environment, cwd=tmp_path, check=True
    )
    assert said.stdout == "2\n"
