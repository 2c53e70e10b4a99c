"""What a hash list is: something that reads entries out of a file that a partner sends."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import BinaryIO

from vigie.report.nouns import Hash, Noun, Purpose, Remark, Saying


class Shown(Noun, frozen=True, array_like=True):
    """One frame of a listed video, or the picture itself: its PDQ in hex, and what the list says of it."""

    pdq: str
    quality: int | None = None
    at: float | None = None  # seconds from the beginning


class Entry(Noun, frozen=True):
    """One file that a list knows, with all that the list says of it. `None`: the list does not say."""

    key: str  # the list's own id, or its first hash
    hashes: tuple[Hash, ...]  # normal form
    category: str | None = None
    profile: str | None = None  # the vocabulary of `category`
    series: str | None = None
    victim_identified: bool | None = None
    offender_identified: bool | None = None
    distributed: bool | None = None
    submissions: int | None = None
    member: str | None = None  # who said it
    said_at: datetime | None = None
    votes_for: int | None = None
    votes_against: int | None = None
    frames: tuple[Shown, ...] = ()  # of a video, as vPDQ has them
    removed: bool = False  # a tombstone


class Refused(Noun, frozen=True):
    """A line or record of a list that was not taken, and why."""

    where: str
    why: Saying


@dataclass(frozen=True, slots=True)
class Source:
    """One list format, in one file of `sources/`.

    `sniff(name, head)` as for report formats; `read(stream)` streams the entries in order, refuses bad records one by
    one without raising, and remarks on what it left out without loss; `trust` (0.0 to 1.0) is where such lists start;
    `example` is a small file, for tests.
    """

    version: int
    what: str
    sniff: Callable[[str, bytes], float]
    read: Callable[[BinaryIO], Iterator[Entry | Refused | Remark]]
    trust: float
    example: bytes
    purposes: frozenset[Purpose] = frozenset(Purpose)  # what such a list can be for
