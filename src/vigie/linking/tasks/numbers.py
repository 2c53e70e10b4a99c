"""Numbers that linking gives: ids that count up, and keys that say what they are of."""

from __future__ import annotations

import hashlib

from django.db.models import Max, Model


def last(model: type[Model]) -> int:
    """The highest id in use, 0 if none. Ids are given by the one writer, so that rows need not be read back."""
    highest: int | None = model._default_manager.aggregate(top=Max("id"))["top"]
    return highest or 0


def digest(*parts: int | str) -> int:
    """Parts as one number of 63 bits."""
    text = "\x00".join(map(str, parts)).encode("utf-8", "surrogatepass")
    return int.from_bytes(hashlib.blake2b(text, digest_size=8).digest(), "big") >> 1
