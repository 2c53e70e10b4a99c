"""The Merkle tree over the chain (RFC 9162, 2.1), so that one entry can be shown without showing the others. Pure.

The leaf of an entry is its chain hash: it binds the entry and everything before it. A tree is read through `Complete`,
which gives the root of any complete subtree: `level` 0 are the leaves, `index` counts subtrees of that size.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence

Complete = Callable[[int, int], bytes]
STEP = 8  # levels between the subtrees that are kept: 256 leaves, 65,536, ...
WIDTH = 1 << STEP
EMPTY = hashlib.sha256(b"").digest()


def leaf(entry: bytes) -> bytes:
    """The hash of a leaf; `entry` is the 32 bytes of a chain hash."""
    return hashlib.sha256(b"\0" + entry).digest()


def node(left: bytes, right: bytes) -> bytes:
    """The hash of two subtrees side by side."""
    return hashlib.sha256(b"\1" + left + right).digest()


class Frontier:
    """A growing tree kept as its complete subtrees, at most one of each size: what has been read need not be kept."""

    def __init__(self) -> None:
        self.size = 0
        self._peaks: list[bytes] = []

    def add(self, leaf_hash: bytes) -> None:
        """One leaf more."""
        size, peaks = self.size, self._peaks
        while size & 1:
            leaf_hash = node(peaks.pop(), leaf_hash)
            size >>= 1
        peaks.append(leaf_hash)
        self.size += 1

    def root(self) -> bytes:
        """The root of the tree as it stands."""
        return _folded(self._peaks)

    def peaks(self) -> list[bytes]:
        """Its complete subtrees, the largest first."""
        return list(self._peaks)


class Growing:
    """A growing tree that tells each complete subtree of 256, 65,536, ... leaves as it is completed."""

    def __init__(self) -> None:
        self._parts = [Frontier()]

    def add(self, leaf_hash: bytes) -> Iterator[tuple[int, bytes]]:
        """One leaf more. Yields the levels and roots of what it completes."""
        place, found = 0, leaf_hash
        while True:
            self._parts[place].add(found)
            if self._parts[place].size < WIDTH:
                return
            found, self._parts[place] = self._parts[place].root(), Frontier()
            place += 1
            if place == len(self._parts):
                self._parts.append(Frontier())
            yield place * STEP, found

    def root(self) -> bytes:
        """The root of the tree as it stands."""
        return _folded([peak for part in reversed(self._parts) for peak in part.peaks()])


def _folded(peaks: Sequence[bytes]) -> bytes:
    if not peaks:
        return EMPTY
    root = peaks[-1]
    for peak in reversed(peaks[:-1]):
        root = node(peak, root)
    return root


def full(leaves: Iterable[bytes]) -> bytes:
    """The root over leaf hashes."""
    frontier = Frontier()
    for one in leaves:
        frontier.add(one)
    return frontier.root()


def root(size: int, complete: Complete) -> bytes:
    """The root of the tree of the first `size` entries."""
    return _range(0, size, complete) if size else EMPTY


def _split(count: int) -> int:
    """The largest power of two below `count`."""
    return 1 << (count - 1).bit_length() - 1


def _range(start: int, end: int, complete: Complete) -> bytes:
    count = end - start
    if count & (count - 1) == 0:
        level = count.bit_length() - 1
        return complete(level, start >> level)
    middle = start + _split(count)
    return node(_range(start, middle, complete), _range(middle, end, complete))


def inclusion(index: int, size: int, complete: Complete) -> list[bytes]:
    """The hashes that lead from leaf `index` (from 0) to the root of the tree of `size` (RFC 9162, section 2.1.3)."""
    proof: list[bytes] = []
    start, end = 0, size
    while end - start > 1:
        middle = start + _split(end - start)
        if index < middle:
            proof.append(_range(middle, end, complete))
            end = middle
        else:
            proof.append(_range(start, middle, complete))
            start = middle
    return proof[::-1]


def consistency(old: int, size: int, complete: Complete) -> list[bytes]:
    """The hashes that show the tree of `old` entries to be the beginning of that of `size` (section 2.1.4)."""
    if old in (0, size):
        return []
    proof: list[bytes] = []
    start, end, whole = 0, size, True
    while old != end:
        middle = start + _split(end - start)
        if old <= middle:
            proof.append(_range(middle, end, complete))
            end = middle
        else:
            proof.append(_range(start, middle, complete))
            start, whole = middle, False
    if not whole:
        proof.append(_range(start, end, complete))
    return proof[::-1]


def included(leaf_hash: bytes, index: int, size: int, proof: Sequence[bytes], root_hash: bytes) -> bool:
    """Whether a proof leads from a leaf to a root (RFC 9162, section 2.1.3)."""
    if not 0 <= index < size:
        return False
    at, last, found = index, size - 1, leaf_hash
    for step in proof:
        if last == 0:
            return False
        if at & 1 or at == last:
            found = node(step, found)
            while at and not at & 1:
                at, last = at >> 1, last >> 1
        else:
            found = node(found, step)
        at, last = at >> 1, last >> 1
    return last == 0 and found == root_hash


def consistent(old: int, old_root: bytes, size: int, size_root: bytes, proof: Sequence[bytes]) -> bool:
    """Whether a proof shows one tree to be the beginning of another (RFC 9162, section 2.1.4)."""
    if not 0 <= old <= size:
        return False
    if old in (0, size):
        return not proof and old_root == (EMPTY if old == 0 else size_root)
    path = [old_root, *proof] if old & (old - 1) == 0 else list(proof)
    if not path:
        return False
    at, last = old - 1, size - 1
    while at & 1:
        at, last = at >> 1, last >> 1
    before = after = path[0]
    for step in path[1:]:
        if last == 0:
            return False
        if at & 1 or at == last:
            before, after = node(step, before), node(step, after)
            while at and not at & 1:
                at, last = at >> 1, last >> 1
        else:
            after = node(after, step)
        at, last = at >> 1, last >> 1
    return last == 0 and before == old_root and after == size_root
