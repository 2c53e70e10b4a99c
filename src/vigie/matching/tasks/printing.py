"""The prints of media files: taken from the database, or made once and put there."""

from __future__ import annotations

import atexit
import os
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache, partial
from typing import BinaryIO

import msgspec

from vigie.matching.chunks import chunks
from vigie.matching.decode import Decoder
from vigie.matching.models import Print as Row
from vigie.matching.prints import VERSION, Asked, Print
from vigie.report.nouns import Sha256

decoded = msgspec.json.Decoder(Print).decode
_encode = msgspec.json.Encoder().encode


@dataclass(slots=True)
class _Sharing:
    """How many processes of this machine decode beside each other."""

    processes: int = 1


_sharing = _Sharing()


def decode_beside(processes: int) -> None:
    """Makes this process, one of so many, decode with its share of the cores. Call it before anything is decoded."""
    _sharing.processes = processes


@cache
def decoder() -> Decoder:
    """This process's pool of decoding workers, started when first asked for."""
    pool = Decoder(max(1, (os.cpu_count() or 1) // _sharing.processes))
    atexit.register(pool.close)
    return pool


def kept_prints(media: Iterable[Sha256]) -> dict[Sha256, Print]:
    """The prints that are in the database already, of today's version."""
    rows = Row.objects.filter(version=VERSION)
    found: dict[Sha256, Print] = {}
    for some in chunks(media):
        pairs = rows.filter(sha256__in=some).values_list("sha256", "content")
        found.update((Sha256(sha256), decoded(content)) for sha256, content in pairs)
    return found


def prints_of(media: Iterable[Sha256], open_: Callable[[Sha256], BinaryIO]) -> Mapping[Sha256, Print]:
    """The prints of these media. What is missing is computed from the bytes that `open_` gives, and kept."""
    wanted = sorted(set(media))
    found = kept_prints(wanted)
    missing = [sha256 for sha256 in wanted if sha256 not in found]
    if not missing:
        return found
    made = dict(decoder().prints(Asked(sha256, partial(open_, sha256)) for sha256 in missing))
    rows = [Row(sha256=sha256, version=VERSION, content=_encode(print_).decode()) for sha256, print_ in made.items()]
    Row.objects.bulk_create(
        rows, batch_size=500, update_conflicts=True, unique_fields=["sha256"], update_fields=["version", "content"]
    )
    return found | made
