"""A video on the screen, frame by frame: what PDQ says of each. Runs in the worker alone."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from typing import BinaryIO, NamedTuple

import numpy as np

from vigie.kernels import pdq, pdq_fast
from vigie.matching import film, pixels
from vigie.matching.film import Bounds, Film, Frame
from vigie.matching.prints import Still

PIECE = 1 << 20  # bytes asked for at a time


class Screened(NamedTuple):
    """What a video shows: size as seen, how far it was read, its frames, and what was wrong."""

    width: int | None
    height: int | None
    seconds: float
    stills: tuple[Still, ...]
    fault: str | None


class Distant(io.RawIOBase):
    """A file of `size` bytes that lies elsewhere: `fetch(offset, size)` gives a piece of it."""

    def __init__(self, size: int, fetch: Callable[[int, int], bytes]) -> None:
        self._size, self._fetch, self._at = size, fetch, 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        start = {io.SEEK_SET: 0, io.SEEK_CUR: self._at, io.SEEK_END: self._size}[whence]
        self._at = max(0, start + offset)
        return self._at

    def tell(self) -> int:
        return self._at

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]  # typeshed's buffer protocol
        size = min(len(buffer), self._size - self._at)
        if size <= 0:
            return 0
        piece = self._fetch(self._at, size)
        buffer[: len(piece)] = piece
        self._at += len(piece)
        return len(piece)


def distant(size: int, fetch: Callable[[int, int], bytes]) -> BinaryIO:
    """The same, read in pieces."""
    return io.BufferedReader(Distant(size, fetch), PIECE)


def _still(frame: Frame) -> Still:
    luma = frame.luma
    height, width = luma.shape
    form = pixels.form((width, height), 1, frame.turn)
    small = pdq_fast.grids(lambda top, bottom: luma[top:bottom], [form])[0]  # type: ignore[arg-type, return-value]
    small = (small.T if pixels.TURNS[frame.turn][0] else small) - np.float32(frame.black)
    seen = pdq.looks(small * np.float32(frame.gain))
    return Still(round(frame.at, 3), seen.quality, b"".join(pdq.turned(seen.dct).values()))


def screened(stream: BinaryIO, bounds: Bounds, every: float | None) -> Screened:
    """What can be read of a video. Raises `pixels.Unreadable` and `libav.Unavailable`."""
    with Film(stream, bounds) as video:
        width = height = None
        stills: list[Still] = []
        for frame in _large_enough(video, every):
            if width is None:
                height, width = frame.luma.shape
                if pixels.TURNS[frame.turn][0]:
                    width, height = height, width
            stills.append(_still(frame))
        return Screened(width, height, round(video.read_to, 3), tuple(stills), video.fault)


def _large_enough(video: Film, every: float | None) -> Iterator[Frame]:
    return (frame for frame in video.frames(every) if min(frame.luma.shape) >= pdq.SMALLEST)


def rehearse() -> None:
    """Read a film of known pixels. Raises `libav.Unavailable`."""
    film.proved()
