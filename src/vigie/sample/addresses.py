"""Invented internet addresses: reserved ones (RFC 5737, RFC 3849), or random hosts of an access provider's block.

`providers.csv` holds a few large blocks by country, from public routing tables (June 2026). A mobile network puts
many subscribers behind few addresses, so its hosts come from a small pool. Proxies stand on reserved addresses.
"""

from __future__ import annotations

import csv
from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from ipaddress import IPv4Address, IPv4Network, IPv6Address, ip_address
from pathlib import Path
from random import Random

TABLE = Path(__file__).with_name("providers.csv")
DOCUMENTATION = tuple(IPv4Network(block) for block in ("192.0.2.0/24", "198.51.100.0/24", "203.0.113.0/24"))  # RFC 5737
_DOCUMENTATION_6 = 0x2001_0DB8 << 96  # RFC 3849, 2001:db8::/32
SHARED = 48  # addresses that a mobile network's subscribers share in this caseload


@dataclass(frozen=True, slots=True)
class Provider:
    """One block of an access provider. `mobile`: its subscribers share addresses, so a port is needed."""

    country: str
    network: str
    asn: int
    first: int
    size: int
    mobile: bool

    def host(self, number: int) -> str:
        """The n-th usable host of the block."""
        return str(IPv4Address(self.first + 1 + number % (self.size - 2)))


@cache
def providers() -> dict[str, tuple[Provider, ...]]:
    """The table, by country."""
    table: dict[str, list[Provider]] = defaultdict(list)
    with TABLE.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            block = IPv4Network(row["block"])
            provider = Provider(
                row["country"],
                row["network"],
                int(row["asn"]),
                int(block.network_address),
                block.num_addresses,
                row["mobile"] == "yes",
            )
            table[provider.country].append(provider)
    return {country: tuple(rows) for country, rows in table.items()}


def of_provider(rng: Random, provider: Provider) -> str:
    """A host of the block; of a mobile network, one of the few that its subscribers share."""
    if provider.mobile:
        return provider.host(rng.randrange(SHARED) * 257 + 11)
    return provider.host(rng.randrange(provider.size - 2))


def reserved(rng: Random) -> str:
    """A subscriber's address that no network has: RFC 3849."""
    return str(IPv6Address(_DOCUMENTATION_6 | rng.getrandbits(64) << 32 | rng.getrandbits(16) + 1))


def proxy(rng: Random) -> str:
    """A shared way out, used by many: RFC 5737."""
    block = DOCUMENTATION[rng.randrange(3)]
    return str(block[1 + rng.randrange(60)])


def invented(ip: str) -> bool:
    """True when an address is of a documentation range or of a block of the table."""
    address = ip_address(ip)
    if isinstance(address, IPv6Address):
        return int(address) >> 96 == _DOCUMENTATION_6 >> 96
    if any(address in block for block in DOCUMENTATION):
        return True
    blocks = (provider for rows in providers().values() for provider in rows)
    return any(0 < int(address) - block.first < block.size - 1 for block in blocks)
