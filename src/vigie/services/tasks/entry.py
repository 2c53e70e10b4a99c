"""Who asks: credentials to an account, without the price of argon2 on every request.

A password that was right is remembered for a few minutes, as a digest under a key that lives as long as the process.
The account's row is read each time, so a service that is stopped or gets a new password is out with its next request.
"""

from __future__ import annotations

import base64
import binascii
import hmac
import logging
import os
import threading
import time
from dataclasses import dataclass, field
from typing import NamedTuple

from vigie.services.errors import Refused, Spared
from vigie.services.models import Key, Service
from vigie.services.pace import Pace
from vigie.services.secret import fits
from vigie.services.tasks.accounts import KEY_MARK, key_digest
from vigie.services.tasks.rows import one

log = logging.getLogger(__name__)
REMEMBERED = 300.0  # seconds
MOST = 4096  # credentials remembered
WRONG_A_MINUTE = 30  # wrong passwords for one name, in one process
_ONE_AT_A_TIME = threading.BoundedSemaphore(2)  # strangers must not take all cores with argon2


class Caller(NamedTuple):
    """Who asks, and whether what it sends is invented."""

    service: Service
    sandbox: bool


@dataclass(slots=True)
class _Memory:
    """Right passwords of the last minutes: keyed digest -> (until, the stored hash it was right for)."""

    key: bytes = field(default_factory=lambda: os.urandom(32))
    known: dict[bytes, tuple[float, str]] = field(default_factory=dict)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def digest(self, username: str, password: str) -> bytes:
        return hmac.digest(self.key, f"{len(username)}:{username}{password}".encode(), "sha256")

    def right(self, digest: bytes, stored: str) -> bool:
        until, good_for = self.known.get(digest, (0.0, ""))
        return until > time.monotonic() and hmac.compare_digest(good_for, stored)

    def learn(self, digest: bytes, stored: str) -> None:
        with self.lock:
            if len(self.known) >= MOST:
                self.known.clear()
            self.known[digest] = (time.monotonic() + REMEMBERED, stored)


_memory = _Memory()
_wrong = Pace()


def caller(authorization: str) -> Caller:
    """Who an `Authorization` header speaks for. Raises `Refused`, and `Spared` after too many wrong passwords."""
    kind, _, rest = authorization.strip().partition(" ")
    if kind.lower() == "basic":
        return _by_password(rest.strip())
    if kind.lower() == "bearer":
        return _by_key(rest.strip())
    raise Refused("authentication is needed")


def _by_password(encoded: str) -> Caller:
    try:
        username, colon, password = base64.b64decode(encoded, validate=True).decode("utf-8").partition(":")
    except (binascii.Error, UnicodeDecodeError, ValueError) as error:
        raise Refused("the Authorization header cannot be read") from error
    if not colon or "\0" in username or len(username) > 80 or len(password) > 500:
        raise Refused("the Authorization header cannot be read")
    service = one(Service, username=username)
    if service is None or not service.active:
        raise Refused("this name or password is not right")
    digest = _memory.digest(username, password)
    if not _memory.right(digest, service.password):
        _check(service, password, digest)
    return Caller(service, service.sandbox)


def _check(service: Service, password: str, digest: bytes) -> None:
    wait = _wrong.wait(service.pk, WRONG_A_MINUTE, spend=False)
    if wait:
        raise Spared("too many wrong passwords", wait)
    with _ONE_AT_A_TIME:
        # Those who waited here with the same password need not pay again: a service has many connections.
        right = _memory.right(digest, service.password) or fits(password, service.password)
        if right:
            _memory.learn(digest, service.password)
    if not right:
        _wrong.wait(service.pk, WRONG_A_MINUTE)
        log.warning("a wrong password for the service %s", service.name)
        raise Refused("this name or password is not right")


def _by_key(secret: str) -> Caller:
    if not secret.startswith(KEY_MARK) or len(secret) > 200:
        raise Refused("this key is not known")
    key = Key.objects.select_related("service").filter(digest=key_digest(secret), ended_at=None).first()
    if key is None or not key.service.active:
        raise Refused("this key is not known")
    return Caller(key.service, key.sandbox or key.service.sandbox)
