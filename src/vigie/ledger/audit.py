"""Reads the whole ledger once, and finds whatever was done to it: in its rows, in the heads kept beside the database,
in the tree, or against a checkpoint that somebody kept elsewhere. Pure.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from vigie.ledger.chain import Flaw, Line, checkpoint, flaws, read_checkpoint
from vigie.ledger.note import BadNote, Checkpoint, Verifier, read
from vigie.ledger.tree import STEP, Growing, leaf

GONE = "it was written once, and is gone"
OTHER = "it is not the entry that was written"


@dataclass
class Heads:
    """The heads of the chain that were kept outside the database: whole lines, and lines that a crash cut short."""

    whole: dict[int, str] = field(default_factory=dict)
    torn: dict[int, str] = field(default_factory=dict)
    bad: list[Flaw] = field(default_factory=list)


def read_heads(raw: bytes, key: bytes) -> Heads:
    """The heads from their file."""
    found = Heads()
    for place, line in enumerate(raw.decode("latin-1").split("\n"), 1):
        head = read_checkpoint(line, key)
        number = line.partition(" ")[0]
        if head is not None:
            found.whole[head[0]] = head[1]
        elif " " in line and number.isascii() and number.isdigit():
            found.torn[int(number)] = line
        elif line and not (number == line and number.isascii() and number.isdigit()):
            found.bad.append(Flaw(0, f"line {place} of the heads was changed"))
    return found


@dataclass
class Witness:
    """A checkpoint that was kept somewhere, and where."""

    where: str
    head: Checkpoint


def read_witnesses(notes: Mapping[str, str], verifier: Verifier) -> tuple[list[Witness], list[Flaw]]:
    """The checkpoints that this ledger signed, and what is wrong with the others."""
    found, bad = [], []
    for where, note in notes.items():
        try:
            found.append(Witness(where, read(note, verifier)))
        except BadNote as error:
            bad.append(Flaw(0, f"{where}: {error}"))
    return found, bad


def audit(
    lines: Iterable[Line],
    heads: Heads,
    key: bytes,
    witnesses: Iterable[Witness],
    nodes: Mapping[tuple[int, int], str],
) -> Iterator[Flaw]:
    """Everything wrong with a ledger."""
    seen = _Seen(heads, key, list(witnesses), dict(nodes))
    yield from flaws(seen.passing(lines))
    yield from seen.found
    yield from seen.left()


class _Seen:
    """What is compared while the chain streams by."""

    def __init__(self, heads: Heads, key: bytes, witnesses: list[Witness], nodes: dict[tuple[int, int], str]) -> None:
        self._whole, self._torn, self._key, self._nodes = dict(heads.whole), dict(heads.torn), key, nodes
        self._witnesses: dict[int, list[Witness]] = {}
        for one in witnesses:
            self._witnesses.setdefault(one.head.size, []).append(one)
        self._tree, self.found, self._size = Growing(), list(heads.bad), 0

    def passing(self, lines: Iterable[Line]) -> Iterator[Line]:
        """The chain, as it is looked at."""
        for line in lines:
            self._size += 1
            self._head(line)
            self._leaf(line)
            yield line

    def _head(self, line: Line) -> None:
        if line.number in self._whole and self._whole.pop(line.number) != line.hash:
            self.found.append(Flaw(line.number, OTHER))
        if line.number in self._torn:
            text = self._torn.pop(line.number)
            if not checkpoint(line.number, line.hash, self._key).startswith(text):
                self.found.append(Flaw(line.number, "its line of the heads was changed"))

    def _leaf(self, line: Line) -> None:
        try:
            raw = bytes.fromhex(line.hash)
        except ValueError:
            raw = b""  # said already: its content is not what was sealed
        for level, root in self._tree.add(leaf(raw)):
            place = (level, (self._size >> level) - 1)
            if self._nodes.pop(place, root.hex()) != root.hex():
                self.found.append(Flaw(self._size, f"the tree above it was changed (level {level})"))
        for one in self._witnesses.pop(self._size, ()):
            if one.head.root != self._tree.root():
                self.found.append(Flaw(self._size, f"the ledger up to here is not the one of {one.where}"))

    def left(self) -> Iterator[Flaw]:
        """What was kept elsewhere and is not here."""
        for number in sorted({*self._whole, *self._torn}):
            yield Flaw(number, GONE)
        for size, ones in sorted(self._witnesses.items()):
            if size:
                names = ", ".join(one.where for one in ones)
                yield Flaw(size, f"the ledger held {size} entries and holds {self._size}: its end is gone ({names})")
        for level, index in sorted(self._nodes):
            yield Flaw((index + 1) << level, f"the tree holds what the ledger does not (level {level}, of {STEP} each)")
