"""Codes of six digits that an authenticator app shows: RFC 6238 over RFC 4226, SHA-1, 30 seconds. Pure."""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets
import struct
from urllib.parse import quote, urlencode

STEP = 30  # seconds
DIGITS = 6
DRIFT = 1  # steps that a telephone's clock may be wrong, either way


def new_secret() -> bytes:
    """160 bits, as RFC 4226 recommends."""
    return secrets.token_bytes(20)


def code(secret: bytes, step: int, digits: int = DIGITS) -> str:
    """The code of one step of time."""
    mark = hmac.new(secret, struct.pack(">Q", step), hashlib.sha1).digest()
    place = mark[-1] & 0x0F
    number = struct.unpack(">I", mark[place : place + 4])[0] & 0x7FFF_FFFF
    return f"{number % 10**digits:0{digits}}"


def accepted(secret: bytes, said: str, at: float, after: int = -1) -> int | None:
    """The step whose code was said, or None. A step up to `after` has been used and does not count again."""
    digits = "".join(said.split())
    now = int(at // STEP)
    for step in range(now - DRIFT, now + DRIFT + 1):
        if step > after and hmac.compare_digest(code(secret, max(0, step)).encode(), digits.encode()):
            return step
    return None


def spelled(secret: bytes) -> str:
    """The secret as one types it into an app: base32 in groups of four."""
    text = base64.b32encode(secret).decode("ascii").rstrip("=")
    return " ".join(text[i : i + 4] for i in range(0, len(text), 4))


def address(secret: bytes, name: str, issuer: str = "Vigie") -> str:
    """What a QR code holds, in the form that the apps agreed on."""
    plain = {"secret": spelled(secret).replace(" ", ""), "issuer": issuer, "digits": DIGITS, "period": STEP}
    return f"otpauth://totp/{quote(issuer)}:{quote(name)}?{urlencode(plain)}"
