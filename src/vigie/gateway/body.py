"""The body of a request as a stream: of a told length or in chunks, and never more than is allowed. Pure."""

from __future__ import annotations

import time
from collections import deque
from contextlib import suppress
from itertools import takewhile
from typing import Any, Protocol

from vigie.services.codes import Code, Wrong

PIECE = 64 * 1024  # bytes asked for at once
LINGER = 5.0  # seconds, and bytes, that a refused request may still send
LINGER_BYTES = 256 * 1024 * 1024
READ = "vigie.body"  # the body of a request that is being read, in its environment


class Readable(Protocol):
    def read(self, size: int, /) -> bytes: ...


class TooLarge(Wrong):
    """More was sent than one request may hold."""


class CutOff(OSError):
    """The client went away before it had sent all: nothing was acknowledged, so nothing is lost."""


class Body:
    """What a web server hands over, read once."""

    def __init__(self, environ: dict[str, Any], most: int) -> None:
        environ[READ] = self
        self._stream: Readable = environ["wsgi.input"]
        length = str(environ.get("CONTENT_LENGTH") or "")
        chunked = bool(environ.get("wsgi.input_terminated")) and not length
        if length and not length.isdecimal():
            raise Wrong(Code.INVALID_REQUEST, "the Content-Length is not a number")
        self._told = None if chunked else int(length or 0)
        self._left = self._most = most
        if self._told is not None and self._told > most:
            self._told = 0  # nothing of it is read
            raise self._too_large(most)

    @staticmethod
    def _too_large(most: int) -> TooLarge:
        return TooLarge(Code.INVALID_REQUEST, f"the request is larger than {most:,} bytes")

    def read(self) -> bytes:
        """The next piece; empty at the end. Raises `TooLarge`, and `CutOff` when the client stopped early."""
        wanted = PIECE if self._told is None else min(PIECE, self._told)
        piece = self._stream.read(wanted) if wanted else b""
        if not piece and self._told:
            raise CutOff("the client stopped before the end of its request")
        if self._told is not None:
            self._told -= len(piece)
        self._left -= len(piece)
        if self._left < 0:
            raise self._too_large(self._most)
        return piece

    def whole(self) -> bytes:
        """All of it in memory. Raises as `read` does."""
        return b"".join(iter(self.read, b""))

    def drain(self) -> None:
        """Reads on for a moment, and forgets it; what would not end in that time is left. Raises as `read` does."""
        if (self._told or 0) > LINGER_BYTES:
            return
        self._left, until = LINGER_BYTES, time.monotonic() + LINGER
        deque(takewhile(lambda _: time.monotonic() < until, iter(self.read, b"")), maxlen=0)


def drain(environ: dict[str, Any]) -> None:
    """Lets a refused request finish what it is sending, within bounds: who is cut off while it sends never sees why."""
    with suppress(OSError, Wrong):
        (environ.get(READ) or Body(environ, LINGER_BYTES)).drain()
