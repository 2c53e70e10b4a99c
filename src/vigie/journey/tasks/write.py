"""The short write: one transaction, one writer, the ledger's head kept outside the database too."""

from __future__ import annotations

import logging
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import TypeVar

import msgspec
from django.conf import settings
from django.db import transaction

from vigie.evidence import keys
from vigie.journey.tasks.turn import turn
from vigie.ledger.chain import Act, Link, checkpoint
from vigie.ledger.models import lock, write
from vigie.report.tasks import chunks

Key = TypeVar("Key")
Row = TypeVar("Row")
TOGETHER = 500  # values in one IN (...): below every database's limit
_json = msgspec.json.Encoder().encode
log = logging.getLogger(__name__)


@contextmanager
def short_write() -> Iterator[list[Act]]:
    """A transaction under the write lock. Acts appended to the list it gives are in the ledger when it ends well."""
    acts: list[Act] = []
    with turn(), transaction.atomic():
        lock()
        yield acts
        head = write(acts)
    if head is not None:
        keep_head(head)


def keep_head(head: Link) -> None:
    """Notes the head of the chain outside the database, so that a lost tail shows. It may lag, it never leads."""
    folder = settings.VIGIE_HOME / "ledger"
    folder.mkdir(exist_ok=True, mode=0o700)
    line = checkpoint(head.number, head.hash, keys.read(settings.VIGIE_HOME / "keys", "ledger"))
    with (folder / "heads").open("ab+") as file:
        # A crash may have cut the last line short: what comes after it must not be glued to it.
        whole = file.seek(0, os.SEEK_END) == 0 or (file.seek(-1, os.SEEK_END), file.read(1))[1] == b"\n"
        file.write(f"{'' if whole else chr(10)}{line}\n".encode("ascii"))


def in_slices(keys_: Sequence[Key], ask: Callable[[Sequence[Key]], Iterable[Row]]) -> list[Row]:
    """All rows of a question asked piece by piece."""
    return [row for piece in chunks(keys_, TOGETHER) for row in ask(piece)]


def text(value: object) -> str:
    """A noun as JSON text."""
    return _json(value).decode("utf-8")
