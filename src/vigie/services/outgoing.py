"""A message to a service's hook: signed, and never into our own network. Pure but for the socket.

An address is given by a partner, so it may point anywhere: only `https` on a public address is called, the very address
that was looked at is the one that is connected to, nothing is followed, and what is answered is hardly read.
"""

from __future__ import annotations

import hashlib
import hmac
import http.client
import ipaddress
import socket
import ssl
from collections.abc import Callable
from urllib.parse import urlsplit

SECONDS = 10.0
READ = 1024  # bytes of an answer
PORTS = (443, 8443)
Allowed = Callable[[ipaddress.IPv4Address | ipaddress.IPv6Address], bool]


class Undelivered(Exception):
    """A message that did not arrive. `permanent`: the address itself is not one that is called."""

    def __init__(self, what: str, *, permanent: bool = False) -> None:
        super().__init__(what)
        self.permanent = permanent


def public(address: ipaddress.IPv4Address | ipaddress.IPv6Address) -> bool:
    """Whether an address is of the internet, and of no network of ours."""
    inner = getattr(address, "ipv4_mapped", None) or getattr(address, "sixtofour", None)
    return address.is_global and not address.is_multicast and (inner is None or public(inner))


def signature(secret: str, moment: int, body: bytes) -> str:
    """The value of `Vigie-Signature`: `t=<seconds>,v1=<hex>`, over the seconds, a dot and the body."""
    signed = hmac.new(secret.encode(), f"{moment}.".encode() + body, hashlib.sha256).hexdigest()
    return f"t={moment},v1={signed}"


def fit(url: str) -> tuple[str, int, str]:
    """Host, port and path of an address that may be called. Raises `Undelivered`."""
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port or 443
    except ValueError as error:
        raise Undelivered("the address cannot be read", permanent=True) from error
    if parts.scheme != "https" or not host or parts.username or parts.password or port not in PORTS:
        raise Undelivered("the address must be https, on port 443 or 8443, without a name in it", permanent=True)
    if any(not " " < letter < "\x7f" for letter in url):
        raise Undelivered("the address has characters that no address has", permanent=True)
    return host, port, (parts.path or "/") + (f"?{parts.query}" if parts.query else "")


def send(
    url: str, body: bytes, secret: str, moment: int, *, allowed: Allowed = public, context: ssl.SSLContext | None = None
) -> None:
    """Sends one message. Returns when it was taken (any 2xx). Raises `Undelivered`."""
    host, port, path = fit(url)
    told = {
        "Host": host if port == 443 else f"{host}:{port}",
        "Content-Type": "application/json",
        "User-Agent": "Vigie",
        "Vigie-Signature": signature(secret, moment, body),
    }
    line = _Pinned(host, port, _address(host, port, allowed), context or ssl.create_default_context())
    try:
        line.request("POST", path, body, told)
        answer = line.getresponse()
        answer.read(READ)
    except (OSError, http.client.HTTPException) as error:
        raise Undelivered(f"{type(error).__name__}: {error}"[:200]) from error
    finally:
        line.close()
    if not 200 <= answer.status < 300:
        raise Undelivered(f"it answered {answer.status}")


def _address(host: str, port: int, allowed: Allowed) -> str:
    try:
        found = {str(told[4][0]) for told in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)}
    except (OSError, UnicodeError) as error:
        raise Undelivered(f"{host} is not found") from error
    if not found or not all(allowed(ipaddress.ip_address(one.partition("%")[0])) for one in found):
        raise Undelivered(f"{host} is not an address of the internet", permanent=True)
    return min(found)


class _Pinned(http.client.HTTPSConnection):
    """A connection to the address that was looked at, whatever the name means a moment later."""

    def __init__(self, host: str, port: int, address: str, context: ssl.SSLContext) -> None:
        super().__init__(host, port, timeout=SECONDS, context=context)
        self._address, self._ssl = address, context

    def connect(self) -> None:
        plain = socket.create_connection((self._address, self.port), SECONDS)
        self.sock = self._ssl.wrap_socket(plain, server_hostname=self.host)
