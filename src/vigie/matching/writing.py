"""How hashes are written down: in hex by most, in base32 or base64 by some, and never to be believed unread."""

from __future__ import annotations

import base64 as b64
import binascii
import re
from collections.abc import Callable
from functools import cache

from vigie.matching.fingerprint import Fingerprint
from vigie.plugs import find
from vigie.report.nouns import Hash, Saying, say

_HEX = re.compile(r"[0-9a-fA-F]+")
EMPTY = frozenset(
    {
        "d41d8cd98f00b204e9800998ecf8427e",
        "da39a3ee5e6b4b0d3255bfef95601890afd80709",
        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    }
)
BLANK = ("pdq", "photodna")  # zeros in these are of a blank picture
_NAMES = {
    "sha-1": "sha1",
    "sha-256": "sha256",
    "sha2": "sha256",
    "photo-dna": "photodna",
    "pdna": "photodna",
    "photodnahash": "photodna",
}
_BY_LENGTH = {32: "md5", 40: "sha1", 64: "sha256"}  # hex digits


def hexadecimal(text: str, bits: int, *, base32: bool = False, base64: bool = False) -> str:
    """Lower-case hex of `bits` bits, from hex or the other writings allowed. Raises `ValueError`."""
    text = text.strip()
    if len(text) == bits // 4 and _HEX.fullmatch(text):
        return text.lower()
    readers: list[Callable[[str], bytes]] = [b64.b32decode] if base32 else []
    if base64:
        readers.append(_base64)
    for reader in readers:
        try:
            value = reader(text)
        except (binascii.Error, ValueError):
            continue
        if len(value) == bits // 8:
            return value.hex()
    raise ValueError(f"not {bits} bits")


def _base64(text: str) -> bytes:
    return b64.b64decode(text, validate=True)


def equal(one: str, other: str) -> int:
    """0 for the same value, else every bit: there is no near."""
    return 0 if one == other else 4 * max(len(one), len(other))


def differing(one: str, other: str) -> int:
    """How many bits two values differ in."""
    return (int(one, 16) ^ int(other, 16)).bit_count()


def fingerprints() -> dict[str, Fingerprint]:
    return find("vigie.matching.fingerprints", Fingerprint)


def kind_named(name: str, value: str) -> str | None:
    """The fingerprint a sender means by `name`; by the value's length where the name does not say; None: unknown."""
    name = name.strip().lower().replace("_", "-").replace(" ", "-")
    name = name.removeprefix("hash-").removeprefix("video-")
    name = _NAMES.get(name, name)
    if name in fingerprints():
        return name
    return _BY_LENGTH.get(len(value.strip())) if name in ("", "hash", "verificationhash", "verification-hash") else None


@cache
def _widths() -> dict[str, int]:
    """Hex digits of each kind of hash."""
    return {kind: one.bits // 4 for kind, one in fingerprints().items()}


def as_usual(kind: str, value: str) -> Hash | None:
    """The hash when it is written in hex under its kind's own name, and may be taken: else `hash_of` says more."""
    if len(value) != _widths().get(kind) or not _HEX.fullmatch(value):
        return None
    normal = value.lower()
    return None if normal in EMPTY or (kind in BLANK and not normal.strip("0")) else Hash(kind, normal)


def hash_of(kind: str, value: str) -> Hash | Saying:
    """The hash in normal form, or why it is refused: unreadable, the empty file's, or a blank picture's."""
    try:
        normal = fingerprints()[kind].normal(value)
    except ValueError:
        return say("{kind} cannot be read", kind=kind)
    if normal in EMPTY:
        return say("{kind} of the empty file: it would match every empty file", kind=kind)
    if kind in BLANK and not normal.strip("0"):
        return say("{kind} of a blank picture: it would match every blank picture", kind=kind)
    return Hash(kind, normal)
