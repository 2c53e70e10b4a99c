"""What the lists know of a batch of files: equal digests and near pictures, as plain records."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

from vigie.matching.source import Entry
from vigie.report.nouns import Hash, Purpose

LEAST_QUALITY = 50  # a picture fingerprint of less never matches alone


class Known(Struct, frozen=True):
    """An entry of a list, as the lists stand now."""

    list: str
    purpose: Purpose
    entry: Entry


class Near(Struct, frozen=True):
    """An entry whose picture looks like the one asked for, so many bits away."""

    known: Known
    distance: int


class Knowledge(Struct, frozen=True):
    """All that the lists know of a batch: by digest, and by picture fingerprint (hex) asked for."""

    equal: Mapping[Hash, tuple[Known, ...]]
    near: Mapping[str, tuple[Near, ...]]
    lists: tuple[str, ...] = ()  # the lists looked at, with their revision
