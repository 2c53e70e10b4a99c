"""The arrays of a multi-index hashing index, and how they are filled."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from vigie.kernels.compiled import compiled
from vigie.kernels.hamming import Words
from vigie.kernels.split import Part, masks

Whole = Any  # a whole number of 64 bits, as the compiler sees it


class Tables(NamedTuple):
    """An index over rows, in plain arrays that may as well lie in a mapped file.

    `rows` lie in the order of the first part, then crowd by crowd; `order` gives the number of each as it was given.
    `parts` is P x 3 (start, bits, radius). `places` holds for each part 2^bits + 1 places in `ids[part - 1]` (of the
    first part: in `rows` itself), from `bases[part]` on; `masks` the changes to try, from `firsts[part]` to
    `firsts[part + 1]`. Crowd c is `rows[begins[c]:begins[c + 1]]`, all within `reaches[c]` bits of `centres[c]`.
    """

    rows: Words
    order: NDArray[np.uint32]
    parts: NDArray[np.int64]
    places: NDArray[np.uint32]
    bases: NDArray[np.int64]
    ids: NDArray[np.uint32]
    masks: NDArray[np.uint32]
    firsts: NDArray[np.int64]
    centres: Words
    reaches: NDArray[np.int64]
    begins: NDArray[np.int64]


@compiled
def part_of(words: Words, row: Whole, start: Whole, bits: Whole) -> Whole:
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
        places[part_of(rows, row, start, bits) + 1] += np.uint32(1)
    for value in range(1, places.shape[0]):
        places[value] += places[value - 1]
    for row in range(count):
        value = part_of(rows, row, start, bits)
        ids[places[value]] = row
        places[value] += np.uint32(1)
    for value in range(places.shape[0] - 1, 0, -1):
        places[value] = places[value - 1]
    places[0] = 0


class Crowded(NamedTuple):
    """Rows set apart: their numbers crowd by crowd, and of each crowd its centre, reach and first place."""

    rows: NDArray[np.int64]
    centres: Words
    reaches: NDArray[np.int64]
    begins: NDArray[np.int64]


def nobody() -> Crowded:
    none = np.zeros(0, dtype=np.int64)
    return Crowded(none, np.empty((0, 4), dtype=np.uint64), none, np.zeros(1, dtype=np.int64))


def filled(rows: Words, numbers: NDArray[np.uint32], parts: tuple[Part, ...], crowded: Crowded) -> Tables:
    """The index in which the rows of these numbers are loose, the others crowd."""
    bases = np.cumsum([0, *((1 << part.bits) + 1 for part in parts)])
    places = np.zeros(bases[-1], dtype=np.uint32)
    loose = np.ascontiguousarray(rows[numbers]) if len(crowded.rows) else np.ascontiguousarray(rows)
    first = np.empty(len(loose), dtype=np.uint32)
    _sort(loose, parts[0].start, parts[0].bits, places[: bases[1]], first)
    loose, order = loose[first], numbers[first]
    ids = np.empty((len(parts) - 1, len(loose)), dtype=np.uint32)
    for number, part in enumerate(parts[1:], 1):
        _sort(loose, part.start, part.bits, places[bases[number] : bases[number + 1]], ids[number - 1])
    if len(crowded.rows):
        loose = np.concatenate([loose, rows[crowded.rows]])
        order = np.concatenate([order, crowded.rows.astype(np.uint32)])
    changes = [masks(part) for part in parts]
    firsts = np.cumsum([0, *(len(some) for some in changes)])
    begins = crowded.begins + len(numbers)
    return Tables(
        loose, order, np.array(parts, dtype=np.int64), places, bases[:-1], ids, np.concatenate(changes), firsts,
        crowded.centres, crowded.reaches, begins,
    )  # fmt: skip
