"""Rows for the tests of the index: each batch is told by its number alone."""

from __future__ import annotations

import numpy as np

from vigie.matching.living.view import View
from vigie.matching.tags import Hashes

EACH = 500  # rows of a batch


def batch(number: int, count: int = EACH) -> Hashes:
    """The rows of a batch: keys of its own, and two hashes each."""
    rng = np.random.default_rng(number)
    keys = np.arange(number * count + 1, (number + 1) * count + 1, dtype=np.int64)
    looks = rng.integers(0, 1 << 64, (count, 4), dtype=np.uint64)
    return Hashes(keys, looks, keys, rng.integers(0, 1 << 64, count, dtype=np.uint64))


def far(view: View, hashes: Hashes) -> tuple[set[int], set[int]]:
    """The keys found by picture and by tag, of these hashes."""
    return {int(key) for key in view.near(hashes.looks)[1]}, {int(key) for key in view.equal(hashes.tags)[1]}


def keys(hashes: Hashes) -> tuple[set[int], set[int]]:
    """The keys that there should be."""
    return set(hashes.look_keys.tolist()), set(hashes.tag_keys.tolist())


def told(view: View) -> dict[int, tuple[bytes, int]]:
    """All that counts in the index: by key, its picture and its tag."""
    rows = view.rows()
    tags = dict(zip(rows.tag_keys.tolist(), rows.tags.tolist(), strict=True))
    return {
        key: (look.tobytes(), tags.get(key, -1)) for key, look in zip(rows.look_keys.tolist(), rows.looks, strict=True)
    }


def expected(numbers: range, count: int = EACH) -> dict[int, tuple[bytes, int]]:
    """What `told` says of an index that holds these batches."""
    found: dict[int, tuple[bytes, int]] = {}
    for number in numbers:
        one = batch(number, count)
        for key, look, tag in zip(one.look_keys.tolist(), one.looks, one.tags.tolist(), strict=True):
            found[key] = (look.tobytes(), tag)
    return found
