"""One decoding worker, seen from outside: started, asked with a time limit, and replaced when it dies."""

from __future__ import annotations

import os
import select
import subprocess
import sys
import time
from pathlib import Path
from types import TracebackType
from typing import BinaryIO

import msgspec

import vigie
from vigie.matching.worker import LENGTHS, Ask, Told

ROOT = str(Path(vigie.__file__).parents[1])
START = "import sys; sys.path.insert(0, {root!r}); from vigie.matching.worker import main; main()"
MOST_SAID = 64 << 20  # bytes of one answer: more is not the worker's
START_SECONDS = 60.0
CHUNK = 1 << 20


class DecodeError(Exception):
    """The worker could not be had, or a file ended it. `permanent`: the file did, and would again."""

    def __init__(self, message: str, *, permanent: bool) -> None:
        super().__init__(message)
        self.permanent = permanent


class Worker:
    """A child process that decodes one file after the other. Not for two threads at once."""

    def __init__(self, memory: int, processor_seconds: int) -> None:
        command = [sys.executable, "-I", "-c", START.format(root=ROOT), str(memory), str(processor_seconds)]
        few = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1", "MALLOC_ARENA_MAX": "1", "LC_ALL": "C.UTF-8"}
        try:
            self._child = subprocess.Popen(
                command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=few, cwd="/"
            )
        except OSError as wrong:
            raise DecodeError(f"no decoding worker could be started: {wrong}", permanent=False) from wrong
        if self._child.stdin is None or self._child.stdout is None:
            raise DecodeError("no pipe to the decoding worker", permanent=False)
        self._in, self._out = self._child.stdin.fileno(), self._child.stdout.fileno()
        os.set_blocking(self._in, False)
        try:
            first = self._receive(time.monotonic() + START_SECONDS)[0]
            self.filtered, self.films = first.filtered, first.films
        except DecodeError as wrong:
            raise DecodeError("the decoding worker did not start", permanent=False) from wrong

    @property
    def pid(self) -> int:
        return self._child.pid

    def __enter__(self) -> Worker:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.end()

    def end(self) -> None:
        """Kill the worker: it has nothing to lose."""
        self._child.kill()
        self._child.wait()
        for pipe in (self._child.stdin, self._child.stdout):
            if pipe is not None and not pipe.closed:
                pipe.close()

    def ask(self, ask: Ask, content: bytes, seconds: float) -> tuple[Told, bytes]:
        """What the worker says of `content`. Raises `DecodeError` when it died or took longer, and is over then."""
        deadline = time.monotonic() + seconds
        head = msgspec.json.encode(ask)
        try:
            self._send(memoryview(LENGTHS.pack(len(head), len(content)) + head), deadline)
            self._send(memoryview(content), deadline)
            return self._receive(deadline)
        except DecodeError:
            self.end()
            raise

    def screen(self, ask: Ask, stream: BinaryIO, seconds: float) -> Told:
        """What the worker says of a video, of which it is given the pieces that it asks for. Raises `DecodeError`."""
        deadline = time.monotonic() + seconds
        head = msgspec.json.encode(ask)
        try:
            self._send(memoryview(LENGTHS.pack(len(head), 0) + head), deadline)
            while (told := self._receive(deadline)[0]).piece is not None:
                offset, size = told.piece
                if offset < 0 or not 0 <= size <= MOST_SAID:
                    raise DecodeError("the decoding worker asked for what it cannot ask for", permanent=True)
                stream.seek(offset)
                piece = stream.read(size)
                self._send(memoryview(LENGTHS.pack(0, len(piece)) + piece), deadline)
        except BaseException:
            self.end()  # it may wait for a piece that will not come
            raise
        return told

    def _wait(self, descriptor: int, event: int, deadline: float) -> None:
        poll = select.poll()
        poll.register(descriptor, event)
        if not poll.poll(max(0.0, deadline - time.monotonic()) * 1000):
            raise DecodeError("the decoding of this file took too long and was ended", permanent=True)

    def _send(self, content: memoryview, deadline: float) -> None:
        while content:
            self._wait(self._in, select.POLLOUT, deadline)
            try:
                content = content[os.write(self._in, content[:CHUNK]) :]
            except BlockingIOError:
                continue
            except BrokenPipeError as wrong:
                raise DecodeError("this file ended the process that decoded it", permanent=True) from wrong

    def _exactly(self, size: int, deadline: float) -> bytes:
        parts, missing = [], size
        while missing:
            self._wait(self._out, select.POLLIN, deadline)
            part = os.read(self._out, min(missing, CHUNK))
            if not part:
                raise DecodeError("this file ended the process that decoded it", permanent=True)
            parts.append(part)
            missing -= len(part)
        return b"".join(parts)

    def _receive(self, deadline: float) -> tuple[Told, bytes]:
        head, body = LENGTHS.unpack(self._exactly(LENGTHS.size, deadline))
        if head + body > MOST_SAID:
            raise DecodeError("the decoding worker said more than it may", permanent=True)
        text, content = self._exactly(head, deadline), self._exactly(body, deadline)
        try:
            return msgspec.json.decode(text, type=Told), content
        except msgspec.DecodeError as wrong:
            raise DecodeError("the decoding worker said what it cannot say", permanent=True) from wrong
