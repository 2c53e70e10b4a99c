"""Many rows at once: linking writes some thirty rows for each report, and must cost a fraction of a millisecond."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from typing import TypeVar

from django.db.models import Max, Model

from vigie.report.tasks import insert, update

__all__ = ["digest", "insert", "last", "pieces", "update"]
T = TypeVar("T")
PARAMETERS = 900  # of one statement, that every SQLite takes


def pieces(things: Sequence[T], columns: int) -> Iterator[Sequence[T]]:
    """Rows of so many columns, in pieces that one statement takes."""
    size = PARAMETERS // columns
    for start in range(0, len(things), size):
        yield things[start : start + size]


def last(model: type[Model]) -> int:
    """The highest id in use, 0 if none. Ids are given by the one writer, so that rows need not be read back."""
    highest: int | None = model._default_manager.aggregate(top=Max("id"))["top"]
    return highest or 0


def digest(*parts: int | str) -> int:
    """Parts as one number of 63 bits."""
    text = "\x00".join(map(str, parts)).encode("utf-8", "surrogatepass")
    return int.from_bytes(hashlib.blake2b(text, digest_size=8).digest(), "big") >> 1
