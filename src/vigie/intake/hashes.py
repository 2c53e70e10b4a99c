"""The digests a sender gives for a file, under the names and in the spellings that senders use."""

from __future__ import annotations

import base64
import binascii
import re

from vigie.intake.values import BadValue, shown
from vigie.report.nouns import Hash, say

_LENGTHS = {"md5": 32, "sha1": 40, "sha256": 64, "sha512": 128, "pdq": 64}  # hex digits
_BY_LENGTH = {32: "md5", 40: "sha1", 64: "sha256"}
_NAMES = {"photodnahash": "photodna", "pdna": "photodna", "md5hash": "md5", "sha1hash": "sha1", "sha256hash": "sha256"}
_HEX = re.compile(r"[0-9a-f]+")
_NOT_NAME = re.compile(r"[^a-z0-9]")


def kind_of(name: str) -> str:
    """A digest's kind in one spelling: `SHA-1`, `sha_1` and `SHA1` are `sha1`."""
    plain = _NOT_NAME.sub("", name.lower())
    return _NAMES.get(plain, plain)


def is_kind(name: str) -> bool:
    """Whether a name is one of a digest we know by its form."""
    kind = kind_of(name)
    return kind in _LENGTHS or kind == "photodna"


def as_hash(name: str, text: str) -> Hash:
    """A digest in lower-case hex where its kind is written so. Base64 and base32 spellings are understood.

    A kind we do not know is kept as written. Raises `BadValue` when the digest is not one of its kind.
    """
    kind, value = kind_of(name), text.strip()
    length = _LENGTHS.get(kind)
    if length is None:
        if not kind or not value:
            raise BadValue(say("“{text}” is not a {kind} digest", text=shown(text), kind=shown(name) or "?"))
        return Hash(kind, value)
    digits = value.lower().removeprefix("0x")
    if len(digits) == length and _HEX.fullmatch(digits):
        return Hash(kind, digits)
    other = _respelled(value)
    if len(other) == length:
        return Hash(kind, other)
    raise BadValue(say("“{text}” is not a {kind} digest", text=shown(text), kind=shown(name)))


def by_length(text: str) -> Hash:
    """A digest whose kind the sender does not name (`verificationHash`): told from its length."""
    digits = text.strip().lower()
    kind = _BY_LENGTH.get(len(digits))
    if kind and _HEX.fullmatch(digits):
        return Hash(kind, digits)
    raise BadValue(say("“{text}” is not a {kind} digest", text=shown(text), kind="MD5, SHA-1, SHA-256"))


def _respelled(value: str) -> str:
    """Hex of a base64 or base32 digest (Google Cloud gives MD5 so, Project Arachnid SHA-1); empty if it is neither."""
    try:
        if len(value) == 32 and value.isalnum():
            return base64.b32decode(value.upper()).hex()
        return base64.b64decode(value, validate=True).hex()
    except (binascii.Error, ValueError):
        return ""
