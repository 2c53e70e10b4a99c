"""A partner's SFTP server: its files are sealed as they arrive, and none of them lies here in the clear.

The server's key must be known beforehand: an exchange with somebody unknown is none.
"""

from __future__ import annotations

import asyncio
import io
import stat
import threading
from collections.abc import Awaitable, Iterable, Iterator, Sequence
from concurrent.futures import TimeoutError as TooLate
from dataclasses import dataclass, field
from pathlib import Path
from posixpath import join
from types import TracebackType
from typing import Any, BinaryIO, Self, TypeVar, cast
from urllib.parse import unquote, urlsplit

import asyncssh

from vigie.evidence.leaf import Leaf, Lost
from vigie.journey.tree import Left, natural, printable
from vigie.services.drop import ACKNOWLEDGED, TAKEN, DropError, is_waiting

SECONDS = 60.0  # for one answer of the server
PIECE = 256 * 1024
DEEPEST = 20
T = TypeVar("T")


@dataclass(slots=True)
class SftpDrop:
    """`sftp://user@host:port/path`; `known_hosts` and `identity` are files as ssh has them."""

    url: str
    known_hosts: Path
    identity: Path | None = None
    password: str | None = None
    _root: str = "."
    _loop: asyncio.AbstractEventLoop = field(default_factory=asyncio.new_event_loop)
    _line: asyncssh.SSHClientConnection | None = None
    _sftp: Any = None

    def __enter__(self) -> Self:
        threading.Thread(target=self._loop.run_forever, daemon=True).start()
        try:
            self._do(self._open())
        except (asyncssh.Error, OSError, ValueError) as error:
            self._loop.call_soon_threadsafe(self._loop.stop)
            lasting = isinstance(error, asyncssh.HostKeyNotVerifiable | asyncssh.PermissionDenied | ValueError)
            raise DropError(f"{urlsplit(self.url).hostname}: {error}", permanent=lasting) from error
        return self

    async def _open(self) -> None:
        parts = urlsplit(self.url)
        # As OpenSSH has it: from where one lands; after a second slash, from the top.
        self._root = unquote(parts.path).removeprefix("/") or "."
        how: dict[str, Any] = {"known_hosts": str(self.known_hosts), "username": unquote(parts.username or "") or None}
        how["client_keys"] = [str(self.identity)] if self.identity else None
        if self.password is not None:
            how["password"] = self.password
        self._line = await asyncssh.connect(
            parts.hostname or "", parts.port or 22, agent_path=None, config=None, connect_timeout=SECONDS, **how
        )
        self._sftp = await self._line.start_sftp_client()

    def _do(self, what: Awaitable[T]) -> T:
        """Waits for the server. Raises `OSError` when it does not answer."""
        try:
            return asyncio.run_coroutine_threadsafe(_awaited(what), self._loop).result(SECONDS)
        except (asyncssh.SFTPError, TooLate) as error:
            raise OSError(f"the server says: {error}") from error

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._line is not None:
            self._loop.call_soon_threadsafe(self._line.close)
        self._loop.call_soon_threadsafe(self._loop.stop)

    def entries(self) -> Sequence[str]:
        try:
            names = [str(name) for name in self._do(self._sftp.listdir(self._root))]
        except OSError as error:
            raise DropError(str(error), permanent=False) from error
        return sorted((name for name in names if is_waiting(name)), key=natural)

    def events(self, name: str) -> Iterable[Leaf | Lost | Left]:
        yield from self._walk(join(self._root, name), printable(name), 0)

    def _walk(self, path: str, name: str, depth: int) -> Iterator[Leaf | Lost | Left]:
        mode = self._do(self._sftp.lstat(path)).permissions or 0
        if stat.S_ISREG(mode):
            yield Leaf(name, lambda: self._file(path))
            if not depth:
                yield Left(".")
        elif stat.S_ISDIR(mode) and depth < DEEPEST:
            for below in sorted((str(one) for one in self._do(self._sftp.listdir(path))), key=natural):
                if below not in (".", ".."):
                    yield from self._walk(join(path, below), f"{name}/{printable(below)}", depth + 1)
            yield Left(name)
        else:
            yield Lost(name, "it is not a plain file")

    def _file(self, path: str) -> BinaryIO:
        return cast(BinaryIO, io.BufferedReader(_Remote(self, self._do(self._sftp.open(path, "rb"))), PIECE))

    def acknowledge(self, name: str, said: bytes) -> None:
        self._do(self._lay(f"{printable(name)}.json", said))

    async def _lay(self, name: str, said: bytes) -> None:
        folder = join(self._root, ACKNOWLEDGED)
        await self._sftp.makedirs(folder, exist_ok=True)
        half = join(folder, f".{name}.part")
        async with self._sftp.open(half, "wb") as file:
            await file.write(said)
        await self._sftp.posix_rename(half, join(folder, name))

    def put_aside(self, name: str) -> None:
        self._do(self._move(name))

    async def _move(self, name: str) -> None:
        folder = join(self._root, TAKEN)
        await self._sftp.makedirs(folder, exist_ok=True)
        number, free = 1, join(folder, name)
        while await self._sftp.exists(free):
            number += 1
            free = join(folder, f"{name} ({number})")
        await self._sftp.rename(join(self._root, name), free)


async def _awaited(what: Awaitable[T]) -> T:
    return await what


class _Remote(io.RawIOBase):
    """A file of the server, read piece by piece."""

    def __init__(self, drop: SftpDrop, file: Any) -> None:
        self._drop, self._remote = drop, file

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]  # typeshed's buffer protocol
        piece = self._drop._do(self._remote.read(len(buffer)))
        buffer[: len(piece)] = piece
        return len(piece)

    def close(self) -> None:
        if not self.closed:
            self._drop._do(self._remote.close())
        super().close()
