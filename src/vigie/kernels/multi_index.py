"""All entries within 31 bits of 256, exactly, without looking at most of them: multi-index hashing.

The 256 bits are cut into parts of `b_i` bits with radii `r_i`, where the sum of (r_i + 1) is at least 32. Two values
that differ in at most 31 bits then differ in at most `r_i` bits in some part (general pigeonhole; Norouzi, Punjani and
Fleet, "Fast search in Hamming space with multi-index hashing", 2012). So each part has a table of its rows by value,
and a query looks at all values within `r_i` bits of its own. What is found is verified in full, and told by the first
part that could find it, so that nothing is told twice.

Rows that crowd together would flood these tables. They lie apart, crowd by crowd, each with its centre and the distance
of its farthest row: a query too far from a centre passes the whole crowd by, another compares its rows one after the
other, as they lie in memory.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from vigie.kernels.compiled import compiled, popcount, prefetch
from vigie.kernels.hamming import RADIUS, Hits, Words
from vigie.kernels.split import Part, split
from vigie.kernels.tables import Crowded, Tables, Whole, filled, nobody, part_of

MOST_HITS = 4096  # hits of one query before the room for them grows
LEAST_CROWD = 64  # rows near one another that are set apart
CROWDS = 1 << 15  # crowds of one index, at most
SEEN = 256  # rows of a flooded place of which the centre is made


def build(rows: Words, parts: tuple[Part, ...] | None = None) -> Tables:
    """The index over these rows, at most 2^32 - 1 of them."""
    parts = split(len(rows)) if parts is None else parts
    tables = filled(rows, np.arange(len(rows), dtype=np.uint32), parts, nobody())
    crowded = _crowded(tables)
    if not len(crowded.rows):
        return tables
    loose = np.ones(len(rows), dtype=bool)
    loose[crowded.rows] = False
    (numbers,) = np.nonzero(loose)
    return filled(rows, numbers.astype(np.uint32), parts, crowded)


def _crowded(tables: Tables) -> Crowded:
    """The crowds, found where places are flooded; row numbers are those that were given."""
    most = max(LEAST_CROWD, len(tables.rows) // CROWDS)
    taken = np.zeros(len(tables.rows), dtype=bool)
    rows: list[NDArray[np.int64]] = []
    centres: list[Words] = []
    reaches: list[int] = []
    for some in _floods(tables, most):
        free = some[~taken[some]]
        while len(free) >= most and len(rows) < CROWDS:
            centre = _centre(tables.rows[free[:SEEN]])
            found = near(tables, centre)
            mine = ~taken[found[:, 1]]
            if mine.sum() < most:
                break
            taken[found[mine, 1]] = True
            rows.append(found[mine, 1])
            centres.append(centre)
            reaches.append(int(found[mine, 2].max()))
            free = free[~taken[free]]
    if not rows:
        return nobody()
    begins = np.cumsum([0, *(len(some) for some in rows)])
    numbers = tables.order[np.concatenate(rows)].astype(np.int64)
    return Crowded(numbers, np.concatenate(centres), np.array(reaches, dtype=np.int64), begins)


def _floods(tables: Tables, most: int) -> list[NDArray[np.int64]]:
    """The rows of each flooded place, the largest first."""
    found: list[NDArray[np.int64]] = []
    for number, (_, bits, _) in enumerate(tables.parts.tolist()):
        places = tables.places[tables.bases[number] : tables.bases[number] + (1 << bits) + 1]
        sizes = np.diff(places)
        for value in np.nonzero(sizes >= most)[0]:
            span = slice(int(places[value]), int(places[value + 1]))
            inside = tables.ids[number - 1][span] if number else np.arange(span.start, span.stop)
            found.append(inside.astype(np.int64))
    return sorted(found, key=len, reverse=True)


def _centre(rows: Words) -> Words:
    """The value that most of the rows have, bit by bit."""
    bits = np.unpackbits(np.ascontiguousarray(rows).view(np.uint8), axis=1)
    return np.packbits(bits.mean(axis=0) > 0.5).view(np.uint64).reshape(1, 4)


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
        change = np.uint64(part_of(rows, row, start, bits) ^ part_of(queries, query, start, bits))
        if popcount(change) <= parts[earlier, 2]:
            return True
    return False


@compiled
def _scan_one(
    rows: Words, first: int, last: int, queries: Words, query: int, most: int, found: NDArray[np.int64], at: int
) -> int:
    for row in range(first, last):
        distance = _apart(rows, row, queries, query, most)
        if distance <= most:
            if at < found.shape[0]:
                found[at, 0], found[at, 1], found[at, 2] = query, row, distance
            at += 1
    return at


@compiled
def _look(
    tables: Any, queries: Words, query: int, most: int, found: NDArray[np.int64], at: int, low: Any, high: Any
) -> int:
    """The hits of one query among the loose rows, from `at` on; counted on where the room for them ends."""
    rows, parts, places, ids = tables.rows, tables.parts, tables.places, tables.ids
    begun: Whole = at
    looked: Whole = 0
    flat, loose = rows.reshape(-1), ids.shape[1]
    for number in range(parts.shape[0]):
        value = part_of(queries, query, parts[number, 0], parts[number, 1])
        base, first, last = tables.bases[number], tables.firsts[number], tables.firsts[number + 1]
        for mask in range(first, last):
            prefetch(places, base + (value ^ np.int64(tables.masks[mask])))
        mine = ids[max(number - 1, 0)]
        buckets = 0
        for mask in range(first, last):
            place = base + (value ^ np.int64(tables.masks[mask]))
            start, stop = np.int64(places[place]), np.int64(places[place + 1])
            if start < stop:
                low[buckets], high[buckets] = start, stop
                buckets += 1
                looked += stop - start
                if number:
                    prefetch(mine, start)
                else:
                    prefetch(flat, start * 4)
        if looked * 6 > loose:  # a flood: the scan is cheaper
            return _scan_one(rows, 0, loose, queries, query, most, found, begun)
        if number:
            for bucket in range(buckets):
                for place in range(low[bucket], high[bucket]):
                    prefetch(flat, np.int64(mine[place]) * 4)
        for bucket in range(buckets):
            for place in range(low[bucket], high[bucket]):
                row = np.int64(mine[place]) if number else place
                distance = _apart(rows, row, queries, query, most)
                if distance <= most and not _told_before(rows, row, queries, query, parts, number):
                    if at < found.shape[0]:
                        found[at, 0], found[at, 1], found[at, 2] = query, row, distance
                    at += 1
    return at


@compiled
def _search(tables: Any, queries: Words, most: int, found: NDArray[np.int64]) -> int:
    widest = 0
    for number in range(tables.parts.shape[0]):
        widest = max(widest, tables.firsts[number + 1] - tables.firsts[number])
    low, high = np.empty(widest, dtype=np.int64), np.empty(widest, dtype=np.int64)
    at = 0
    for query in range(queries.shape[0]):
        at = _look(tables, queries, query, most, found, at, low, high)
        for crowd in range(tables.reaches.shape[0]):
            if _apart(tables.centres, crowd, queries, query, 256) <= most + tables.reaches[crowd]:
                first, last = tables.begins[crowd], tables.begins[crowd + 1]
                at = _scan_one(tables.rows, first, last, queries, query, most, found, at)
    return at


@compiled
def _scan_all(rows: Words, queries: Words, most: int, found: NDArray[np.int64]) -> int:
    at = 0
    for query in range(queries.shape[0]):
        at = _scan_one(rows, 0, rows.shape[0], queries, query, most, found, at)
    return at


def _sealed(array: Any) -> NDArray[Any]:
    """The same array, not to be written: so that one compiled form serves memory and mapped files."""
    view = np.ascontiguousarray(array).view()
    view.flags.writeable = False
    return view


def near(tables: Tables, queries: Words, radius: int = RADIUS) -> NDArray[np.int64]:
    """(query, place in `tables.rows`, distance) of every hit, in no order: `tables.order` is not asked."""
    told, asked = Tables(*map(_sealed, tables)), _sealed(queries)
    found = np.empty((MOST_HITS, 3), dtype=np.int64)
    while (count := _search(told, asked, radius, found)) > len(found):
        found = np.empty((count, 3), dtype=np.int64)
    return found[:count]


def _hits(query: NDArray[np.int64], row: NDArray[np.int64], distance: NDArray[np.int64]) -> Hits:
    order = np.argsort(query << 32 | row)
    return Hits(query[order], row[order], distance[order])


def search(tables: Tables, queries: Words, radius: int = RADIUS) -> Hits:
    """The same as `hamming.scan` of the rows that were given: `radius` is at most `RADIUS`."""
    found = near(tables, queries, radius)
    return _hits(found[:, 0], tables.order[found[:, 1]].astype(np.int64), found[:, 2])


def scan(rows: Words, queries: Words, radius: int = RADIUS) -> Hits:
    """The same as `hamming.scan`, compiled."""
    rows, queries = _sealed(rows), _sealed(queries)
    found = np.empty((MOST_HITS, 3), dtype=np.int64)
    while (count := _scan_all(rows, queries, radius, found)) > len(found):
        found = np.empty((count, 3), dtype=np.int64)
    return _hits(found[:count, 0], found[:count, 1], found[:count, 2])
