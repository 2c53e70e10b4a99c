"""The living index: files that many processes map and read, and one at a time writes.

Nothing that is read is ever rewritten: a writer appends to the tail, strikes rows out, or puts a new segment beside the
old ones, and then replaces the small file that says what counts. So a look-up never waits, and a writer that dies at
any moment leaves what counted before. What is in the index is a projection of the database, which follows in
`matching/tasks/following.py`; `change` and `token` say how far it got.
"""

from __future__ import annotations

import fcntl
import os
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from vigie.matching.living import segment as segments
from vigie.matching.living import state as states
from vigie.matching.living.arrays import Torn
from vigie.matching.living.segment import Segment
from vigie.matching.living.state import State
from vigie.matching.living.tail import Tail
from vigie.matching.living.view import View
from vigie.matching.living.writer import Writer
from vigie.matching.tags import joined

PATIENCE = 20  # times that a reader looks again when what it opens was merged away
RATIO = 3  # a segment is merged with the later ones when it is not so many times as large as they together
PATIENT = 8  # the same where somebody waits for it, at the end of an import: look-ups are the quicker for it


class Living:
    """The index in a folder. Safe to be used by several threads and processes."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._told = b""
        self._view: View | None = None
        self._opened: dict[str, Segment] = {}
        self._lock = threading.Lock()
        self._merging: threading.Thread | None = None

    def view(self) -> View:
        """The index as it is now. Raises `Torn` when its files do not hold together."""
        told = states.raw(self._folder)
        with self._lock:
            if self._view is None or told != self._told:
                self._view, self._told = self._open(told), told
            return self._view

    def _open(self, told: bytes) -> View:
        for _ in range(PATIENCE):
            state = states.read(self._folder, told)
            try:
                return self._of(state)
            except FileNotFoundError:
                told = states.raw(self._folder)
        raise Torn("the index names files that are not there")

    def _of(self, state: State) -> View:
        """The view of a state; segments that are mapped already stay so."""
        known = self._view.tail if self._view else None
        tail = None
        if state.tail:
            path = self._folder / state.tail
            tail = known if known is not None and known.path == path else Tail(path)
        self._opened = {name: self._opened.get(name) or segments.opened(self._folder, name) for name in state.segments}
        return View(state, tuple(self._opened.values()), tail)

    def size(self) -> int:
        """Bytes that its files take on the disk."""
        if not self._folder.is_dir():
            return 0
        return sum(path.stat().st_blocks * 512 for path in self._folder.iterdir())

    @contextmanager
    def writing(self) -> Iterator[Writer]:
        """The right to write: one process has it, others wait. What is published counts, the rest never was."""
        self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        with self._held("writing"):
            try:
                view = self.view()
            except Torn:
                view = View(State(states.boot()), (), None)
            yield Writer(self._folder, view)

    @contextmanager
    def _held(self, name: str, *, wait: bool = True) -> Iterator[bool]:
        """A lock that dies with its holder."""
        handle = os.open(self._folder / f"{name}.lock", os.O_RDWR | os.O_CREAT, 0o600)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
            yield True
        except BlockingIOError:
            yield False
        finally:
            os.close(handle)

    def settle(self, *, wait: bool = False, whole: bool = False) -> None:
        """Merge segments when there is reason to: behind the scenes, or waiting for it. `whole`: all into one."""
        if wait or whole:
            with self.writing() as writer:
                writer.shorten()
            while self._merge(whole=whole, wait=True):
                whole = False
        elif len(self.view().segments) > 1 and not (self._merging and self._merging.is_alive()):
            self._merging = threading.Thread(target=self._merge, daemon=True)
            self._merging.start()

    def _merge(self, *, whole: bool = False, wait: bool = False) -> bool:
        """Merge some segments into one; whether there was something to merge, and nobody else at it."""
        self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        with self._held("merging", wait=wait) as mine:
            view = self.view()
            chosen = view.segments if whole else _chosen(view.segments, PATIENT if wait else RATIO)
            if not mine or (len(chosen) < 2 and not any(map(_hollow, chosen))):
                self._tidy(mine and wait)
                return False
            counted = [one.live() for one in chosen]
            rows = joined([one.rows(live) for one, live in zip(chosen, counted, strict=True)])
            name = segments.build(self._folder, rows) if rows.size else ""
            with self.writing() as writer:
                return writer.exchange(chosen, counted, name)

    def _tidy(self, now: bool) -> None:
        """Remove what a dead writer left, where somebody has time to wait for it."""
        if now:
            with self.writing() as writer:
                writer.sweep()


def _hollow(one: Segment) -> bool:
    """Whether a quarter of a segment was taken back."""
    looks, tags = one.live()
    return int(looks.sum() + tags.sum()) * 4 < one.size * 3


def _chosen(all_: Sequence[Segment], ratio: int) -> tuple[Segment, ...]:
    """The latest segments that are worth merging: from the first on that is not much larger than those after it."""
    start, later = len(all_), 0
    for place in range(len(all_) - 1, -1, -1):
        if later and all_[place].size <= ratio * later:
            start = place
        later += all_[place].size
    chosen = tuple(all_[start:])
    if len(chosen) > 1:
        return chosen
    return next(((one,) for one in all_ if _hollow(one)), chosen)
