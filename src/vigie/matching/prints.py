"""What the decoding of one file gives: its fingerprints, and all that is asked of the lists for it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import BinaryIO, Generic, TypeVar

from msgspec import Struct

from vigie.kernels.pdq import TURNS
from vigie.kernels.trim import SIDES
from vigie.matching.nearness import LEAST_QUALITY
from vigie.report.nouns import FilePrint, Pdq

Key = TypeVar("Key")
VERSION = 4  # of the way in which prints are made: a print made another way is made again
SMALL = "@512"  # the form that some published pipelines give: of the picture scaled to 512 x 512 by nearest pixels

INNER = "@inner"  # the form without the border around it
TRIMS = {f"@{name}": name for name in SIDES}  # the forms of which a little more, or a little less, is to be seen
# The forms in which a picture is told, the first always, and their turnings: few are both cut and turned.
FORMS: Mapping[str, tuple[str, ...]] = {
    **dict.fromkeys(("", SMALL, INNER), tuple(TURNS)),
    **dict.fromkeys(TRIMS, ("original", "flipy")),
}


class Turned(Struct, frozen=True, array_like=True):
    """The picture fingerprint of a file in one form: `variant` is a turning (`kernels.pdq.TURNS`), then its
    form, one of `FORMS`. `quality` is not known of a fingerprint that a report carries."""

    variant: str
    pdq: Pdq
    quality: int | None = None


class Still(Struct, frozen=True, array_like=True):
    """One frame of a video: seconds from its beginning, and its fingerprint in the turnings of `kernels.pdq.TURNS`."""

    at: float
    quality: int
    looks: bytes  # 32 of each turning, in their order

    @property
    def turned(self) -> tuple[Turned, ...]:
        """The fingerprints, by turning."""
        return tuple(
            Turned(name, Pdq(self.looks[32 * place : 32 * place + 32].hex()), self.quality)
            for place, name in enumerate(TURNS)
        )


class Print(Struct, frozen=True):
    """A file's fingerprints, and its picture fingerprint in all the forms in which lists may hold it."""

    file: FilePrint
    turned: tuple[Turned, ...] = ()
    stills: tuple[Still, ...] = ()  # of a video; `file.every` says which
    scale: int = 1  # the picture was decoded at 1/scale, with the phase corrected: within 4 bits of the full size

    @property
    def good_stills(self) -> tuple[Still, ...]:
        """The frames of a video that are good enough to be compared."""
        return tuple(still for still in self.stills if still.quality >= LEAST_QUALITY)

    @property
    def looks(self) -> tuple[Turned, ...]:
        """All by which the lists are asked: fingerprints of low quality never match alone."""
        frames = tuple(turned for still in self.good_stills for turned in still.turned)
        return frames + tuple(look for look in self.turned if (look.quality or 0) >= LEAST_QUALITY)


class Asked(Struct, Generic[Key], frozen=True):
    """A file whose fingerprints are wanted. `key` comes back with the answer; `open` gives its bytes from the start."""

    key: Key
    open: Callable[[], BinaryIO]
