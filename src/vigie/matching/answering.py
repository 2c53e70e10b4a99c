"""What a service is told that asks whether files are known: no more than its contract allows. Pure.

A service asks with hashes, or with the files themselves. It is told for each whether it is known, and the category
where its contract says so; never which list knows it, which entry, how near, or by which hash. Lists of this desk's own
cases are not told to anybody.
"""

from __future__ import annotations

import base64
import binascii
from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from typing import Annotated

import msgspec
from msgspec import Meta, Struct

from vigie.matching.index import Knowledge
from vigie.matching.nearness import LEAST_QUALITY
from vigie.matching.prints import Print
from vigie.matching.step import Wanted, found, strongest, wanted
from vigie.matching.writing import fingerprints, hash_of
from vigie.report.nouns import Hash, Purpose, ReportedFile

ITEMS = 500  # of one batch
FILES = 20  # of one batch
BODY = 32 * 1024 * 1024  # bytes of one batch
NEAR = ("pdq",)  # kinds that match by looks: another picture may look the same
TOLD = (Purpose.VIRAL, Purpose.KNOWN)  # purposes of lists that services are told of
_TEXT = Meta(max_length=400)


class Says(StrEnum):
    """What is told of one file."""

    KNOWN = "known"
    NOT_KNOWN = "not-known"
    UNREADABLE = "unreadable"  # nothing it was asked by can be read, or tells pictures apart


class Level(StrEnum):
    """How much a contract lets a service be told."""

    KNOWN = "known"
    CATEGORY = "category"


class Item(Struct, frozen=True, forbid_unknown_fields=True):
    """One file that is asked for: by its hashes, or by its own bytes in base64."""

    id: Annotated[str, _TEXT] = ""
    md5: Annotated[str, _TEXT] = ""
    sha1: Annotated[str, _TEXT] = ""
    sha256: Annotated[str, _TEXT] = ""
    pdq: Annotated[str, _TEXT] = ""
    pdq_quality: int | None = None
    photodna: Annotated[str, _TEXT] = ""
    content: str = ""


class Batch(Struct, frozen=True, forbid_unknown_fields=True):
    """What a service asks at once."""

    items: Annotated[list[Item], Meta(min_length=1, max_length=ITEMS)]


class Reply(Struct, frozen=True, omit_defaults=True):
    """What is told of one item. `category` stands in the vocabulary `profile` of whoever said so."""

    id: str
    answer: Says
    category: str | None = None
    profile: str | None = None


class BadBatch(Exception):
    """A batch that cannot be read; the message is for whoever wrote the client. Permanent."""

    permanent = True


_decode = msgspec.json.Decoder(Batch).decode


def read(body: bytes) -> Batch:
    """The batch that a service sent. Raises `BadBatch`."""
    try:
        batch = _decode(body)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as wrong:
        raise BadBatch(str(wrong)) from wrong
    if sum(bool(item.content) for item in batch.items) > FILES:
        raise BadBatch(f"at most {FILES} files in one batch")
    return batch


def content(item: Item) -> bytes:
    """The file that an item brings. Raises `BadBatch`."""
    try:
        return base64.b64decode(item.content, validate=True)
    except (binascii.Error, ValueError) as wrong:
        raise BadBatch(f"the content of item {item.id or '?'} is not base64") from wrong


def asked(item: Item, print_: Print | None) -> Wanted:
    """What to ask of the lists for one item: from its bytes where it brings them, else from its hashes."""
    if item.content:
        return Wanted() if print_ is None else wanted(ReportedFile(), print_)
    plain = item.pdq_quality is not None and item.pdq_quality < LEAST_QUALITY
    given = [(kind, getattr(item, kind)) for kind in fingerprints() if not (kind == "pdq" and plain)]
    hashes = [hash_of(kind, value.strip()) for kind, value in given if value.strip()]
    return wanted(ReportedFile(hashes=tuple(one for one in hashes if isinstance(one, Hash))), None)


def replies(items: Sequence[Item], wants: Sequence[Wanted], knowledge: Knowledge, level: Level) -> list[Reply]:
    """What the service is told, item by item."""
    return [_reply(item, want, knowledge, level) for item, want in zip(items, wants, strict=True)]


def _reply(item: Item, want: Wanted, knowledge: Knowledge, level: Level) -> Reply:
    if not want.digests and not want.looks:
        return Reply(item.id, Says.UNREADABLE)
    matches = strongest(found(0, want, knowledge))
    good = any(one.purpose is Purpose.KNOWN_GOOD and one.kind not in NEAR for one in matches)
    known = [one for one in matches if one.purpose in TOLD]
    if good or not known:  # equal bytes on a known-good list override all others
        return Reply(item.id, Says.NOT_KNOWN)
    if level is Level.KNOWN:
        return Reply(item.id, Says.KNOWN)
    said = next((one for one in known if one.category), known[0])
    return Reply(item.id, Says.KNOWN, said.category, _profiles(knowledge).get((said.list, said.entry)))


def _profiles(knowledge: Knowledge) -> Mapping[tuple[str, str], str | None]:
    """The vocabulary of each entry's category."""
    equal = (known for some in knowledge.equal.values() for known in some)
    near = (one.known for some in knowledge.near.values() for one in some)
    return {(known.list, known.entry.key): known.entry.profile for known in (*equal, *near)}


def count(told: Iterable[Reply]) -> dict[str, int]:
    """How many of each answer: for the ledger."""
    numbers = dict.fromkeys((one.value for one in Says), 0)
    for one in told:
        numbers[one.answer.value] += 1
    return numbers
