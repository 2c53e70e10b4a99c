"""Signed checkpoints: a few lines that anybody can keep, and that only this desk can have written. Pure.

The form is C2SP's `tlog-checkpoint`, a `signed-note` under Ed25519: origin, size of the tree, its root, an empty line,
and a signature line. A verifier key (`origin+hash+key`) is what the other side pins.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
from dataclasses import dataclass

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

ED25519 = b"\x01"
DASH = "— "


class BadNote(Exception):
    """A checkpoint or a key that is not as it was made. Permanent."""

    permanent = True


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """The head of the tree: its origin, how many entries it holds, and its root."""

    origin: str
    size: int
    root: bytes

    def body(self) -> str:
        """The lines that are signed."""
        return f"{self.origin}\n{self.size}\n{_text(self.root)}\n"


@dataclass(frozen=True, slots=True)
class Verifier:
    """Who signs the checkpoints of one ledger: its name and public key."""

    name: str
    public: bytes  # 32 bytes

    @property
    def hint(self) -> bytes:
        """The four bytes by which a signature line says whose it is."""
        return hashlib.sha256(self.name.encode() + b"\n" + ED25519 + self.public).digest()[:4]

    def __str__(self) -> str:
        return f"{self.name}+{self.hint.hex()}+{_text(ED25519 + self.public)}"


class Signer:
    """Signs the checkpoints of one ledger. `seed` are the 32 bytes of an Ed25519 key; the same gives the same bytes."""

    def __init__(self, name: str, seed: bytes) -> None:
        self._key = Ed25519PrivateKey.from_private_bytes(seed)
        self.verifier = Verifier(name, self._key.public_key().public_bytes_raw())

    def sign(self, size: int, root: bytes) -> str:
        """A checkpoint as text."""
        body = Checkpoint(self.verifier.name, size, root).body()
        signature = self.verifier.hint + self._key.sign(body.encode())
        return f"{body}\n{DASH}{self.verifier.name} {_text(signature)}\n"


def read_verifier(text: str) -> Verifier:
    """A verifier key from its text. Raises `BadNote`."""
    name, plus, rest = text.strip().partition("+")
    _, _, key = rest.partition("+")
    raw = _bytes(key)
    if not plus or len(raw) != 33 or raw[:1] != ED25519:
        raise BadNote("this is no Ed25519 verifier key")
    verifier = Verifier(name, raw[1:])
    if str(verifier) != text.strip():
        raise BadNote("the verifier key was changed")
    return verifier


def read(text: str, verifier: Verifier) -> Checkpoint:
    """A checkpoint, once its signature holds and every byte is as this desk writes it. Raises `BadNote`."""
    found = parsed(text)
    words = text.split("\n")[4].split(" ")
    raw = _bytes(words[-1])
    if found.origin != verifier.name or words[:-1] != [DASH.strip(), verifier.name] or raw[:4] != verifier.hint:
        raise BadNote("the checkpoint is signed under another name or key")
    try:
        Ed25519PublicKey.from_public_bytes(verifier.public).verify(raw[4:], found.body().encode())
    except InvalidSignature as error:
        raise BadNote("the signature of the checkpoint does not hold") from error
    if text != f"{found.body()}\n{DASH}{verifier.name} {_text(raw)}\n":
        raise BadNote("the checkpoint is not written as this desk writes them")
    return found


def parsed(text: str) -> Checkpoint:
    """What a checkpoint says, signed or not. Raises `BadNote`."""
    lines = text.split("\n")
    if len(lines) != 6 or lines[3] or not lines[1].isascii() or not lines[1].isdigit():
        raise BadNote("this is no checkpoint of a ledger")
    root = _bytes(lines[2])
    if len(root) != 32:
        raise BadNote("the checkpoint has no root of 32 bytes")
    return Checkpoint(lines[0], int(lines[1]), root)


def _text(value: bytes) -> str:
    return base64.b64encode(value).decode("ascii")


def _bytes(text: str) -> bytes:
    try:
        return base64.b64decode(text.encode("ascii", "strict"), validate=True)
    except (binascii.Error, UnicodeEncodeError) as error:
        raise BadNote("it holds what is no base64") from error
