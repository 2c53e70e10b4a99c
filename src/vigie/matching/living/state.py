"""What the index is made of now: a small file that is replaced whole, so that a reader sees the one or the other."""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path

import msgspec
from msgspec import Struct, field

from vigie.matching.living.arrays import sync


class State(Struct, frozen=True):
    """The segments, how much of the tail counts, and which change of the database was the last to be followed."""

    boot: str = ""  # of the machine: what was not yet on the disk when it went down is not believed
    segments: tuple[str, ...] = ()  # the oldest first
    tail: str = ""
    looks: int = 0  # rows of the tail that count
    tags: int = 0
    change: int = 0
    token: str = ""  # of the change: another database has another
    top: int = 0  # the greatest key there ever was
    lists: dict[int, int] = field(default_factory=dict)  # the revision of each list, by key, that is in it at least
    settled: tuple[int, str, int] = (0, "", 0)  # change, token and top of what the segments hold without the tail


_decode = msgspec.json.Decoder(State).decode
NAME, SAFE = "current", "settled"


@cache
def boot() -> str:
    """Which start of this machine this is."""
    try:
        return Path("/proc/sys/kernel/random/boot_id").read_text("ascii").strip()
    except OSError:
        return "unknown"


def raw(folder: Path) -> bytes:
    """The state as it stands in its file; empty when there is none."""
    try:
        return (folder / NAME).read_bytes()
    except FileNotFoundError:
        return b""


def read(folder: Path, told: bytes) -> State:
    """The state that is told: of another start of the machine, or torn, what surely was on the disk before."""
    state = _read(told)
    if state is not None and state.boot == boot():
        return state
    state = _read(_safe(folder)) or State()
    change, token, top = state.settled
    return State(boot(), state.segments, change=change, token=token, top=top, settled=state.settled)


def _safe(folder: Path) -> bytes:
    try:
        return (folder / SAFE).read_bytes()
    except FileNotFoundError:
        return b""


def _read(told: bytes) -> State | None:
    try:
        return _decode(told)
    except msgspec.DecodeError:
        return None


def write(folder: Path, state: State, *, safe: bool) -> None:
    """Replace the state. `safe`: its segments changed, and are on the disk; so must this be."""
    told = msgspec.json.encode(state)
    for name in (SAFE, NAME) if safe else (NAME,):
        beside = folder / f"{name}.part"
        with beside.open("wb") as file:
            file.write(told)
            if safe:
                file.flush()
                os.fsync(file.fileno())
        beside.rename(folder / name)
    if safe:
        sync(folder)
