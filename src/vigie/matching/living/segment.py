"""A part of the index in order: written once, then only read; rows that were taken back are struck out beside it."""

from __future__ import annotations

import mmap
import os
import secrets
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from vigie.kernels.hamming import Words
from vigie.kernels.late import compiled, scanned
from vigie.matching.living import arrays
from vigie.matching.living.tail import equal
from vigie.matching.tags import Hashes, Keys, Tags

SMALL = 20_000  # pictures that are scanned, not indexed
Bits = NDArray[np.uint8]
Live = tuple[NDArray[np.bool_], NDArray[np.bool_]]


@dataclass(frozen=True, slots=True)
class Segment:
    """`look_keys` lie beside the rows of `tables` (or `looks`), `tag_keys` beside `tags`, which are in order."""

    name: str
    looks: Words
    tables: Any
    look_keys: NDArray[Any]
    tags: Tags
    tag_keys: NDArray[Any]
    struck: tuple[Bits, Bits]  # a bit for each row that was taken back: of pictures, of tags

    def near(self, queries: Words) -> tuple[Keys, Keys, Keys]:
        """(query, key, distance) of every picture near."""
        if self.tables is None:
            query, row, distance = scanned(self.looks, queries)
        else:
            query, row, distance = compiled().near(self.tables, queries).T
        live = _unset(self.struck[0], row)
        return query[live], self.look_keys[row[live]].astype(np.int64), distance[live]

    def equal(self, asked: Tags) -> tuple[Keys, Keys]:
        """(number of the tag asked for, key) of every tag that is equal."""
        query, row = equal(self.tags, asked)
        live = _unset(self.struck[1], row)
        return query[live], self.tag_keys[row[live]].astype(np.int64)

    @property
    def size(self) -> int:
        return len(self.look_keys) + len(self.tag_keys)

    def live(self) -> Live:
        """Which rows count, of pictures and of tags."""
        return _live(self.struck[0], len(self.look_keys)), _live(self.struck[1], len(self.tag_keys))

    def rows(self, live: Live | None = None) -> Hashes:
        """All rows that count, or that counted."""
        looks, tags = live or self.live()
        keys = (self.look_keys[looks].astype(np.int64), self.tag_keys[tags].astype(np.int64))
        return Hashes(keys[0], self.looks[looks], keys[1], self.tags[tags])


def _unset(bits: Bits, rows: Keys) -> NDArray[np.bool_]:
    live: NDArray[np.bool_] = bits[rows >> 3] >> (rows & 7).astype(np.uint8) & 1 == 0
    return live


def _live(bits: Bits, count: int) -> NDArray[np.bool_]:
    live: NDArray[np.bool_] = np.unpackbits(bits, count=count, bitorder="little") == 0
    return live


def build(folder: Path, hashes: Hashes, *, small: int = SMALL) -> str:
    """Put rows in order in a file of their own, on the disk when this returns. Its name."""
    order = np.argsort(hashes.tags, kind="stable")
    columns: dict[str, NDArray[Any]] = {"tags": hashes.tags[order], "tag_keys": _narrow(hashes.tag_keys[order])}
    if len(hashes.looks) <= small:
        columns |= {"look_keys": _narrow(hashes.look_keys), "looks": hashes.looks}
    else:
        tables = compiled().build(hashes.looks)
        columns |= {name: array for name, array in tables._asdict().items() if name != "order"}
        columns["look_keys"] = _narrow(hashes.look_keys[tables.order])
    name = f"segment-{secrets.token_hex(6)}"
    sizes = [-(-len(hashes.look_keys) // 8), -(-len(hashes.tag_keys) // 8)]
    _strike_file(folder / f"{name}.struck", sum(sizes))
    arrays.write(folder / name, columns)
    return name


def _narrow(keys: Keys) -> NDArray[Any]:
    return keys.astype(np.uint32) if not len(keys) or keys.max() < 1 << 32 else keys


def _strike_file(path: Path, size: int) -> None:
    with path.open("wb") as file:
        file.write(bytes(size + 1))  # never empty: it is mapped
        file.flush()
        os.fsync(file.fileno())


def opened(folder: Path, name: str) -> Segment:
    """A segment, mapped. Raises `FileNotFoundError` when it was merged away meanwhile, `Torn`."""
    columns = arrays.mapped(folder / name)
    with (folder / f"{name}.struck").open("rb") as file:
        whole = mmap.mmap(file.fileno(), 0, prot=mmap.PROT_READ)
    bits = np.frombuffer(whole, np.uint8)
    cut, stop = -(-len(columns["look_keys"]) // 8), -(-len(columns["tag_keys"]) // 8)
    tables = None
    if "rows" in columns:
        names = compiled().Tables._fields
        tables = compiled().Tables(*(columns.get(one, np.zeros(0, dtype=np.uint32)) for one in names))
    looks = columns["looks"] if tables is None else columns["rows"]
    struck = (bits[:cut], bits[cut : cut + stop])
    return Segment(name, looks, tables, columns["look_keys"], columns["tags"], columns["tag_keys"], struck)


def strike(folder: Path, segment: Segment, looks: NDArray[np.bool_], tags: NDArray[np.bool_]) -> None:
    """Strike out rows of a segment: every reader that has it open sees it at once."""
    handle = os.open(folder / f"{segment.name}.struck", os.O_WRONLY)
    try:
        start = 0
        for bits, gone in zip(segment.struck, (looks, tags), strict=True):
            if gone.any():
                now = bits | np.packbits(gone, bitorder="little")
                (changed,) = np.nonzero(now != bits)
                for span in _spans(changed):
                    os.pwrite(handle, now[span].tobytes(), start + span.start)
            start += len(bits)
    finally:
        os.close(handle)


def _spans(places: NDArray[np.int64]) -> list[slice]:
    """The places as stretches: near ones are written together."""
    if not len(places):
        return []
    cuts = np.nonzero(np.diff(places) > 4096)[0]
    firsts = places[np.concatenate([[0], cuts + 1])]
    lasts = places[np.concatenate([cuts, [len(places) - 1]])]
    return [slice(int(first), int(last) + 1) for first, last in zip(firsts, lasts, strict=True)]
