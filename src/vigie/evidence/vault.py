"""Where sealed bytes lie: append-only segment files, one writer each, many readers.

A country's load is millions of small files. Segments keep that to one `fsync` a batch, and a crash can only leave an
unfinished record at the end of a segment that nobody refers to. A segment is written by one process alone.
"""

from __future__ import annotations

import errno
import io
import os
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Self, TypeVar

from vigie.evidence.seal import (
    CHUNK,
    ERASED,
    HEADER,
    TAG,
    Header,
    Key,
    Seal,
    SealError,
    blank,
    open_header,
    read_chunk,
    whole,
    write,
)

SEGMENT = 512 * 1024 * 1024  # bytes after which a new segment is begun
SEGMENTS = 64  # kept open for reading
AHEAD = 8192  # bytes read with the envelope: most objects are smaller


Put = TypeVar("Put")


@dataclass(frozen=True, slots=True)
class Place:
    """Where a record lies: the segment's name and the byte it begins at."""

    segment: str
    offset: int


class _Segment:
    """A segment that stays open for reading, for any number of threads, as long as somebody holds it."""

    def __init__(self, path: str) -> None:
        self._handle = -1
        self._handle = os.open(path, os.O_RDONLY | os.O_CLOEXEC)

    def read(self, offset: int, length: int) -> bytes:
        """So many bytes from there, less at the end. Raises `OSError`."""
        found = os.pread(self._handle, length, offset)
        while 0 < len(found) < length and (more := os.pread(self._handle, length - len(found), offset + len(found))):
            found += more
        return found

    def __del__(self) -> None:
        if self._handle >= 0:
            os.close(self._handle)


_segment = lru_cache(maxsize=SEGMENTS)(_Segment)  # a country's year is read in millions of small objects


class Sealed(io.RawIOBase):
    """A sealed object, read as a seekable stream of its plaintext. Each chunk is verified as it is read."""

    def __init__(self, file: _Segment, offset: int, key: Key) -> None:
        raw = file.read(offset, HEADER + AHEAD)
        self._file, self._start, self._ahead = file, offset + HEADER, raw[HEADER:]
        self._header: Header = open_header(raw, key)
        self._at = 0
        self._chunk: tuple[int, bytes] = (-1, b"")

    @property
    def size(self) -> int:
        """Bytes of plaintext."""
        return self._header.size

    def first(self) -> bytes:
        """The first chunk: all of a small object."""
        return self._load(0)

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._at

    def seek(self, offset: int, whence: int = os.SEEK_SET) -> int:
        start = {os.SEEK_SET: 0, os.SEEK_CUR: self._at, os.SEEK_END: self._header.size}[whence]
        self._at = max(0, start + offset)
        return self._at

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]  # typeshed's buffer protocol
        if self._at >= self._header.size:
            if self._header.size == 0:
                self._load(0)  # an empty object still proves itself
            return 0
        index, within = divmod(self._at, CHUNK)
        piece = self._load(index)[within : within + len(buffer)]
        buffer[: len(piece)] = piece
        self._at += len(piece)
        return len(piece)

    def _load(self, index: int) -> bytes:
        if self._chunk[0] != index:
            length = min(CHUNK, self._header.size - index * CHUNK) + TAG
            read = index == 0 and length <= len(self._ahead)
            sealed = self._ahead[:length] if read else self._file.read(self._start + index * (CHUNK + TAG), length)
            self._chunk = (index, read_chunk(self._header, index, sealed))
        return self._chunk[1]


class Writer:
    """Appends sealed objects to a segment of its own. Nothing is promised before `settle` has returned."""

    def __init__(self, folder: Path, key: Key) -> None:
        self._folder, self._key = folder, key
        self._file: BinaryIO | None = None
        self._name = ""

    def add(self, stream: BinaryIO) -> tuple[Seal, Place]:
        """Seals a stream. Raises `SealError` (not permanent on a full disk) and leaves no half record."""
        return self._append(lambda file: write(stream, file, self._key))

    def add_whole(self, content: bytes, seal: Seal) -> Place:
        """Seals bytes whose digests are known. Raises `SealError` in the same way."""
        return self._append(lambda file: file.write(whole(content, seal, self._key)))[1]

    def _append(self, put: Callable[[BinaryIO], Put]) -> tuple[Put, Place]:
        file = self._segment()
        start = file.tell()
        try:
            return put(file), Place(self._name, start)
        except OSError as error:
            self._forget(start)
            full = error.errno in (errno.ENOSPC, errno.EDQUOT)
            raise SealError(
                "the disk is full: nothing more can be sealed" if full else str(error), permanent=False
            ) from error
        except BaseException:
            self._forget(start)
            raise

    def drop(self, place: Place) -> None:
        """Takes back the record added last (the same bytes were already sealed)."""
        self._forget(place.offset)

    def settle(self) -> None:
        """Returns when everything added is on the disk."""
        if self._file is not None:
            self._file.flush()
            os.fsync(self._file.fileno())

    def _segment(self) -> BinaryIO:
        if self._file is not None and self._file.tell() >= SEGMENT:
            self.close()
        if self._file is None:
            self._name = f"{uuid.uuid4().hex}.segment"
            self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            handle = os.open(self._folder / self._name, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600)
            self._file = os.fdopen(handle, "w+b", buffering=1024 * 1024)
            _settle_folder(self._folder)
        return self._file

    def _forget(self, start: int) -> None:
        if self._file is None:
            return
        try:
            self._file.seek(start)
            self._file.truncate()
        except OSError:
            self._file = None  # a later add begins a new segment; nothing refers to this tail

    def close(self) -> None:
        if self._file is not None:
            self.settle()
            self._file.close()
            self._file = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def _settle_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@dataclass(frozen=True, slots=True)
class Vault:
    """All sealed bytes of an installation."""

    folder: Path
    key: Key

    def writer(self) -> Writer:
        """A writer with a segment of its own."""
        return Writer(self.folder, self.key)

    def erase(self, place: Place) -> None:
        """Overwrites a record in its place, its key and all its bytes, and returns when that is on the disk. To do it
        again does no harm. Raises `SealError`."""
        try:
            with open(f"{self.folder}/{place.segment}", "r+b") as file:  # noqa: PTH123
                file.seek(place.offset)
                raw = file.read(HEADER)
                if raw.startswith(ERASED):
                    return
                size = open_header(raw, self.key).size
                file.seek(place.offset)
                file.write(blank(size))
                left = size + TAG * max(1, -(-size // CHUNK))
                while left:
                    piece = min(left, 1024 * 1024)
                    file.write(bytes(piece))
                    left -= piece
                file.flush()
                os.fsync(file.fileno())
        except OSError as error:
            raise SealError(f"segment {place.segment} cannot be changed: {error.strerror}", permanent=False) from error

    def open(self, place: Place) -> BinaryIO:
        """An object's plaintext, as a seekable stream. Raises `SealError`."""
        try:
            file = _segment(f"{self.folder}/{place.segment}")
        except OSError as error:
            raise SealError(f"segment {place.segment} cannot be opened: {error.strerror}", permanent=True) from error
        sealed = Sealed(file, place.offset, self.key)
        if sealed.size > CHUNK:
            return io.BufferedReader(sealed, CHUNK)
        return io.BytesIO(sealed.first())
