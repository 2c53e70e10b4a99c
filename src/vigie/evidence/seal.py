"""How bytes are sealed: an envelope around each object.

Each object has a key of its own (AES-256-GCM), which is itself encrypted under the installation's key. The object's
identity, digest and size are the associated data of that envelope, and each chunk is bound to its object, its place and
whether it is the last: a chunk moved, cut off or swapped does not open.

    record  = magic 4 | key id 16 | object id 16 | nonce 12 | wrapped key 48 | sha256 32 | size 8 | chunks...
    chunk i = AES-GCM(object key, nonce = i, plaintext of at most CHUNK bytes, aad = object id | i | last?)
"""

from __future__ import annotations

import hashlib
import os
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from vigie.report.nouns import HEAD, Md5, Sha1, Sha256

MAGIC = b"VGE1"
ERASED = b"VGE0"  # in its place when a record was erased: nothing is left but its length
CHUNK = 64 * 1024  # bytes of plaintext in a chunk
TAG = 16  # bytes AES-GCM adds
_HEADER = struct.Struct(">4s16s16s12s48s32sQ")
HEADER = _HEADER.size


class SealError(Exception):
    """Evidence that cannot be written or opened. `permanent`: trying again will not help."""

    def __init__(self, what: str, *, permanent: bool) -> None:
        super().__init__(what)
        self.permanent = permanent


@dataclass(frozen=True, slots=True)
class Seal:
    """What was sealed: its digests, its size in bytes, and its first bytes."""

    sha256: Sha256
    sha1: Sha1
    md5: Md5
    size: int
    head: bytes


@dataclass(frozen=True, slots=True)
class Key:
    """The installation's key. `id` tells which one wrapped an object, so that keys can be changed."""

    secret: bytes

    @property
    def id(self) -> bytes:
        return _named(self.secret)[0]

    @property
    def cipher(self) -> AESGCM:
        return _named(self.secret)[1]


@lru_cache(maxsize=4)
def _named(secret: bytes) -> tuple[bytes, AESGCM]:
    """A key's id and its cipher: asked for at each of millions of records."""
    return hashlib.sha256(b"vigie key id" + secret).digest()[:16], AESGCM(secret)


@dataclass(frozen=True, slots=True)
class Header:
    """The opened envelope of one record."""

    object_id: bytes
    secret: bytes
    sha256: bytes
    size: int


class Digests:
    """MD5, SHA-1 and SHA-256 in one pass, with the size and the head."""

    def __init__(self) -> None:
        self._md5 = hashlib.md5(usedforsecurity=False)
        self._sha1 = hashlib.sha1(usedforsecurity=False)
        self._sha256 = hashlib.sha256()
        self.size = 0
        self._head = b""

    def add(self, data: bytes) -> None:
        self._md5.update(data)
        self._sha1.update(data)
        self._sha256.update(data)
        self.size += len(data)
        if len(self._head) < HEAD:
            self._head += data[: HEAD - len(self._head)]

    def seal(self) -> Seal:
        return Seal(
            Sha256(self._sha256.hexdigest()),
            Sha1(self._sha1.hexdigest()),
            Md5(self._md5.hexdigest()),
            self.size,
            self._head,
        )


def _pieces(stream: BinaryIO) -> Iterator[tuple[bytes, bool]]:
    """Chunks with whether each is the last. There is always at least one, maybe empty."""
    piece = _full(stream)
    while True:
        after = _full(stream) if len(piece) == CHUNK else b""
        yield piece, not after
        if not after:
            return
        piece = after


def _full(stream: BinaryIO) -> bytes:
    """CHUNK bytes, or what is left: a raw stream may give less than was asked for."""
    parts, wanted = [], CHUNK
    while wanted:
        part = stream.read(wanted)
        if not part:
            break
        parts.append(part)
        wanted -= len(part)
    return parts[0] if len(parts) == 1 else b"".join(parts)


def _bound(object_id: bytes, index: int, last: bool) -> bytes:
    return object_id + struct.pack(">Q?", index, last)


def write(stream: BinaryIO, out: BinaryIO, key: Key) -> Seal:
    """Seals a stream at the end of `out` (seekable) in one pass. Returns what was sealed."""
    start, object_id, secret = out.tell(), os.urandom(16), AESGCM.generate_key(256)
    cipher, digests = AESGCM(secret), Digests()
    out.write(bytes(HEADER))  # its place: digest and size are known at the end
    for index, (piece, last) in enumerate(_pieces(stream)):
        digests.add(piece)
        out.write(cipher.encrypt(index.to_bytes(12, "big"), piece, _bound(object_id, index, last)))
    end, seal = out.tell(), digests.seal()
    out.seek(start)
    out.write(_wrap(object_id, secret, seal, key))
    out.seek(end)
    return seal


def whole(content: bytes, seal: Seal, key: Key) -> bytes:
    """The record of bytes whose digests are known already, in one piece."""
    object_id, secret = os.urandom(16), AESGCM.generate_key(256)
    cipher, record = AESGCM(secret), bytearray(_wrap(object_id, secret, seal, key))
    last = max(0, (len(content) - 1) // CHUNK)
    for index in range(last + 1):
        piece = content[index * CHUNK : (index + 1) * CHUNK]
        record += cipher.encrypt(index.to_bytes(12, "big"), piece, _bound(object_id, index, index == last))
    return bytes(record)


def _wrap(object_id: bytes, secret: bytes, seal: Seal, key: Key) -> bytes:
    sha256, nonce = bytes.fromhex(seal.sha256), os.urandom(12)
    bound = MAGIC + key.id + object_id + sha256 + struct.pack(">Q", seal.size)
    wrapped = key.cipher.encrypt(nonce, secret, bound)
    return _HEADER.pack(MAGIC, key.id, object_id, nonce, wrapped, sha256, seal.size)


def blank(size: int) -> bytes:
    """What stands in the place of an erased record's envelope: its key is gone, its length stays."""
    return _HEADER.pack(ERASED, bytes(16), bytes(16), bytes(12), bytes(48), bytes(32), size)


def open_header(raw: bytes, key: Key) -> Header:
    """The envelope of a record. Raises `SealError` when it is damaged or was made under another key."""
    if len(raw) < HEADER:
        raise SealError("the sealed record is cut short", permanent=True)
    magic, key_id, object_id, nonce, wrapped, sha256, size = _HEADER.unpack(raw[:HEADER])
    if magic == ERASED:
        raise SealError("the record was erased", permanent=True)
    if magic != MAGIC:
        raise SealError("there is no sealed record here", permanent=True)
    if key_id != key.id:
        raise SealError("the record was sealed under another key than this installation's", permanent=True)
    bound = MAGIC + key_id + object_id + sha256 + struct.pack(">Q", size)
    try:
        secret = key.cipher.decrypt(nonce, wrapped, bound)
    except InvalidTag as error:
        raise SealError("the envelope of the record was changed", permanent=True) from error
    return Header(object_id, secret, sha256, size)


def read_chunk(header: Header, index: int, sealed: bytes) -> bytes:
    """One chunk's plaintext. Raises `SealError` when it was changed, moved or cut."""
    last = index == max(0, (header.size - 1) // CHUNK)
    try:
        return AESGCM(header.secret).decrypt(index.to_bytes(12, "big"), sealed, _bound(header.object_id, index, last))
    except InvalidTag as error:
        raise SealError(f"chunk {index} of the record was changed", permanent=True) from error
