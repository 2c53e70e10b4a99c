"""The bytes of one member of a ZIP, unpacked as they are read, checked, and stopped when they are too many."""

from __future__ import annotations

import bz2
import io
import lzma
import struct
import zlib
from typing import BinaryIO, Protocol

from vigie.intake.zipped.directory import Listed
from vigie.intake.zipped.limits import Budget

_LOCAL = b"PK\x03\x04"
_LOCAL_SIZE = 30
_PIECE = 64 * 1024  # packed bytes taken at once
_MOST = 1024 * 1024  # unpacked bytes that one piece may become at once
STORED, DEFLATED, BZIP2, LZMA = 0, 8, 12, 14
METHODS = frozenset({STORED, DEFLATED, BZIP2, LZMA})


class BadMember(OSError):
    """A member's bytes are not what the directory says, or too many. An `OSError`, as a bad sector would be."""

    permanent = True


class _Unpacker(Protocol):
    """What the decompressors of the standard library have in common."""

    @property
    def eof(self) -> bool: ...

    def feed(self, packed: bytes, most: int) -> bytes:
        """At most `most` more bytes; `packed` may be empty when `hungry` is false."""

    @property
    def hungry(self) -> bool: ...


class _Deflated:
    def __init__(self) -> None:
        self._inner = zlib.decompressobj(-15)

    @property
    def eof(self) -> bool:
        return self._inner.eof

    @property
    def hungry(self) -> bool:
        return not self._inner.unconsumed_tail

    def feed(self, packed: bytes, most: int) -> bytes:
        return self._inner.decompress(self._inner.unconsumed_tail + packed, most)


class _Other:
    """bzip2 and LZMA."""

    def __init__(self, inner: bz2.BZ2Decompressor | lzma.LZMADecompressor) -> None:
        self._inner = inner

    @property
    def eof(self) -> bool:
        return self._inner.eof

    @property
    def hungry(self) -> bool:
        return self._inner.needs_input

    def feed(self, packed: bytes, most: int) -> bytes:
        return self._inner.decompress(packed, most)


class _Stored:
    eof = False
    hungry = True

    def feed(self, packed: bytes, most: int) -> bytes:
        return packed


class Body(io.RawIOBase):
    """A member's plain bytes, once, from the front. Raises `BadMember` where they turn out bad."""

    def __init__(self, stream: BinaryIO, member: Listed, budget: Budget) -> None:
        self._stream, self._member, self._budget = stream, member, budget
        self._at, self._left = _start(stream, member), member.packed
        self._unpacker: _Unpacker = self._unpacker_for(member.method)
        self._given, self._crc, self._ready, self._ended = 0, 0, b"", False

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]  # typeshed's buffer protocol
        while not self._ready and not self._ended:
            self._ready = self._more()
        piece = self._ready[: len(buffer)]
        self._ready = self._ready[len(piece) :]
        buffer[: len(piece)] = piece
        return len(piece)

    def _more(self) -> bytes:
        """The next plain bytes; empty at the end, where the checks are made."""
        packed = self._packed() if self._unpacker.hungry and not self._unpacker.eof else b""
        try:
            plain = self._unpacker.feed(packed, _MOST) if not self._unpacker.eof else b""
        except (zlib.error, OSError, lzma.LZMAError, EOFError, ValueError) as error:
            raise BadMember("its packed bytes are damaged") from error
        self._given += len(plain)
        self._crc = zlib.crc32(plain, self._crc)
        self._budget.spend(len(plain), self._given, self._member)
        if self._given > self._member.size:
            raise BadMember(f"it has more than the {self._member.size} bytes that the archive says")
        if not plain and (self._unpacker.eof or (not self._left and self._unpacker.hungry)):
            self._check()
        return plain

    def _packed(self) -> bytes:
        self._stream.seek(self._at)
        piece = self._stream.read(min(_PIECE, self._left))
        if not piece and self._left:
            raise BadMember("the archive ends before its bytes do")
        self._at, self._left = self._at + len(piece), self._left - len(piece)
        return piece

    def _check(self) -> None:
        self._ended = True
        if self._given != self._member.size:
            raise BadMember(f"it has {self._given} bytes, and the archive says {self._member.size}")
        if self._crc != self._member.crc:
            raise BadMember("its bytes are damaged: the checksum (CRC) is wrong")

    def _unpacker_for(self, method: int) -> _Unpacker:
        if method == DEFLATED:
            return _Deflated()
        if method == BZIP2:
            return _Other(bz2.BZ2Decompressor())
        return self._lzma() if method == LZMA else _Stored()

    def _lzma(self) -> _Unpacker:
        """ZIP puts the version and the properties of the coder before the packed bytes."""
        self._stream.seek(self._at)
        head = self._stream.read(9)
        if len(head) < 9 or self._left < 9 or head[2:4] != b"\x05\x00":
            raise BadMember("its packed bytes are damaged")
        self._at, self._left = self._at + 9, self._left - 9
        byte, size = struct.unpack("<BI", head[4:])
        if byte >= 9 * 5 * 5 or size > 64 * 1024 * 1024:
            raise BadMember("its packed bytes are damaged")
        coder = {"id": lzma.FILTER_LZMA1, "dict_size": size, "lc": byte % 9, "lp": byte // 9 % 5, "pb": byte // 45}
        return _Other(lzma.LZMADecompressor(lzma.FORMAT_RAW, filters=[coder]))


def _start(stream: BinaryIO, member: Listed) -> int:
    """Where a member's packed bytes begin: behind its local header."""
    stream.seek(member.offset)
    header = stream.read(_LOCAL_SIZE)
    if len(header) < _LOCAL_SIZE or not header.startswith(_LOCAL):
        raise BadMember("it does not stand where the archive says")
    name_size, extra_size = struct.unpack_from("<26xHH", header)
    return member.offset + _LOCAL_SIZE + int(name_size) + int(extra_size)
