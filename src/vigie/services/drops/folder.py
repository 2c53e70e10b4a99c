"""A folder of this machine, or one that is mounted."""

from __future__ import annotations

import os
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from vigie.evidence.leaf import Leaf, Lost
from vigie.journey.tree import Left, natural, printable, walk
from vigie.services.drop import ACKNOWLEDGED, TAKEN, DropError, is_waiting


@dataclass(frozen=True, slots=True)
class FolderDrop:
    """`still`: seconds for which nothing in an entry may have changed."""

    root: Path
    still: float = 10.0

    def entries(self) -> Sequence[str]:
        try:
            found = [entry for entry in os.scandir(self.root) if is_waiting(entry.name)]
        except OSError as error:
            raise DropError(f"{self.root}: {error.strerror}", permanent=True) from error
        names = (entry.name for entry in found if self._still(Path(entry.path)))
        return sorted(names, key=lambda name: natural(printable(name)))

    def _still(self, path: Path) -> bool:
        before = time.time() - self.still
        try:
            all_ = [path, *path.rglob("*")] if path.is_dir() and not path.is_symlink() else [path]
            return all(one.lstat().st_mtime <= before for one in all_)
        except OSError:
            return False  # it changes while we look

    def events(self, name: str) -> Iterable[Leaf | Lost | Left]:
        return walk(self.root / name)

    def acknowledge(self, name: str, said: bytes) -> None:
        folder = self._own(ACKNOWLEDGED)
        half = folder / f".{printable(name)}.part"
        half.write_bytes(said)
        half.replace(_free(folder / f"{printable(name)}.json"))

    def put_aside(self, name: str) -> None:
        (self.root / name).rename(_free(self._own(TAKEN) / name))

    def _own(self, name: str) -> Path:
        try:
            (self.root / name).mkdir(exist_ok=True)
        except OSError as error:
            raise DropError(f"{self.root / name}: {error.strerror}", permanent=True) from error
        return self.root / name


def _free(path: Path) -> Path:
    """This path, or one beside it that is not there yet."""
    number, free = 1, path
    while free.exists() or free.is_symlink():
        number += 1
        free = path.with_name(f"{path.stem} ({number}){path.suffix}")
    return free
