"""The worker beside a served desk: what a service finishes stands in the queue seconds later, with one command started.

It ends with the desk, also when that is killed; when it is killed itself, another takes its place.
"""

from __future__ import annotations

import logging
import subprocess
import threading
from dataclasses import dataclass, field
from types import TracebackType
from typing import Self

from vigie.project.crew import worker

LOOK = 1.0  # seconds between looks at whether it lives
AGAIN = 5.0  # seconds before one that ended is started again
log = logging.getLogger(__name__)


@dataclass(slots=True)
class Companion:
    """A worker process, kept alive while the block lasts."""

    _over: threading.Event = field(default_factory=threading.Event)
    _watch: threading.Thread | None = None

    def __enter__(self) -> Self:
        self._watch = threading.Thread(target=self._keep, args=(self._start(),), daemon=True)
        self._watch.start()
        return self

    @staticmethod
    def _start() -> subprocess.Popen[bytes]:
        return worker("--with-desk")

    def _keep(self, process: subprocess.Popen[bytes]) -> None:
        while not self._over.wait(LOOK):
            if process.poll() is not None:
                log.error("the worker ended with %s; another is started", process.returncode)
                self._over.wait(AGAIN)
                process = self._start()
        process.communicate()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._over.set()
        if self._watch is not None:
            self._watch.join(timeout=10)
