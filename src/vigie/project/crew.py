"""Worker processes beside this one, for the time of one large delivery.

Each is a `vigie work --beside` that listens on its standard input: as long as nothing is said there it only reads
parcels, after a line it does all that waits, and at the end of the input it stops. So none outlives who started it,
and one that is killed changes nothing: its leases are free again.
"""

from __future__ import annotations

import gc
import os
import subprocess
import sys
import threading
from dataclasses import dataclass, field
from types import TracebackType
from typing import Self

from vigie.matching import tasks as matching_tasks

SELDOM = (200_000, 20, 50)  # garbage is looked for: nearly everything here goes by itself, batch by batch
ENOUGH = 2000  # files or items from which a second process earns the second that its start takes
VIGIE = "from vigie.project.cli import main; main()"


@dataclass(slots=True)
class Crew:
    """So many processes in all, this one included. Leaving it ends the others."""

    size: int
    _seen: int = 0
    _all_is_in: bool = False
    _others: list[subprocess.Popen[bytes]] = field(default_factory=list)

    def __enter__(self) -> Self:
        return self

    def saw(self, things: int) -> None:
        """More came in. Where it is enough, the others are started."""
        self._seen += things
        self.meet(self._seen)

    def meet(self, things: int) -> None:
        """So much waits. Where it is enough, the others are started."""
        if things >= ENOUGH and self.wanted:
            matching_tasks.decode_beside(self.size)
            self._others = [self._start() for _ in range(self.size - 1)]

    @property
    def wanted(self) -> bool:
        """Whether others may be started still."""
        return self.size > 1 and not self._others

    def _start(self) -> subprocess.Popen[bytes]:
        other = worker("--beside", str(self.size))
        if self._all_is_in:
            self._say(other, b"go\n")
        return other

    def go(self) -> None:
        """All has come in: from now on the others do everything."""
        self._all_is_in = True
        for other in self._others:
            self._say(other, b"go\n")

    @staticmethod
    def _say(other: subprocess.Popen[bytes], word: bytes) -> None:
        try:
            assert other.stdin is not None
            other.stdin.write(word)
            other.stdin.flush()
        except BrokenPipeError:
            other.wait()  # it is gone; this process does its part

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for other in self._others:
            try:
                other.communicate()
            except BrokenPipeError:
                other.wait()


def settle_down() -> None:
    """Before long work: what is loaded now stays, and need not be looked through for garbage again and again."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(*SELDOM)


def worker(*words: str) -> subprocess.Popen[bytes]:
    """A `vigie work` that ends when this process does: it listens on a pipe that only this one writes to."""
    line = [sys.executable, "-c", VIGIE, "work", *words]
    return subprocess.Popen(line, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, env=_environment())


def _environment() -> dict[str, str]:
    """This process's own, and where it finds its modules."""
    return dict(os.environ) | {"PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}


class Listener:
    """The other end: what the process that started this one has said."""

    def __init__(self) -> None:
        self.all_is_in, self.over = threading.Event(), threading.Event()
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self) -> None:
        for _ in sys.stdin:
            self.all_is_in.set()
        self.over.set()
