"""The search finds exactly what comparing everything with everything finds."""

from __future__ import annotations

import random

import pytest

from vigie.linking import shelf
from vigie.linking.shelf import Shelf


def _hex(value: int) -> str:
    return f"{value:064x}"


def _changed(draw: random.Random, value: int, bits: int) -> int:
    for bit in draw.sample(range(256), bits):
        value ^= 1 << bit
    return value


@pytest.mark.parametrize("latest", [0, 100, 5000])
def test_everything_within_31_bits_is_found_and_nothing_else(latest: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shelf, "LATEST", latest)
    draw = random.Random(latest)
    held = [draw.getrandbits(256) for _ in range(1000)]
    held += [_changed(draw, draw.choice(held), draw.randrange(60)) for _ in range(1000)]
    one = Shelf()
    for start in range(0, len(held), 300):
        piece = held[start : start + 300]
        one.add([10_000 + start + n for n in range(len(piece))], [_hex(value) for value in piece])
    asked = [_changed(draw, draw.choice(held), draw.choice([0, 1, 16, 30, 31, 32, 33])) for _ in range(60)]
    truth = {
        (number, 10_000 + row)
        for number, query in enumerate(asked)
        for row, value in enumerate(held)
        if (query ^ value).bit_count() <= 31
    }
    found = list(one.near([_hex(value) for value in asked]))
    assert len(found) == len(set(found)) and set(found) == truth
    assert len(truth) > 30


def test_pairs_of_a_few_are_given_once() -> None:
    values = [_hex(0), _hex(2**31 - 1), _hex(2**40 - 1)]
    assert list(shelf.among(values)) == [(0, 1), (1, 2)]
