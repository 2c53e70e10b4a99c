"""Proof of work: a little computing that one person does not notice and ten thousand robots do. Pure.

A challenge is bound to one form, expires, and its proof is good once. The work is to find a counter so that
SHA-256(challenge : counter) begins with so many zero bits. It is never asked on the children's way, and who sends none
is not refused: what they send may wait while the door is crowded.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import os
from math import log2

GOOD_FOR = 2 * 60 * 60  # seconds
LEAST, MOST = 12, 22  # bits: some 4,000 and 4,000,000 digests
CALM = 20  # submissions of the last ten minutes up to which the least is asked


def bits(load: int) -> int:
    """How many zero bits are asked, by the submissions of the last ten minutes: twice the crowd, twice the work."""
    return LEAST if load <= CALM else min(MOST, LEAST + 1 + int(log2(load / CALM) * 1.5))


def challenge(key: bytes, form: str, load: int, now: float) -> str:
    """A new challenge for one form."""
    nonce = base64.urlsafe_b64encode(os.urandom(12)).decode("ascii")
    said = f"{nonce}.{bits(load)}.{int(now)}"
    return f"{said}.{_sign(key, form, said)}"


def _sign(key: bytes, form: str, said: str) -> str:
    return hmac.new(key, f"{form}|{said}".encode(), hashlib.sha256).hexdigest()[:32]


def proved(key: bytes, form: str, asked: str, counter: str, now: float) -> bool:
    """Whether a challenge was ours, for this form, in time, and was worked through. That it is new the caller asks."""
    parts = asked.split(".")
    if len(parts) != 4 or not (parts[1].isdecimal() and parts[2].isdecimal()) or len(counter) > 20:
        return False
    if not hmac.compare_digest(_sign(key, form, ".".join(parts[:3])), parts[3]):
        return False
    if not 0 <= now - int(parts[2]) <= GOOD_FOR:
        return False
    return worked(asked, counter, int(parts[1]))


def worked(asked: str, counter: str, zeros: int) -> bool:
    """Whether the digest begins with so many zero bits."""
    digest = hashlib.sha256(f"{asked}:{counter}".encode("utf-8", "replace")).digest()
    return int.from_bytes(digest[:8], "big") >> (64 - zeros) == 0


def work(asked: str) -> str:
    """The counter: what the page's script finds, for tests and for other programs."""
    zeros = int(asked.split(".")[1])
    counter = 0
    while not worked(asked, str(counter), zeros):
        counter += 1
    return str(counter)


def name(asked: str) -> str:
    """Under what a proof that was used is remembered."""
    return hashlib.sha256(asked.encode("utf-8", "replace")).hexdigest()
