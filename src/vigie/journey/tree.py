"""Walks what a door hands in, folder by folder, and gathers what belongs together. Pure but for listing folders.

A walk is a list of events: a file, or a folder that has been left. Files below a folder that holds a report belong to
it; those that nothing above them claims stand alone. A country's delivery never lies in memory as a whole.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path, PurePosixPath
from typing import BinaryIO

from vigie.evidence.leaf import Leaf, Lost
from vigie.report.nouns import Member

_DIGITS = re.compile(r"(\d+)")


@dataclass(frozen=True, slots=True)
class Left:
    """The walk has left a folder: everything below it has been seen."""

    folder: str


Event = Leaf | Lost | Left


def natural(name: str) -> list[tuple[int, int, str]]:
    """A sorting key by which 2 stands before 10, and `900` before `900-v2`."""
    return [(0, int(part), "") if part.isdecimal() else (1, 0, part) for part in _DIGITS.split(name) if part]


def walk(root: Path) -> Iterator[Event]:
    """The events of a file or a folder on disk. Links are not followed, and are said."""
    # `.`, `..` and `../report.xml` have names too, and a folder's name may be its report's number.
    root = Path(os.path.normpath(root.absolute()))
    if root.is_dir() and not root.is_symlink():
        yield from _folder(root, printable(root.name) or "root")
    else:
        # A report's folder is often its name: keep it, though only the file was asked for.
        path = "/".join(map(printable, filter(None, (root.parent.name, root.name))))
        yield _leaf(root, path)
        yield Left(str(PurePosixPath(path).parent))


def _leaf(there: Path | os.DirEntry[str], name: str) -> Leaf | Lost:
    path = os.fspath(there)
    if there.is_symlink():
        return Lost(name, "it is a link, and links are not followed")
    if not there.is_file():
        return Lost(name, "it is not a plain file" if Path(path).exists() else "there is no such file")
    return Leaf(name, lambda: open(path, "rb"))  # noqa: PTH123 (millions of times)


def _folder(folder: Path, name: str) -> Iterator[Event]:
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: natural(entry.name))
    except OSError as error:
        yield Lost(name, error.strerror or str(error))
        entries = []
    for entry in entries:
        below = f"{name}/{printable(entry.name)}"
        if entry.is_dir(follow_symlinks=False):
            yield from _folder(Path(entry.path), below)
        else:
            yield _leaf(entry, below)
    yield Left(name)


def printable(name: str) -> str:
    """A file name as text that can be stored: bytes that are not UTF-8 are shown as they are, escaped."""
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace").replace("\0", "\\0")


def listed(entries: Iterable[tuple[str, Callable[[], BinaryIO]]]) -> Iterator[Event]:
    """The events of an archive's listing: the same walk over a tree that is only names."""
    ordered = sorted(entries, key=lambda entry: [natural(part) for part in entry[0].split("/")])
    stack: list[str] = []
    for path, opener in ordered:
        parents = [str(parent) for parent in reversed(PurePosixPath(path).parents)]
        while stack and stack[-1] not in parents:
            yield Left(stack.pop())
        stack.extend(parent for parent in parents if parent not in stack)
        yield Leaf(path, opener)
    while stack:
        yield Left(stack.pop())


def _above(path: str) -> str:
    """The folder of a file, as `Left` names it."""
    above, _, name = path.rpartition("/")
    return _folded(above) if name not in ("", ".") else str(PurePosixPath(path).parent)


@lru_cache(maxsize=1024)
def _folded(folder: str) -> str:
    return str(PurePosixPath(folder))


@dataclass(slots=True)
class Gathering:
    """Puts sealed members together as the walk leaves their folders.

    `is_main` says whether a member is a report's main document; `alone` whether it is a parcel by itself (an archive);
    `group` splits what one folder owns into parcels.
    """

    is_main: Callable[[Member], bool]
    alone: Callable[[Member], bool]
    group: Callable[[Sequence[Member]], Sequence[Sequence[Member]]]
    _held: dict[str, list[Member]] = field(default_factory=dict)
    _owners: set[str] = field(default_factory=set)

    def add(self, member: Member) -> Sequence[Sequence[Member]]:
        """A file was met. Returns the parcels that are complete by it."""
        if self.alone(member):
            return [[member]]
        folder = _above(member.path)
        self._held.setdefault(folder, []).append(member)
        if self.is_main(member):
            self._owners.add(folder)
        return []

    def leave(self, folder: str) -> Sequence[Sequence[Member]]:
        """A folder was left: what it owns is complete; what nobody owns goes up to its parent."""
        members = self._held.pop(folder, [])
        if folder in self._owners:
            self._owners.discard(folder)
            return self.group(members)
        if members:
            self._held.setdefault(str(PurePosixPath(folder).parent), []).extend(members)
        return []

    def rest(self) -> Sequence[Sequence[Member]]:
        """The walk is over: what nobody owned."""
        members = [member for held in self._held.values() for member in held]
        self._held.clear()
        return self.group(members) if members else []
