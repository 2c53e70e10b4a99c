"""The tree over the chain is RFC 9162's: its roots and proofs are those of the definition, and no other passes."""

from __future__ import annotations

import hashlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vigie.ledger.tree import EMPTY, Frontier, consistency, consistent, full, included, inclusion, leaf, node, root

# Leaves and roots of RFC 6962's test vectors (certificate-transparency-go, testdata): inputs, then root of the first n.
INPUTS = ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"]
ROOTS = {
    1: "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    2: "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    8: "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
}
MOST = 70


def leaves(count: int) -> list[bytes]:
    return [leaf(hashlib.sha256(str(n).encode()).digest()) for n in range(count)]


def defined(of: list[bytes]) -> bytes:
    """RFC 9162, 2.1.1, word for word."""
    if len(of) <= 1:
        return of[0] if of else EMPTY
    split = 1
    while split * 2 < len(of):
        split *= 2
    return node(defined(of[:split]), defined(of[split:]))


def complete(of: list[bytes], level: int, index: int) -> bytes:
    part = of[index << level : (index + 1) << level]
    assert len(part) == 1 << level, "only complete subtrees are asked for"
    return defined(part)


@pytest.mark.parametrize("size", ROOTS)
def test_the_roots_are_those_of_the_published_vectors(size: int) -> None:
    assert full(leaf(bytes.fromhex(text)) for text in INPUTS[:size]).hex() == ROOTS[size]


@settings(max_examples=40, deadline=None)
@given(st.integers(0, MOST))
def test_the_root_is_that_of_the_definition_however_it_is_computed(size: int) -> None:
    of = leaves(size)
    assert full(of) == root(size, lambda level, index: complete(of, level, index)) == defined(of)


def test_a_frontier_knows_the_root_at_every_size() -> None:
    frontier = Frontier()
    for size, one in enumerate(leaves(MOST)):
        assert frontier.root() == defined(leaves(size))
        frontier.add(one)


def test_every_leaf_is_proved_in_every_tree_and_no_other_leaf_passes_there() -> None:
    for size in (1, 2, 3, 7, 8, 33):
        of = leaves(size)
        head = defined(of)
        for index in range(size):
            way = inclusion(index, size, lambda level, place, of=of: complete(of, level, place))  # type: ignore[misc]
            assert included(of[index], index, size, way, head)
            assert not included(leaf(b"another"), index, size, way, head)
            assert not included(of[index], (index + 1) % (size + 1), size, way, head) or size == 1
            assert not included(of[index], index, size, [*way, EMPTY], head)
            assert not way or not included(of[index], index, size, way[:-1], head)


@settings(max_examples=60, deadline=None)
@given(st.integers(0, MOST), st.integers(0, MOST))
def test_a_tree_is_shown_to_be_the_beginning_of_a_later_one(one: int, other: int) -> None:
    old, size = sorted((one, other))
    of = leaves(size)
    way = consistency(old, size, lambda level, index: complete(of, level, index))
    assert consistent(old, defined(of[:old]), size, defined(of), way)


@settings(max_examples=60, deadline=None)
@given(st.integers(1, MOST), st.integers(1, MOST), st.data())
def test_a_tree_that_was_rewritten_is_not_a_beginning(one: int, other: int, data: st.DataObject) -> None:
    old, size = sorted((one, other))
    of, changed = leaves(size), leaves(size)
    changed[data.draw(st.integers(0, old - 1))] = leaf(b"rewritten")
    way = consistency(old, size, lambda level, index: complete(changed, level, index))
    assert not consistent(old, defined(of[:old]), size, defined(changed), way)
