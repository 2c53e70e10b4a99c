"""Bridges: a game, a messenger or a character that carries talks into the room. Each request is signed.

signature = HMAC-SHA256(secret, time + "." + method + "." + path with query + "." + body), hex; `time` in Unix seconds
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from datetime import UTC, datetime, timedelta

from django.db import IntegrityError, transaction

from vigie.journey.tasks.write import short_write
from vigie.ledger.chain import Act
from vigie.ledger.tags import Tag
from vigie.reporters.models import Bridge, Line, Spent, Talk
from vigie.reporters.tasks import talks
from vigie.reporters.tasks.keep import keys
from vigie.reporters.tasks.talks import Said

SKEW = 300  # seconds that a bridge's clock may be wrong
KEPT = 3  # hours that a proof or signature is remembered: longer than any is good for


class BridgeError(Exception):
    """A bridge that cannot be made or is not there. Permanent."""

    permanent = True


def add(name: str, actor: str) -> str:
    """A new bridge. Returns its secret, which is told this once. Raises `BridgeError`."""
    if Bridge.objects.filter(name=name).exists():
        raise BridgeError(f"there is already a bridge named {name}")
    nonce = secrets.token_hex(16)
    with short_write() as acts:
        Bridge.objects.create(name=name, nonce=nonce, made_at=datetime.now(UTC))
        acts.append(Act(Tag.BRIDGE_ADDED, f"bridge:{name}", actor, {}))
    return keys().bridge(nonce)


def remove(name: str, actor: str) -> None:
    """Shuts a bridge. Its talks stay. Raises `BridgeError`."""
    with short_write() as acts:
        if not Bridge.objects.filter(name=name, removed_at=None).update(removed_at=datetime.now(UTC)):
            raise BridgeError(f"there is no bridge named {name}")
        acts.append(Act(Tag.BRIDGE_REMOVED, f"bridge:{name}", actor, {}))


def every() -> list[Bridge]:
    """All bridges, by name."""
    return list(Bridge.objects.order_by("name"))


def sign(secret: str, time: str, method: str, path: str, body: bytes) -> str:
    """The signature of one request."""
    text = f"{time}.{method}.{path}.".encode() + body
    return hmac.new(secret.encode(), text, hashlib.sha256).hexdigest()


def trusted(name: str, time: str, signature: str, method: str, path: str, body: bytes) -> bool:
    """Whether a request comes from a bridge that is open, in time, and for the first time."""
    row = Bridge.objects.filter(name=name, removed_at=None).first()
    if row is None or not time.isdecimal():
        return False
    now = datetime.now(UTC)
    if abs(now.timestamp() - int(time)) > SKEW:
        return False
    if not hmac.compare_digest(sign(keys().bridge(row.nonce), time, method, path, body), signature):
        return False
    if method == "GET":
        return True  # reading twice does no harm
    try:
        with transaction.atomic():
            if now.second == 0:  # now and then: a row costs less than a look for old ones at each request
                Spent.objects.filter(at__lt=now - timedelta(hours=KEPT)).delete()
            Spent.objects.create(proof=hashlib.sha256(signature.encode()).hexdigest(), at=now)
    except IntegrityError:
        return False
    return True


def outgoing(bridge: str, after: int, most: int = 200) -> list[tuple[str, Said]]:
    """What the desk said since a line, in the talks of a bridge: each with its talk's number."""
    rows = Line.objects.filter(talk__bridge=bridge, id__gt=after).exclude(by="child").select_related("talk")
    found = []
    for row in rows.order_by("id")[:most]:
        said = talks.lines(row.talk, row.pk - 1, 1)[0]
        found.append((row.talk.number, said))
    return found


def ended(bridge: str) -> list[str]:
    """The numbers of a bridge's talks that ended in the last hour."""
    since = datetime.now(UTC) - timedelta(hours=1)
    return list(Talk.objects.filter(bridge=bridge, ended_at__gt=since).values_list("number", flat=True))
