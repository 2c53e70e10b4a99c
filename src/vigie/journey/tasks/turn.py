"""Whose turn it is to write, among all processes of an installation on SQLite.

SQLite has one writer, and who must wait for it sleeps and tries again, up to a tenth of a second and in no order: under
load some wait for seconds. A lock of the kernel wakes the next one at once. It is a courtesy and no guard: who does not
ask for it is held off by SQLite itself. PostgreSQL has its own queue (`ledger.models.lock`).
"""

from __future__ import annotations

import fcntl
import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings
from django.db import connection

_here = threading.Lock()  # the kernel's lock is of a process; this one is of its threads


@contextmanager
def turn() -> Iterator[None]:
    """Holds the turn to write. Within a transaction that is already open it is not asked for."""
    if connection.vendor != "sqlite" or connection.in_atomic_block:
        yield
        return
    with _here:
        handle = os.open(settings.VIGIE_HOME / "turn", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX)
            yield
        finally:
            os.close(handle)  # which gives it back, as the end of the process would
