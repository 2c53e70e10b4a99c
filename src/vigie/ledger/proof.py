"""Proof that entries stand in the ledger, to be checked by somebody who has nothing else of it. Pure.

A proof is one JSON document: the key of the ledger, a checkpoint, and for each entry what it says, its place in the
tree and the hashes that lead from it to the checkpoint's root.
"""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from vigie.ledger.chain import Link, instant, seal_text
from vigie.ledger.note import BadNote, Checkpoint, Verifier, read, read_verifier
from vigie.ledger.tree import consistent, included, leaf


class Placed(msgspec.Struct, frozen=True):
    """An entry in the form that is hashed (the time is UTC to the microsecond), and its way to the root in hex."""

    number: int
    at: str
    tag: str
    subject: str
    actor: str
    payload: str
    previous: str
    hash: str
    proof: tuple[str, ...]


class Since(msgspec.Struct, frozen=True):
    """An earlier checkpoint, and the hashes in hex that show the ledger to have only grown since."""

    checkpoint: str
    proof: tuple[str, ...]


class Proof(msgspec.Struct, frozen=True, omit_defaults=True):
    """Entries of one ledger under one checkpoint. `ledger` is its verifier key."""

    ledger: str
    checkpoint: str
    entries: tuple[Placed, ...]
    since: Since | None = None


def placed(link: Link, way: list[bytes]) -> Placed:
    """A link with its way to the root."""
    return Placed(
        link.number, instant(link.at), link.tag, link.subject, link.actor, link.payload, link.previous, link.hash,
        tuple(step.hex() for step in way),
    )  # fmt: skip


def encoded(proof: Proof) -> bytes:
    """The proof as a JSON document."""
    return msgspec.json.format(msgspec.json.encode(proof), indent=1) + b"\n"


def decoded(raw: bytes) -> Proof:
    """A proof from JSON. Raises `BadNote`."""
    try:
        return msgspec.json.decode(raw, type=Proof)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise BadNote(f"this is no proof: {error}") from error


def flaws(proof: Proof, pinned: Verifier | None = None) -> Iterator[str]:
    """What is wrong with a proof; nothing when every entry stands in the ledger that the checkpoint seals.

    `pinned` is the ledger's key when it is known from elsewhere; otherwise the proof's own is believed.
    """
    try:
        verifier = pinned or read_verifier(proof.ledger)
        head = read(proof.checkpoint, verifier)
    except BadNote as error:
        yield str(error)
        return
    if str(verifier) != proof.ledger:
        yield "the proof names another ledger than the one that was pinned"
    if not proof.entries and proof.since is None:
        yield "the proof holds no entry"
    if proof.since is not None and not _grown(proof.since, head, verifier):
        yield "the ledger is not the one of the earlier checkpoint, grown"
    for one in proof.entries:
        what = _flaw(one, head)
        if what:
            yield f"entry {one.number}: {what}"


def _grown(since: Since, head: Checkpoint, verifier: Verifier) -> bool:
    way = _hashes(since.proof)
    try:
        old = read(since.checkpoint, verifier)
    except BadNote:
        return False
    return way is not None and consistent(old.size, old.root, head.size, head.root, way)


def _hashes(steps: tuple[str, ...]) -> list[bytes] | None:
    """Hashes from hex, when they are written as this desk writes them."""
    try:
        way = [bytes.fromhex(step) for step in steps]
    except ValueError:
        return None
    return way if [step.hex() for step in way] == list(steps) else None


def _flaw(one: Placed, head: Checkpoint) -> str:
    if seal_text(one.number, one.at, one.tag, one.subject, one.actor, one.payload, one.previous) != one.hash:
        return "its content is not what was sealed"
    way = _hashes(one.proof)
    if way is None:
        return "its proof holds what is no hash"
    if not included(leaf(bytes.fromhex(one.hash)), one.number - 1, head.size, way, head.root):
        return "its proof does not lead to the root of the checkpoint"
    return ""
