"""The same dossier gives the same bytes: papers, signatures and seal; and time stamps once they were had."""

from __future__ import annotations

from vigie.papers import bag
from vigie.papers.tests.example import MADE, NAME, made


def test_two_bags_of_one_dossier_are_equal() -> None:
    assert made(stamped=False).files == made(stamped=False).files


def test_with_the_stamps_that_were_had_before_too() -> None:
    tokens: dict[bytes, bytes] = {}
    first = made(tokens=tokens).files
    assert first == made(tokens=tokens).files
    assert bag.zipped(NAME, first, MADE) == bag.zipped(NAME, dict(reversed(first.items())), MADE)


def test_another_content_gives_another_seal() -> None:
    one, other = made(stamped=False).files, made(stamped=False, count=1).files
    assert one["seal/seal.sig"] != other["seal/seal.sig"]
