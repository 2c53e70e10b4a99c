"""Hosts of providers' published blocks, for tests of look-ups: taken from the open data, so that none is written."""

from __future__ import annotations

from functools import cache
from ipaddress import ip_address

from vigie.territory.atlas import Atlas, Block

ORANGE, FREE, FREE_MOBILE, PROXIMUS, TELENET, COMCAST, OVH, ORANGE_SPAIN = (
    3215, 12322, 51207, 5432, 6848, 7922, 16276, 12479,
)  # fmt: skip


def host(asn: int, country: str | None, number: int = 0, family: int = 4) -> str:
    """The `number`-th of some hosts of a network's biggest block in a country."""
    biggest = _biggest(asn, country, family)
    step = 1 if family == 4 else 1 << 64
    return str(ip_address(int(ip_address(biggest.first)) + (biggest.size // 3 + number) % biggest.size * step))


@cache
def _biggest(asn: int, country: str | None, family: int) -> Block:
    blocks = [block for block in Atlas.load().blocks(asn, family) if block.country == country]
    return max(blocks, key=lambda block: block.size)
