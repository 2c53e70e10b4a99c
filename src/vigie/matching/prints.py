"""What the decoding of one file gives: its fingerprints, and all that is asked of the lists for it."""

from __future__ import annotations

from collections.abc import Callable
from typing import BinaryIO, Generic, TypeVar

from msgspec import Struct

from vigie.report.nouns import FilePrint, Pdq

Key = TypeVar("Key")
VERSION = 2  # of the way in which prints are made: a print made another way is made again
SMALL = "@512"  # the form that some published pipelines give: of the picture scaled to 512 x 512 by nearest pixels


class Turned(Struct, frozen=True, array_like=True):
    """The picture fingerprint of a file in one form: `variant` is a turning (`kernels.pdq.TURNS`), then `SMALL`
    when the picture was scaled first. `quality` is not known of a fingerprint that a report carries."""

    variant: str
    pdq: Pdq
    quality: int | None = None


class Print(Struct, frozen=True):
    """A file's fingerprints, and its picture fingerprint in all the forms in which lists may hold it."""

    file: FilePrint
    turned: tuple[Turned, ...] = ()
    scale: int = 1  # the picture was decoded at 1/scale, with the phase corrected: within 4 bits of the full size


class Asked(Struct, Generic[Key], frozen=True):
    """A file whose fingerprints are wanted. `key` comes back with the answer; `open` gives its bytes from the start."""

    key: Key
    open: Callable[[], BinaryIO]
