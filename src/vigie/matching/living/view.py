"""The index as it was at one moment: its segments and so much of its tail. What is taken back later is not found."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from vigie.kernels.hamming import Words
from vigie.kernels.late import scanned
from vigie.matching.living.segment import Segment
from vigie.matching.living.state import State
from vigie.matching.living.tail import Tail
from vigie.matching.tags import Hashes, Keys, Tags, joined, nothing


@dataclass(frozen=True, slots=True)
class View:
    """Safe to be asked by several threads."""

    state: State
    segments: tuple[Segment, ...]
    tail: Tail | None

    def near(self, queries: Words) -> tuple[Keys, Keys, Keys]:
        """(number of the picture fingerprint asked for, key, distance) of all within `hamming.RADIUS` bits."""
        found = [segment.near(queries) for segment in self.segments if len(segment.look_keys)]
        late = self.late()
        if len(late.looks):
            query, row, distance = scanned(late.looks, queries)
            keys = late.look_keys[row]
            found.append((query[keys > 0], keys[keys > 0], distance[keys > 0]))
        query, key, distance = _together(found, 3)
        return query, key, distance

    def equal(self, asked: Tags) -> tuple[Keys, Keys]:
        """(number of the tag asked for, key) of all that are equal. A tag may be found under a key that has another
        hash with the same tag: compare in full."""
        found = [segment.equal(asked) for segment in self.segments if len(segment.tags)]
        if self.tail is not None and self.state.tags:
            found.append(self.tail.equal(self.state.tags, asked))
        query, key = _together(found, 2)
        return query, key

    def late(self) -> Hashes:
        """The rows of the tail that count, those with key 0 taken back."""
        return nothing() if self.tail is None else self.tail.rows(self.state.looks, self.state.tags)

    def rows(self) -> Hashes:
        """Every row that counts."""
        late = self.late()
        looks, tags = late.look_keys > 0, late.tag_keys > 0
        own = Hashes(late.look_keys[looks], late.looks[looks], late.tag_keys[tags], late.tags[tags])
        return joined([*(one.rows() for one in self.segments), own])


def _together(found: Sequence[tuple[Keys, ...]], columns: int) -> tuple[Keys, ...]:
    if not found:
        return tuple(np.zeros(0, dtype=np.int64) for _ in range(columns))
    return tuple(np.concatenate(column) for column in zip(*found, strict=True))
