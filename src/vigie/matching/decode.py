"""Files -> prints, in order, on all processors: digests here, pixels in worker processes that a file can only kill."""

from __future__ import annotations

import hashlib
import os
import re
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from queue import LifoQueue
from types import TracebackType
from typing import BinaryIO, TypeVar

import msgspec
from msgspec import Struct

from vigie.kernels.pdq import TURNS
from vigie.matching.kinds import HEAD, is_picture, is_video, kind_of
from vigie.matching.prints import FORMS, Asked, Print, Still, Turned
from vigie.matching.process import DecodeError, Worker
from vigie.matching.worker import Ask, Look, Screening, Told
from vigie.report.nouns import FilePrint, Md5, Pdq, Sha1, Sha256

Key = TypeVar("Key")
Said = TypeVar("Said")
CHUNK = 1 << 20
HEX = re.compile(r"[0-9a-f]{64}")


class Limits(Struct, frozen=True):
    """What one file may use before it is given up, with the reason."""

    pixels: int = 200_000_000
    content: int = 512 << 20  # bytes of a picture's file
    memory: int = 2 << 30  # bytes of address space of a worker
    seconds: float = 30.0
    processor_seconds: int = 6 * 3600  # of a worker's whole life
    film_seconds: float = 120.0  # of reading one video: what was seen until then is told
    frames: int = 6000  # of one video that are looked at
    tries: int = 2  # a file that ends a worker is tried again alone in a fresh one, once


LIMITS = Limits()


class Decoder:
    """A pool of decoding workers, started when first needed. For any number of threads; close it, or use `with`."""

    def __init__(self, workers: int | None = None, limits: Limits = LIMITS, *, exact: bool = False) -> None:
        self._size = workers or os.cpu_count() or 1
        self._limits = limits
        self._exact = exact
        self._idle: LifoQueue[Worker | None] = LifoQueue()
        for _ in range(self._size):
            self._idle.put(None)
        self._threads = ThreadPoolExecutor(self._size, thread_name_prefix="decode")

    def __enter__(self) -> Decoder:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """End the workers."""
        self._threads.shutdown(cancel_futures=True)
        while not self._idle.empty():
            worker = self._idle.get_nowait()
            if worker is not None:
                worker.end()

    def prints(self, asked: Iterable[Asked[Key]], every: float | None = None) -> Iterator[tuple[Key, Print]]:
        """The prints of these files, in their order. What is wrong with a file stands in its `Print.file.error`.

        Raises `DecodeError` (not permanent) when there is no worker to be had, and the opener's own errors.
        """
        ahead: deque[tuple[Key, Future[Print]]] = deque()
        for one in asked:
            ahead.append((one.key, self._threads.submit(self.print_of, one.open, every)))
            if len(ahead) > 2 * self._size:
                key, future = ahead.popleft()
                yield key, future.result()
        for key, future in ahead:
            yield key, future.result()

    def print_of(self, open_: Callable[[], BinaryIO], every: float | None = None) -> Print:
        """The print of one file; of a video by its keyframes, or by one frame each so many seconds (0: all)."""
        with open_() as stream:
            file, content = self._digested(stream)
            if is_video(file.kind):
                return _film(file, self._screened(stream, file.size, every), every)
        if content is None:
            return Print(file)
        try:
            told, _ = self._ask(Ask(self._limits.pixels, exact=self._exact), content)
        except DecodeError as wrong:
            if not wrong.permanent:
                raise
            told = Told(error=str(wrong))
        return _print(file, told)

    def _screened(self, stream: BinaryIO, size: int, every: float | None) -> Told:
        """What a worker says of a video."""
        if not stream.seekable():
            return Told(error="a video is not looked at that can be read only from its beginning to its end")
        limits = self._limits
        how = Screening(size, limits.frames, limits.film_seconds, every)
        try:
            return self._with_worker(
                lambda worker: worker.screen(
                    Ask(limits.pixels, screening=how), stream, limits.film_seconds + limits.seconds
                )
            )
        except DecodeError as wrong:
            if not wrong.permanent:
                raise
            return Told(error=str(wrong))

    def thumbnail(self, content: bytes, pixels: int, *, blur: bool = True, grey: bool = True) -> bytes:
        """PNG bytes of a small picture, `pixels` on its longer side. Raises `DecodeError` when there is none."""
        ask = Ask(self._limits.pixels, thumbnail=pixels, blur=blur, grey=grey)
        told, picture = self._ask(ask, content)
        if told.error is not None or not picture:
            raise DecodeError(told.error or "no picture", permanent=True)
        return picture

    def _digested(self, stream: BinaryIO) -> tuple[FilePrint, bytes | None]:
        """The digests of a file, and its bytes when they are a picture's: read once, and other files never whole."""
        digests = hashlib.md5(usedforsecurity=False), hashlib.sha1(usedforsecurity=False), hashlib.sha256()
        chunk = stream.read(CHUNK)
        kind = kind_of(chunk[:HEAD])
        size = 0
        kept: list[bytes] | None = [] if is_picture(kind) else None
        while chunk:
            size += len(chunk)
            for digest in digests:
                digest.update(chunk)
            if kept is not None:
                kept.append(chunk)
                kept = kept if size <= self._limits.content else None
            chunk = stream.read(CHUNK)
        error = None if kept is not None or not is_picture(kind) else f"{size} bytes: too large for a picture"
        md5, sha1, sha256 = (digest.hexdigest() for digest in digests)
        file = FilePrint(Sha256(sha256), Sha1(sha1), Md5(md5), size, kind=kind, error=error)
        return file, None if kept is None else b"".join(kept)

    def _ask(self, ask: Ask, content: bytes) -> tuple[Told, bytes]:
        return self._with_worker(lambda worker: worker.ask(ask, content, self._limits.seconds))

    def _with_worker(self, do: Callable[[Worker], Said]) -> Said:
        """Done by a worker; a file that ends one is tried again in a fresh one."""
        worker = self._idle.get()
        try:
            for _ in range(self._limits.tries - 1):
                try:
                    worker = worker or self._fresh()
                    return do(worker)
                except DecodeError as wrong:
                    if not wrong.permanent:
                        raise
                    worker = None
            worker = worker or self._fresh()
            return do(worker)
        except BaseException:
            worker = None
            raise
        finally:
            self._idle.put(worker)

    def _fresh(self) -> Worker:
        return Worker(self._limits.memory, self._limits.processor_seconds)


def _whole(look: Look) -> bool:
    written = all(HEX.fullmatch(value) for value in look.turned.values())
    ways = set(FORMS.get(look.form, ()))
    return look.turned.keys() == ways and written and 0 <= look.quality <= 100


def _print(file: FilePrint, told: Told) -> Print:
    """A file's print from what the worker says of its pixels; what it cannot say is taken for a failure."""
    if not all(_whole(look) for look in told.looks):
        told = Told(error="the decoding worker said what it cannot say")
    turned = tuple(
        Turned(name + look.form, Pdq(look.turned[name]), look.quality)
        for look in told.looks
        for name in FORMS[look.form]
    )
    complete = FilePrint(
        file.sha256,
        file.sha1,
        file.md5,
        file.size,
        pdq=turned[0].pdq if turned else None,
        pdq_quality=told.looks[0].quality if told.looks else None,
        kind=file.kind,
        width=told.width,
        height=told.height,
        error=told.error,
    )
    return Print(complete, turned, scale=told.scale)


def _film(file: FilePrint, told: Told, every: float | None) -> Print:
    """A video's print from what the worker says of it."""
    if not all(_plausible(still) for still in told.stills):
        told = Told(error="the decoding worker said what it cannot say")
    complete = msgspec.structs.replace(
        file,
        width=told.width,
        height=told.height,
        error=told.error,
        seconds=told.seconds,
        frames=len(told.stills),
        every=every,
    )
    return Print(complete, stills=told.stills)


def _plausible(still: Still) -> bool:
    return len(still.looks) == 32 * len(TURNS) and 0 <= still.quality <= 100 and still.at >= 0
