"""The installation's keys: made once by `vigie init`, readable by its owner alone."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from vigie.evidence.seal import Key, SealError

SIZE = 32  # bytes


def make(folder: Path) -> None:
    """Makes the keys of vault, ledger, checkpoints, letters and sessions, unless they are there. Never replaces one."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    for name in ("vault", "ledger", "checkpoint", "letters"):
        _write_once(folder / name, secrets.token_bytes(SIZE))
    _write_once(folder / "session", secrets.token_urlsafe(48).encode("ascii"))


def _write_once(path: Path, value: bytes) -> None:
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return
    with os.fdopen(handle, "wb") as file:
        file.write(value)
        file.flush()
        os.fsync(file.fileno())


def read(folder: Path, name: str) -> bytes:
    """A key. Raises `SealError` when it is missing or not a key."""
    try:
        value = (folder / name).read_bytes()
    except OSError as error:
        raise SealError(
            f"the key {name!r} cannot be read ({error.strerror}): run `vigie init`?", permanent=True
        ) from error
    if len(value) != SIZE:
        raise SealError(f"the key {name!r} is damaged", permanent=True)
    return value


def vault_key(folder: Path) -> Key:
    """The key under which objects are sealed."""
    return Key(read(folder, "vault"))
