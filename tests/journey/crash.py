"""Runs `vigie ...` and kills itself, as `kill -9` would, at the n-th boundary of its work.

    python crash.py N vigie-arguments...

A boundary is the moment before or after a commit, after a claim, and after bytes were sealed. With N = 0 it only
counts: the number of boundaries goes to standard error at the end.
"""

from __future__ import annotations

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

at, met = int(sys.argv[1]), 0


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


around(BaseDatabaseWrapper, "commit")
around(BaseDatabaseWrapper, "_commit")
around(Writer, "settle")
sys.argv = ["vigie", *sys.argv[2:]]
try:
    main()
finally:
    print(f"boundaries {met}", file=sys.stderr)
