"""What is to be done from time to time, by whichever worker comes first. Each may be done twice without harm."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass

from vigie.desk.tasks import notices
from vigie.reporters.tasks.door import let_in_due
from vigie.services.tasks.expire import expire
from vigie.services.tasks.hooks import tell


@dataclass(slots=True)
class Chore:
    """Something done every so many seconds."""

    every: float
    do: Callable[[], object]
    due: float = 0.0


CHORES = (Chore(60, expire), Chore(15, tell), Chore(30, let_in_due), Chore(120, notices.tell))


def do_what_is_due(now: Callable[[], float] = time.monotonic) -> None:
    """Does each chore whose time has come."""
    for chore in CHORES:
        if now() >= chore.due:
            chore.due = now() + chore.every
            chore.do()
