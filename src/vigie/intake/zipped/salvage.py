"""What can still be had from an archive that lost its list of files: a transfer broke off, a disk was full."""

from __future__ import annotations

import io
import struct
from collections.abc import Iterator
from typing import BinaryIO

from vigie.intake.zipped.directory import Listed, name_of, wide_sizes

_LOCAL, _DESCRIPTOR = b"PK\x03\x04", b"PK\x07\x08"
_HEADER = struct.Struct("<4s5H3I2H")
_SIZES_BEHIND = 0x8  # flag: the sizes stand behind the packed bytes
_PIECE = 1024 * 1024


def salvaged(stream: BinaryIO, most: int) -> Iterator[Listed]:
    """The members that are there from beginning to end, found one behind the other by their own headers."""
    length, offset = stream.seek(0, io.SEEK_END), 0
    for _ in range(most):
        stream.seek(offset)
        fixed = stream.read(_HEADER.size)
        if len(fixed) < _HEADER.size or not fixed.startswith(_LOCAL):
            return
        _, _, flags, method, _, _, crc, packed, size, name_size, extra_size = _HEADER.unpack(fixed)
        name, extra = stream.read(name_size), stream.read(extra_size)
        if not name:
            return
        start, behind = stream.tell(), 0
        size, packed = wide_sizes(extra, size, packed)
        if flags & _SIZES_BEHIND:
            described = _described(stream, start)
            if described is None:
                return
            crc, packed, size, behind = described
        if start + packed > length:
            return
        yield Listed(name_of(name, extra), flags, method, crc, packed, size, offset)
        offset = start + packed + behind


def _described(stream: BinaryIO, start: int) -> tuple[int, int, int, int] | None:
    """Checksum, sizes and its own length, from the record behind a member's bytes whose sizes were not known before.

    A record is known by its mark and by telling the very distance at which it stands.
    """
    stream.seek(start)
    window, at = b"", start
    while piece := stream.read(_PIECE):
        window += piece
        found = window.find(_DESCRIPTOR)
        while 0 <= found <= len(window) - 16:
            distance = at + found - start
            for form, behind in (("<4xIII", 16), ("<4xIQQ", 24)):
                if len(window) - found < behind:
                    continue
                crc, packed, size = struct.unpack_from(form, window, found)
                if packed == distance:
                    return crc, packed, size, behind
            found = window.find(_DESCRIPTOR, found + 1)
        at, window = at + len(window) - 23, window[-23:]
    return None
