"""Lays a dossier down where its addressee fetches it (a folder, an SFTP server), and fetches what they answer.

A file appears there whole or not at all. The server's key must be known beforehand. Answers lie beside, in
`acknowledgements/`: one JSON object each, as `docs/formats.md` says.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path
from posixpath import join
from typing import TypeVar
from urllib.parse import unquote, urlsplit

import asyncssh

from vigie.papers.partners import Partner
from vigie.papers.signing import PapersError

SECONDS = 60.0
ANSWERS = "acknowledgements"
LARGEST = 1024 * 1024  # bytes of one answer
T = TypeVar("T")


def lay(partner: Partner, home: Path, name: str, content: bytes) -> None:
    """Puts a file there. Raises `PapersError`: not permanent when it may be tried again."""
    if not partner.remote:
        into(Path(partner.where), name, content)
        return

    async def put(sftp: asyncssh.SFTPClient, root: str) -> None:
        part = join(root, f".{name}.part")
        async with sftp.open(part, "wb") as file:
            await file.write(content)
        await sftp.posix_rename(part, join(root, name))

    _there(partner, home, put)


def into(folder: Path, name: str, content: bytes) -> None:
    """The same for a folder. Raises `PapersError`."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        part = folder / f".{name}.part"
        part.write_bytes(content)
        part.replace(folder / name)
    except OSError as error:
        raise PapersError(f"{folder} cannot be written: {error.strerror}", permanent=False) from error


def answers(partner: Partner, home: Path) -> dict[str, bytes]:
    """What the partner answered, by file name. Nothing is taken away there. Raises `PapersError`."""
    if not partner.remote:
        return _in_folder(Path(partner.where) / ANSWERS)

    async def get(sftp: asyncssh.SFTPClient, root: str) -> dict[str, bytes]:
        place, found = join(root, ANSWERS), dict[str, bytes]()
        if not await sftp.isdir(place):
            return found
        for name in sorted(str(one) for one in await sftp.listdir(place)):
            if name.endswith(".json"):
                async with sftp.open(join(place, name), "rb") as file:
                    found[name] = await file.read(LARGEST)
        return found

    return _there(partner, home, get)


def _in_folder(place: Path) -> dict[str, bytes]:
    try:
        return {path.name: path.read_bytes()[:LARGEST] for path in sorted(place.glob("*.json"))}
    except OSError as error:
        raise PapersError(f"{place} cannot be read: {error.strerror}", permanent=False) from error


def _there(partner: Partner, home: Path, act: Callable[[asyncssh.SFTPClient, str], Awaitable[T]]) -> T:
    parts = urlsplit(partner.where)
    root = unquote(parts.path)[1:] or "."  # as curl has it: /in lies in our home there, //in does not

    async def go() -> T:
        async with (
            asyncssh.connect(
                parts.hostname or "",
                parts.port or 22,
                username=unquote(parts.username or "") or None,
                known_hosts=str(home / partner.known_hosts),
                client_keys=[str(home / partner.identity)] if partner.identity else None,
                agent_path=None,
                config=None,
                connect_timeout=SECONDS,
            ) as line,
            line.start_sftp_client() as sftp,
        ):
            return await act(sftp, root)

    try:
        return asyncio.run(asyncio.wait_for(go(), SECONDS))
    except (asyncssh.Error, OSError, ValueError, TimeoutError) as error:
        lasting = isinstance(error, asyncssh.HostKeyNotVerifiable | asyncssh.PermissionDenied | ValueError)
        raise PapersError(f"{parts.hostname}: {error or 'no answer'}", permanent=lasting) from error
