"""Runs `vigie ...` in a process that kills itself, as `kill -9` would, at a boundary of its work: over and over, each
time a little further, until one comes to its end.

    python crash.py STEP vigie-arguments...

A boundary is the moment before or after a commit, after a claim, and after bytes were sealed. The first process stops
at the first boundary, the next STEP boundaries further on. With STEP = 0 one runs undisturbed and only counts: the
number of boundaries goes to standard error at the end. Everything is loaded once, and each process is a fork.
"""

from __future__ import annotations

import importlib
import os
import signal
import sys
from collections.abc import Callable
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "vigie.project.settings")
django.setup()

from django.db.backends.base.base import BaseDatabaseWrapper  # noqa: E402

from vigie.evidence.vault import Writer  # noqa: E402
from vigie.project.cli import main  # noqa: E402
from vigie.territory import gazetteer, pack  # noqa: E402
from vigie.territory.atlas import Atlas  # noqa: E402
from vigie.triage import sense  # noqa: E402
from vigie.triage.tasks.needs import lexicon  # noqa: E402

step, at, met = int(sys.argv[1]), 0, 0


def boundary() -> None:
    global met
    met += 1
    if met == at:
        os.kill(os.getpid(), signal.SIGKILL)


def around(owner: type, name: str) -> None:
    plain: Callable[..., Any] = getattr(owner, name)

    def watched(*args: Any, **kwargs: Any) -> Any:
        boundary()
        done = plain(*args, **kwargs)
        boundary()
        return done

    setattr(owner, name, watched)


def run() -> None:
    try:
        main()
    finally:
        print(f"boundaries {met}", file=sys.stderr)


around(BaseDatabaseWrapper, "commit")
around(BaseDatabaseWrapper, "_commit")
around(Writer, "settle")
sys.argv = ["vigie", *sys.argv[2:]]
importlib.import_module(f"vigie.project.commands.{sys.argv[1]}")
for table in pack.folder().glob("*/*.csv.gz"):
    gazetteer.shipped(table)
Atlas.load()
sense.ours(pack.folder() / "sense").prepare(["the encoder is loaded"])
lexicon()
at = 1 if step else 0
while step and (child := os.fork()):
    _, ended = os.waitpid(child, 0)
    if not os.WIFSIGNALED(ended):
        print(f"killed {(at - 1) // step} times", file=sys.stderr)
        sys.exit(os.waitstatus_to_exitcode(ended))
    at += step
run()
