"""What a report format is: something that knows its own documents and turns their bytes into reports."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import BinaryIO

from vigie.report.nouns import Member, Parcel, Report, Saying

Open = Callable[[Member], BinaryIO]  # opens sealed bytes for reading; raises evidence's own errors
LARGEST_DOCUMENT = 64 * 1024 * 1024  # bytes of one XML or JSON document; more is refused, and kept


@dataclass(frozen=True, slots=True)
class Unread:
    """A file, or a part of one, that could not be read. Its bytes are kept; a person sees `why`."""

    path: str
    why: Saying
    whole: bool = True  # False: the report it belongs to was read all the same


class Unreadable(Exception):
    """Raised by a reader when a document cannot become a report. Always permanent: the bytes will not change."""

    permanent = True

    def __init__(self, why: Saying) -> None:
        super().__init__(str(why))
        self.why = why


@dataclass(frozen=True, slots=True)
class Format:
    """One report format, in one file of `formats/`. The best sniff wins.

    `sniff(path, head)` says from a document's name and first bytes how certain it is (0.0 to 1.0) that the
    document is the *main* one of a report or of several; it never raises.
    `read(document, parcel, open)` yields a `Report` for each report in order, and an `Unread` for each part that
    could not be read; it raises `Unreadable` when nothing can be. It is deterministic: the n-th thing it yields
    is the same at every reading. Members of the parcel beside the document are its companions and media.
    `example()` is a small parcel by path, the main document first, for tests.
    """

    version: int
    what: str
    sniff: Callable[[str, bytes], float]
    read: Callable[[Member, Parcel, Open], Iterator[Report | Unread]]
    example: Callable[[], Mapping[str, bytes]]
