"""A stream whose first bytes were looked at and that cannot be rewound."""

from __future__ import annotations

import io
from typing import BinaryIO


class _Rejoined(io.RawIOBase):
    def __init__(self, start: bytes, rest: BinaryIO) -> None:
        self._start, self._rest = start, rest

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]  # typeshed's buffer protocol
        piece = self._start[: len(buffer)] or self._rest.read(len(buffer))
        self._start = self._start[len(buffer) :]
        buffer[: len(piece)] = piece
        return len(piece)


def rejoined(start: bytes, rest: BinaryIO) -> BinaryIO:
    """The whole stream again: the bytes already read, then the rest."""
    return io.BufferedReader(_Rejoined(start, rest), 1 << 18)
