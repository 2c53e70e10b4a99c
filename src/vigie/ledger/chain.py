"""The hash chain: each entry seals the one before it, so that a change, a gap or a reordering shows.

`hash = SHA-256(previous hash ‖ RFC 8785 canonical JSON of the entry)`. Pure: no database.

Of what a payload may hold (no fractions, integers below 2**53, names without characters beyond U+FFFF) msgspec with
sorted names writes just what RFC 8785 asks for; `tests/test_canonical.py` proves it against the reference.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import NamedTuple

import msgspec

from vigie.ledger.tags import Tag

GENESIS = "0" * 64
Value = str | int | bool | None | list["Value"] | dict[str, "Value"]
Payload = Mapping[str, Value]
_json = msgspec.json.Encoder(order="sorted").encode


class Act(NamedTuple):
    """What is to be written: what was done, to what, by whom, and the facts of it."""

    tag: Tag
    subject: str  # "report:ncmec/9000001", "parcel:12", "officer:anne", "list:national"
    actor: str  # an officer's name, or the program: "vigie"
    payload: Payload


class Link(NamedTuple):
    """One entry as it stands in the chain. `payload` is canonical JSON text."""

    number: int
    at: datetime
    tag: str
    subject: str
    actor: str
    payload: str
    previous: str
    hash: str


class Line(NamedTuple):
    """One entry as the database holds it, its time in the form that is hashed: nothing is made of it on the way."""

    number: int
    at: str
    tag: str
    subject: str
    actor: str
    payload: str
    previous: str
    hash: str


@dataclass(frozen=True, slots=True)
class Flaw:
    """Where the chain does not hold, and how."""

    number: int
    what: str


def instant(at: datetime) -> str:
    """UTC, to the microsecond: the form that is hashed."""
    return at.astimezone(UTC).isoformat(timespec="microseconds")


def canonical(payload: Payload) -> str:
    """RFC 8785 text of a payload."""
    return _json(payload).decode("utf-8")


def seal(number: int, at: datetime, tag: str, subject: str, actor: str, payload: str, previous: str) -> str:
    """The hash of one entry, 64 hex digits. The fields are hashed as a canonical JSON array."""
    return seal_text(number, instant(at), tag, subject, actor, payload, previous)


def seal_text(number: int, at: str, tag: str, subject: str, actor: str, payload: str, previous: str) -> str:
    """The same, of an entry whose time is already in the form that is hashed (`instant`)."""
    body = _json((number, at, tag, subject, actor, payload))
    return hashlib.sha256(previous.encode("utf-8") + body).hexdigest()


def forge(acts: Iterable[Act], number: int, previous: str, at: datetime) -> Iterator[Link]:
    """The links of a batch of acts, following entry `number` whose hash is `previous`."""
    moment = instant(at)
    for act in acts:
        number += 1
        tag, payload = act.tag.value, canonical(act.payload)
        digest = seal_text(number, moment, tag, act.subject, act.actor, payload, previous)
        yield Link(number, at, tag, act.subject, act.actor, payload, previous, digest)
        previous = digest


def flaws(links: Iterable[Link | Line], number: int = 0, previous: str = GENESIS) -> Iterator[Flaw]:
    """Everything wrong with a chain read in order, from its beginning or from after entry `number`."""
    for link in links:
        if link.number != number + 1:
            yield Flaw(number + 1, f"entry {number + 1} is missing; the next one present is {link.number}")
        elif link.previous != previous:
            yield Flaw(link.number, "it does not follow the entry before it")
        at = link.at if isinstance(link.at, str) else instant(link.at)
        if seal_text(link.number, at, link.tag, link.subject, link.actor, link.payload, link.previous) != link.hash:
            yield Flaw(link.number, "its content is not what was sealed")
        number, previous = link.number, link.hash


def checkpoint(number: int, digest: str, key: bytes) -> str:
    """One line that binds the head of the chain, kept outside the database: a lost tail then shows."""
    mark = hmac.new(key, f"{number} {digest}".encode("ascii"), hashlib.sha256).hexdigest()
    return f"{number} {digest} {mark}"


def read_checkpoint(line: str, key: bytes) -> tuple[int, str] | None:
    """Number and hash of a checkpoint line, or None when it is not, sign for sign, one made with this key."""
    words = line.split(" ")
    if len(words) != 3 or not line.isascii() or not words[0].isdigit():
        return None
    number, digest = int(words[0]), words[1]
    return (number, digest) if hmac.compare_digest(checkpoint(number, digest, key).encode(), line.encode()) else None
