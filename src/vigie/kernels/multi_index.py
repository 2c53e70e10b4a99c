"""All entries within 31 bits of 256, exactly, without looking at most of them: multi-index hashing.

The 256 bits are cut into parts of `b_i` bits with radii `r_i`, where the sum of (r_i + 1) is at least 32. Two values
that differ in at most 31 bits then differ in at most `r_i` bits in some part (general pigeonhole; Norouzi, Punjani and
Fleet, "Fast search in Hamming space with multi-index hashing", 2012). So each part has a table of its rows by value,
and a query looks at all values within `r_i` bits of its own. What is found is verified in full, and told by the first
part that could find it, so that nothing is told twice.
"""

from __future__ import annotations

from itertools import combinations
from math import comb
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from vigie.kernels.compiled import compiled, popcount, prefetch
from vigie.kernels.hamming import BITS, RADIUS, Hits, Words

Whole = Any  # a whole number of 64 bits, as the compiler sees it

PROBE, CANDIDATE = 1.0, 2.2  # what each costs, one against the other: measured
WIDEST = 26  # bits of a part
ROOM = 53  # bytes an entry that the tables of places may take
MOST_HITS = 4096  # hits of one query before the room for them grows


class Part(NamedTuple):
    """Some neighbouring bits: from `start` on, `bits` of them, looked up within `radius`."""

    start: int
    bits: int
    radius: int


class Tables(NamedTuple):
    """An index over `rows`, in plain arrays that may as well lie in a mapped file.

    `parts` is P x 3 (start, bits, radius). `places` holds for each part 2^bits + 1 places in `ids[part]`, from
    `bases[part]` on; `masks` the changes to try, from `firsts[part]` to `firsts[part + 1]`.
    """

    rows: Words
    parts: NDArray[np.int64]
    places: NDArray[np.uint32]
    bases: NDArray[np.int64]
    ids: NDArray[np.uint32]
    masks: NDArray[np.uint32]
    firsts: NDArray[np.int64]


def _reached(bits: int, radius: int) -> int:
    return sum(comb(bits, changes) for changes in range(radius + 1))


def cost(bits: int, radius: int, count: int) -> float:
    """What one part costs a query over so many uniform rows."""
    reached = _reached(bits, radius)
    return float(reached * (PROBE + CANDIDATE * count / 2**bits))


def _cut(radii: list[int], count: int) -> tuple[float, list[int]]:
    """The widths for parts of these radii: bit by bit to the part that gains most from it and has room to grow."""
    widths = [8] * len(radii)
    room = ROOM * max(count, 1 << 20)
    for _ in range(BITS - sum(widths)):
        free = room - sum(4 << width for width in widths)
        gains = [
            cost(width, radius, count) - cost(width + 1, radius, count)
            if width < WIDEST and 4 << width <= free
            else -np.inf
            for width, radius in zip(widths, radii, strict=True)
        ]
        if max(gains) == -np.inf:
            return np.inf, widths
        widths[int(np.argmax(gains))] += 1
    return sum(cost(width, radius, count) for width, radius in zip(widths, radii, strict=True)), widths


def split(count: int) -> tuple[Part, ...]:
    """How the bits are best cut for so many rows, within the room that the tables of places may take."""
    best: tuple[float, list[int], list[int]] | None = None
    for twos in range(11):
        ones = -(-(RADIUS + 1 - 3 * twos) // 2)
        radii = [2] * twos + [1] * ones
        if ones and 3 * twos + 2 * ones > RADIUS + 1:
            radii[-1] = 0
        if not 10 <= len(radii) <= 16:
            continue
        whole, widths = _cut(radii, count)
        if whole < np.inf and (best is None or whole < best[0]):
            best = (whole, widths, radii)
    if best is None:
        best = (0.0, [16] * 16, [1] * 16)
    starts = np.concatenate([[0], np.cumsum(best[1])[:-1]])
    return tuple(Part(int(start), width, radius) for start, width, radius in zip(starts, best[1], best[2], strict=True))


def _masks(part: Part) -> NDArray[np.uint32]:
    changes = [
        sum(1 << bit for bit in some) for few in range(part.radius + 1) for some in combinations(range(part.bits), few)
    ]
    return np.array(changes, dtype=np.uint32)


@compiled
def _part(words: Words, row: Whole, start: Whole, bits: Whole) -> Whole:
    word, shift = start >> 6, start & 63
    value = words[row, word] >> np.uint64(shift)
    if shift + bits > 64:
        value |= words[row, word + 1] << np.uint64(64 - shift)
    return np.int64(value & np.uint64((1 << bits) - 1))


@compiled
def _sort(rows: Words, start: int, bits: int, places: NDArray[np.uint32], ids: NDArray[np.uint32]) -> None:
    """Sort the rows by their value in one part, by counting: `places` has 2^bits + 1 zeros at first."""
    count = rows.shape[0]
    for row in range(count):
        places[_part(rows, row, start, bits) + 1] += np.uint32(1)
    for value in range(1, places.shape[0]):
        places[value] += places[value - 1]
    for row in range(count):
        value = _part(rows, row, start, bits)
        ids[places[value]] = row
        places[value] += np.uint32(1)
    for value in range(places.shape[0] - 1, 0, -1):
        places[value] = places[value - 1]
    places[0] = 0


def build(rows: Words, parts: tuple[Part, ...] | None = None) -> Tables:
    """The index over these rows, at most 2^32 - 1 of them."""
    parts = split(len(rows)) if parts is None else parts
    bases = np.cumsum([0, *((1 << part.bits) + 1 for part in parts)])
    places = np.zeros(bases[-1], dtype=np.uint32)
    ids = np.empty((len(parts), len(rows)), dtype=np.uint32)
    for number, part in enumerate(parts):
        _sort(rows, part.start, part.bits, places[bases[number] : bases[number + 1]], ids[number])
    masks = [_masks(part) for part in parts]
    firsts = np.cumsum([0, *(len(some) for some in masks)])
    return Tables(rows, np.array(parts, dtype=np.int64), places, bases[:-1], ids, np.concatenate(masks), firsts)


@compiled
def _apart(rows: Words, row: Whole, queries: Words, query: Whole, most: int) -> Whole:
    """The distance, or something above `most`: half of the bits are often enough to tell."""
    half = popcount(rows[row, 0] ^ queries[query, 0]) + popcount(rows[row, 1] ^ queries[query, 1])
    if half > most:
        return 999
    return np.int64(half + popcount(rows[row, 2] ^ queries[query, 2]) + popcount(rows[row, 3] ^ queries[query, 3]))


@compiled
def _told_before(rows: Words, row: Whole, queries: Words, query: Whole, parts: NDArray[np.int64], number: int) -> bool:
    """Whether an earlier part finds this row too."""
    for earlier in range(number):
        start, bits = parts[earlier, 0], parts[earlier, 1]
        change = np.uint64(_part(rows, row, start, bits) ^ _part(queries, query, start, bits))
        if popcount(change) <= parts[earlier, 2]:
            return True
    return False


@compiled
def _scan_one(rows: Words, queries: Words, query: int, most: int, found: NDArray[np.int64], at: int) -> int:
    for row in range(rows.shape[0]):
        distance = _apart(rows, row, queries, query, most)
        if distance <= most:
            if at < found.shape[0]:
                found[at, 0], found[at, 1], found[at, 2] = query, row, distance
            at += 1
    return at


@compiled
def _look(
    rows: Words,
    parts: NDArray[np.int64],
    places: NDArray[np.uint32],
    bases: NDArray[np.int64],
    ids: NDArray[np.uint32],
    masks: NDArray[np.uint32],
    firsts: NDArray[np.int64],
    queries: Words,
    query: int,
    most: int,
    found: NDArray[np.int64],
    at: int,
    low: NDArray[np.int64],
    high: NDArray[np.int64],
) -> int:
    """The hits of one query, from `at` on; counted on where the room for them ends."""
    begun: int = at
    flat = rows.reshape(-1)
    looked: Whole = 0
    for number in range(parts.shape[0]):
        value = _part(queries, query, parts[number, 0], parts[number, 1])
        base, first, last = bases[number], firsts[number], firsts[number + 1]
        for mask in range(first, last):
            prefetch(places, base + (value ^ np.int64(masks[mask])))
        mine = ids[number]
        buckets = 0
        for mask in range(first, last):
            place = base + (value ^ np.int64(masks[mask]))
            start, stop = np.int64(places[place]), np.int64(places[place + 1])
            if start < stop:
                low[buckets], high[buckets] = start, stop
                buckets += 1
                looked += stop - start
                prefetch(mine, start)
        if looked * 6 > rows.shape[0]:  # a flood: the scan is cheaper
            return _scan_one(rows, queries, query, most, found, begun)
        for bucket in range(buckets):
            for place in range(low[bucket], high[bucket]):
                prefetch(flat, np.int64(mine[place]) * 4)
        for bucket in range(buckets):
            for place in range(low[bucket], high[bucket]):
                row = np.int64(mine[place])
                distance = _apart(rows, row, queries, query, most)
                if distance <= most and not _told_before(rows, row, queries, query, parts, number):
                    if at < found.shape[0]:
                        found[at, 0], found[at, 1], found[at, 2] = query, row, distance
                    at += 1
    return at


@compiled
def _search(
    rows: Words,
    parts: NDArray[np.int64],
    places: NDArray[np.uint32],
    bases: NDArray[np.int64],
    ids: NDArray[np.uint32],
    masks: NDArray[np.uint32],
    firsts: NDArray[np.int64],
    queries: Words,
    most: int,
    found: NDArray[np.int64],
) -> int:
    widest = 0
    for number in range(parts.shape[0]):
        widest = max(widest, firsts[number + 1] - firsts[number])
    low, high = np.empty(widest, dtype=np.int64), np.empty(widest, dtype=np.int64)
    at = 0
    for query in range(queries.shape[0]):
        at = _look(rows, parts, places, bases, ids, masks, firsts, queries, query, most, found, at, low, high)
    return at


@compiled
def _scan_all(rows: Words, queries: Words, most: int, found: NDArray[np.int64]) -> int:
    at = 0
    for query in range(queries.shape[0]):
        at = _scan_one(rows, queries, query, most, found, at)
    return at


def _hits(found: NDArray[np.int64], count: int) -> Hits:
    told = found[:count]
    order = np.lexsort((told[:, 1], told[:, 0]))
    return Hits(told[order, 0], told[order, 1], told[order, 2])


def search(tables: Tables, queries: Words, radius: int = RADIUS) -> Hits:
    """The same as `hamming.scan(tables.rows, queries)`: `radius` is at most `RADIUS`."""
    found = np.empty((MOST_HITS, 3), dtype=np.int64)
    while (count := _search(*tables, queries, radius, found)) > len(found):
        found = np.empty((count, 3), dtype=np.int64)
    return _hits(found, count)


def scan(rows: Words, queries: Words, radius: int = RADIUS) -> Hits:
    """The same as `hamming.scan`, compiled."""
    found = np.empty((MOST_HITS, 3), dtype=np.int64)
    while (count := _scan_all(rows, queries, radius, found)) > len(found):
        found = np.empty((count, 3), dtype=np.int64)
    return _hits(found, count)
