"""What the lists know of a batch of files: equal digests and near pictures, as plain records."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct, field

from vigie.matching.source import Entry
from vigie.report.nouns import Hash, Purpose


class Known(Struct, frozen=True):
    """An entry of a list, as the lists stand now."""

    list: str
    purpose: Purpose
    entry: Entry


class Near(Struct, frozen=True):
    """An entry whose picture, or some of whose frames, look like the one asked for."""

    known: Known
    distance: int  # of the nearest, in bits
    place: int = 0  # of the nearest in `nearness.shown_by(entry)`
    places: tuple[int, ...] = (0,)  # of all of it that is near


class Knowledge(Struct, frozen=True):
    """All that the lists know of a batch: by digest, and by picture fingerprint (hex) asked for."""

    equal: Mapping[Hash, tuple[Known, ...]]
    near: Mapping[str, tuple[Near, ...]]
    lists: tuple[str, ...] = ()  # the lists looked at, with their revision
    floods: Mapping[str, int] = field(default_factory=dict)  # pictures near to more than are told, and to how many
