"""Where a visitor comes from, as far as it can be known: never the proxy that stands before the desk."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from ipaddress import IPv4Network, IPv6Network, ip_address, ip_network

from django.conf import settings
from django.http import HttpRequest

Network = IPv4Network | IPv6Network


def of(request: HttpRequest) -> str:
    """The visitor's own address, or nothing when only a proxy's is known. A header is believed from our own proxies
    alone: anybody can send one."""
    proxies = _networks(tuple(settings.VIGIE_PROXIES))
    hop = str(request.META.get("REMOTE_ADDR", ""))
    told = [part.strip() for part in request.headers.get("X-Forwarded-For", "").split(",") if part.strip()]
    while told and _within(hop, proxies):
        hop = told.pop()
    return "" if _within(hop, proxies) or not _visitor(hop) else hop


@cache
def _networks(named: Sequence[str]) -> tuple[Network, ...]:
    return tuple(ip_network(one, strict=False) for one in named)


def _within(address: str, networks: Sequence[Network]) -> bool:
    try:
        ip = ip_address(address)
    except ValueError:
        return False
    return any(ip in network for network in networks)


def _visitor(address: str) -> bool:
    """Whether it can be somebody's: this machine itself is a proxy that nobody has named."""
    try:
        return not ip_address(address).is_loopback
    except ValueError:
        return False
