"""The hash of a service's password. Pure.

The password is made by us and has 192 random bits, so argon2 runs at its smallest recommended cost (19 MiB, 2 passes):
it must not hurt the desk when a stranger tries thousands.
"""

from __future__ import annotations

import secrets

from argon2 import PasswordHasher, Type
from argon2.exceptions import InvalidHashError, VerificationError

_hasher = PasswordHasher(time_cost=2, memory_cost=19_456, parallelism=1, type=Type.ID)


def make() -> str:
    """A new password."""
    return secrets.token_urlsafe(24)


def sealed(secret: str) -> str:
    """What is kept of a password."""
    return _hasher.hash(secret)


def fits(secret: str, kept: str) -> bool:
    """Whether a password is the one that was kept."""
    try:
        return _hasher.verify(kept, secret)
    except (VerificationError, InvalidHashError):
        return False
