"""Boxes that only one side opens: X25519, HKDF-SHA256, AES-256-GCM. And the receipt's two keys, by Argon2id.

sealed = one-time public key 32 | nonce 12 | AES-GCM(HKDF(shared secret, both public keys), text)
"""

from __future__ import annotations

import base64
import os
from dataclasses import dataclass

from argon2.low_level import Type, hash_secret_raw
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

NONCE = 12
KEY = 32
MEMORY, TIME = 19 * 1024, 2  # KiB and passes: OWASP's first choice for Argon2id, some 60 ms each


class Unopened(Exception):
    """Something sealed that this key does not open, or that was changed. Permanent."""

    permanent = True


@dataclass(frozen=True, slots=True)
class Keys:
    """What a receipt's words give: the digest a box is found by, and the key that opens it."""

    lookup: str
    unlock: bytes


def derive(secret: bytes, purpose: str) -> bytes:
    """32 bytes of a secret for one purpose."""
    return HKDF(hashes.SHA256(), KEY, None, f"vigie {purpose}".encode()).derive(secret)


def receipt_keys(words: tuple[str, ...], secret: bytes) -> Keys:
    """Both keys of a receipt: always both, so that a wrong receipt takes as long as a right one. `secret` is the
    installation's: without it a stolen database cannot be searched for words."""
    text = " ".join(words).encode()
    return Keys(
        _argon(text, derive(secret, "receipt lookup")).hex(),
        _argon(text, derive(secret, "receipt unlock")),
    )


def _argon(text: bytes, salt: bytes) -> bytes:
    return hash_secret_raw(text, salt, TIME, MEMORY, 1, KEY, Type.ID)


def lock(key: bytes, text: bytes, bound: bytes = b"") -> bytes:
    """Text under a key; `bound` must be the same to open it."""
    nonce = os.urandom(NONCE)
    return nonce + AESGCM(key).encrypt(nonce, text, bound)


def unlock(key: bytes, sealed: bytes, bound: bytes = b"") -> bytes:
    """The text again. Raises `Unopened`."""
    try:
        return AESGCM(key).decrypt(sealed[:NONCE], sealed[NONCE:], bound)
    except (InvalidTag, ValueError) as error:
        raise Unopened("this key does not open it, or it was changed") from error


def public_of(private: bytes) -> bytes:
    """The public half of a private key."""
    return X25519PrivateKey.from_private_bytes(private).public_key().public_bytes_raw()


def new_private() -> bytes:
    """A new private key."""
    return X25519PrivateKey.generate().private_bytes_raw()


def seal(public: bytes, text: bytes) -> str:
    """Text that only the holder of the private half can read, as base64."""
    once = X25519PrivateKey.generate()
    shared = once.exchange(X25519PublicKey.from_public_bytes(public))
    mine = once.public_key().public_bytes_raw()
    return base64.b64encode(mine + lock(_between(shared, mine, public), text)).decode("ascii")


def unseal(private: bytes, sealed: str) -> bytes:
    """What `seal` made. Raises `Unopened`."""
    try:
        raw = base64.b64decode(sealed, validate=True)
        shared = X25519PrivateKey.from_private_bytes(private).exchange(X25519PublicKey.from_public_bytes(raw[:KEY]))
    except ValueError as error:
        raise Unopened("this is nothing sealed") from error
    return unlock(_between(shared, raw[:KEY], public_of(private)), raw[KEY:])


def _between(shared: bytes, once: bytes, public: bytes) -> bytes:
    return derive(shared + once + public, "sealed box")
