"""A ZIP's central directory: what it says it holds."""

from __future__ import annotations

import io
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from vigie.intake.format import Unreadable
from vigie.report.nouns import say

_END, _END64, _LOCATOR, _CENTRAL = b"PK\x05\x06", b"PK\x06\x06", b"PK\x06\x07", b"PK\x01\x02"
_END_SIZE, _LONGEST_COMMENT = 22, 65_535
_ENTRY = struct.Struct("<4s4H2H3I5H2I")
LARGEST_DIRECTORY = 256 * 1024 * 1024  # bytes
_FULL32 = 0xFFFFFFFF
_UNICODE_PATH, _ZIP64 = 0x7075, 0x0001


@dataclass(slots=True)
class Listed:
    """A member as the directory lists it. `offset` is where its local header begins; sizes are in bytes."""

    name: str
    flags: int
    method: int
    crc: int
    packed: int
    size: int
    offset: int


def listed(stream: BinaryIO, most: int) -> Iterator[Listed]:
    """The members that the directory lists. Raises `Unreadable` when there is none, as in an archive that was cut
    short, when it is damaged, or when it claims more than `most` members."""
    length = stream.seek(0, io.SEEK_END)
    count, size, offset, end = _end(stream, length)
    if count > most or size > LARGEST_DIRECTORY:
        raise Unreadable(say("the archive holds more than {most} files", most=most))
    start = end - size  # not `offset`: something may stand before the archive
    if start < 0 or offset > start:
        raise _damaged()
    stream.seek(start)
    yield from _entries(stream, min(size, length - start), most, start - offset)


def _end(stream: BinaryIO, length: int) -> tuple[int, int, int, int]:
    """Count of members, size and offset of the directory, and where it ends."""
    tail_start = max(0, length - _END_SIZE - _LONGEST_COMMENT)
    stream.seek(tail_start)
    tail = stream.read(length - tail_start)
    at = tail.rfind(_END)
    if at < 0 or len(tail) - at < _END_SIZE:
        raise Unreadable(say("the archive is cut short or damaged: its list of files is missing"))
    found = _end64(stream, tail_start + at)
    if found is not None:
        return found
    count, size, offset = struct.unpack_from("<10xHII", tail, at)
    return count, size, offset, tail_start + at


def _end64(stream: BinaryIO, end: int) -> tuple[int, int, int, int] | None:
    if end < 20:
        return None
    stream.seek(end - 20)
    locator = stream.read(20)
    if not locator.startswith(_LOCATOR):
        return None
    (where,) = struct.unpack_from("<8xQ", locator)
    if where > end:
        raise _damaged()
    stream.seek(where)
    record = stream.read(56)
    if len(record) < 56 or not record.startswith(_END64):
        raise _damaged()
    count, size, offset = struct.unpack_from("<32xQQQ", record)
    return count, size, offset, where


def _entries(stream: BinaryIO, size: int, most: int, shift: int) -> Iterator[Listed]:
    buffered, seen = io.BytesIO(stream.read(size)), 0
    while (fixed := buffered.read(_ENTRY.size)) and fixed.startswith(_CENTRAL):
        seen += 1
        if seen > most:
            raise Unreadable(say("the archive holds more than {most} files", most=most))
        if len(fixed) < _ENTRY.size:
            raise _damaged()
        values = _ENTRY.unpack(fixed)
        flags, method, crc, packed, plain = values[3], values[4], values[7], values[8], values[9]
        name_size, extra_size, comment_size, offset = values[10], values[11], values[12], values[16]
        name, extra = buffered.read(name_size), buffered.read(extra_size)
        buffered.seek(comment_size, io.SEEK_CUR)
        plain, packed, offset = _wide(extra, plain, packed, offset)
        yield Listed(name_of(name, extra), flags, method, crc, packed, plain, offset + shift)


def _fields(extra: bytes) -> Iterator[tuple[int, bytes]]:
    at = 0
    while at + 4 <= len(extra):
        kind, size = struct.unpack_from("<HH", extra, at)
        yield kind, extra[at + 4 : at + 4 + size]
        at += 4 + size


def wide_sizes(extra: bytes, size: int, packed: int) -> tuple[int, int]:
    """The sizes of a local header, from its extra field where they did not fit."""
    return _wide(extra, size, packed, 0)[:2]


def _wide(extra: bytes, *values: int) -> tuple[int, int, int]:
    """Sizes and offset that did not fit their 32 bits stand in an extra field, in this order."""
    wide = next((content for kind, content in _fields(extra) if kind == _ZIP64), b"")
    found = []
    for value in values:
        if value == _FULL32 and len(wide) >= 8:
            value, wide = int.from_bytes(wide[:8], "little"), wide[8:]
        found.append(value)
    return found[0], found[1], found[2]


def name_of(raw: bytes, extra: bytes) -> str:
    """A name as its maker meant it: UTF-8 where it is, whatever the flag says, else the DOS code page 437."""
    unicode_path = next((content[5:] for kind, content in _fields(extra) if kind == _UNICODE_PATH), b"")
    for candidate in (unicode_path, raw):
        try:
            name = candidate.decode("utf-8")
        except UnicodeDecodeError:
            continue
        if name:
            return name
    return raw.decode("cp437")


def _damaged() -> Unreadable:
    return Unreadable(say("the archive's list of files is damaged"))
