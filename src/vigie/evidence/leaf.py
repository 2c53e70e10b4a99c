"""A file as a door hands it in, before it is sealed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import BinaryIO


@dataclass(frozen=True, slots=True)
class Leaf:
    """A file: its path as the sender names it, and how to read it once."""

    path: str
    open: Callable[[], BinaryIO]


@dataclass(frozen=True, slots=True)
class Lost:
    """A file that could not be read from where it came: there are no bytes to keep."""

    path: str
    why: str


class Unfetched(Exception):
    """The door's side of a file failed while it was read: a bad sector, a broken archive. Not the vault's fault."""

    permanent = True
