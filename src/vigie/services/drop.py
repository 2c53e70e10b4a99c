"""What a drop is: a place where a partner lays files down, from which they are taken, acknowledged and put aside."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Protocol

from vigie.evidence.leaf import Leaf, Lost
from vigie.journey.tree import Left

TAKEN, ACKNOWLEDGED = "taken", "acknowledgements"
OWN = frozenset({TAKEN, ACKNOWLEDGED})
_UNFINISHED = re.compile(r"\.|.*(?:\.part|\.partial|\.tmp|\.filepart|\.crdownload|~)$", re.IGNORECASE)


class DropError(Exception):
    """A drop that cannot be read or written. `permanent`: it must be set up otherwise."""

    def __init__(self, what: str, *, permanent: bool) -> None:
        super().__init__(what)
        self.permanent = permanent


class Drop(Protocol):
    """One place. Entries are the files and folders at its top."""

    def entries(self) -> Sequence[str]:
        """The names that are complete: nothing that is still being written."""

    def events(self, name: str) -> Iterable[Leaf | Lost | Left]:
        """The files of one entry, in order, each read as it is sealed."""

    def acknowledge(self, name: str, said: bytes) -> None:
        """Lays down what the partner is told of one entry."""

    def put_aside(self, name: str) -> None:
        """Moves an entry where it is not taken again. Nothing is deleted."""


def is_waiting(name: str) -> bool:
    """Whether a name at the top is an entry: not our own folders, not a file that is still being written."""
    return name not in OWN and not _UNFINISHED.match(name)
