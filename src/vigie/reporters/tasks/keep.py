"""The keys of this installation, read once."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from django.conf import settings

from vigie.reporters import keyring
from vigie.reporters.keyring import Keyring


@lru_cache(maxsize=4)
def _of(folder: Path) -> Keyring:
    return keyring.of(folder)


def keys() -> Keyring:
    """This installation's. Raises `SealError` where there is none."""
    return _of(settings.VIGIE_HOME / "keys")
