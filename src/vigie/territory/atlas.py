"""Address -> country and network, from open data that ships with Vigie. Nothing is asked of anybody.

Two data sets vote on the country (`open/README.md` says how and why). Where they differ the country is not known,
and `Territory.data` says what each of them said. A city is never derived from an address.
"""

from __future__ import annotations

import tomllib
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import starmap
from pathlib import Path
from socket import AF_INET, AF_INET6, inet_ntop, inet_pton
from typing import Any

import numpy as np
import numpy.typing as npt

from vigie.report.nouns import Country, Territory
from vigie.territory.codes import known, state

HERE = Path(__file__).resolve().parent / "open"
NOBODY = "ZZ"  # the vote on addresses that belong to nobody
RESERVED, NO_ADDRESS = "reserved (RFC 6890)", "not an address"  # what `Territory.data` says of these
MAPPED = bytes(10) + b"\xff\xff"  # ::ffff:a.b.c.d is the IPv4 address a.b.c.d

Answer = tuple[Country | None, str]  # the country, and which data said so


class BadAtlas(Exception):
    """The address data are missing or not readable. Permanent: the installation must be mended."""

    permanent = True


@dataclass(frozen=True, slots=True)
class OpenData:
    """One open data set: what `vigie about` must say of it."""

    key: str
    title: str
    about: str
    date: date
    version: str
    licence: str
    attribution: str
    link: str


@cache
def sources() -> tuple[OpenData, ...]:
    """The open data sets behind the atlas, with licences and dates."""
    read = tomllib.loads((HERE / "sources.toml").read_text("utf-8"))
    return tuple(OpenData(key=key, **entry) for key, entry in read.items())


@dataclass(frozen=True, slots=True)
class Family:
    """Intervals of one address family: `firsts` sorted, and for each interval its votes and its network."""

    firsts: npt.NDArray[Any]
    votes: npt.NDArray[np.uint16]
    networks: npt.NDArray[np.uint32]


@dataclass(frozen=True, slots=True)
class Block:
    """Addresses that follow each other, from `first` on: `size` of them, in IPv6 so many /64."""

    first: str
    size: int
    country: Country | None


def judge(registry: str, route: str, said: str, alone: str) -> Answer:
    """Two votes make a country only when they do not contradict each other."""
    if registry == NOBODY:
        return None, RESERVED
    first, second = known(registry), known(route)
    if first == second:
        return first, said
    if first is None or second is None:
        return first or second, alone.format(country=first or second)
    if state(first) == state(second):
        overseas = [country for country in (first, second) if country != state(country)]
        return (overseas[0] if len(overseas) == 1 else state(first)), said
    return None, f"{said}: they differ ({first}, {second})"


class Atlas:
    """Looks addresses up, many at a time. Made once per process; safe to share between threads."""

    def __init__(self, families: dict[int, Family], answers: list[Answer], numbers: list[int], names: list[str]):
        self._families = families
        self._answers = answers
        self._numbers = numbers
        self._names = names

    @classmethod
    @cache
    def load(cls, path: Path = HERE / "addresses.npz") -> Atlas:
        """The atlas that ships with Vigie. Raises `BadAtlas`."""
        try:
            with np.load(path, allow_pickle=False) as kept:
                read = {name: kept[name] for name in kept.files}
        except (OSError, ValueError, EOFError) as error:
            raise BadAtlas(f"{path.name}: {error}") from error
        families = {
            family: Family(
                np.cumsum(read[f"gaps{family}"], dtype=read[f"gaps{family}"].dtype),
                read[f"votes{family}"],
                read[f"networks{family}"],
            )
            for family in (4, 6)
        }
        names = read["names"].tobytes().decode().split("\n")
        return cls(families, _answers(read["pairs"].tobytes().decode()), read["numbers"].tolist(), names)

    def look_up(self, ips: Sequence[str]) -> list[Territory]:
        """What is known of each address, in the order asked. Text that is no address has no country."""
        found: list[Territory | None] = [None] * len(ips)
        asked: dict[int, tuple[list[int], list[bytes]]] = {4: ([], []), 6: ([], [])}
        for place, ip in enumerate(ips):
            packed = _packed(ip)
            if packed is None:
                found[place] = Territory(ip, data=NO_ADDRESS)
                continue
            places, keys = asked[4 if len(packed) == 4 else 6]
            places.append(place)
            keys.append(packed[:8])
        for family, (places, keys) in asked.items():
            if places:
                texts = [ips[place] for place in places]
                for place, territory in zip(places, self._find(family, texts, keys), strict=True):
                    found[place] = territory
        return [territory for territory in found if territory is not None]

    def blocks(self, asn: int, family: int = 4) -> list[Block]:
        """The blocks a network announces, as published: whole blocks, never a subscriber."""
        table, last = self._families[family], (1 << (32 if family == 4 else 64)) - 1
        ends = np.append(table.firsts[1:] - 1, np.array(last, table.firsts.dtype))
        network = bisect_left(self._numbers, asn)
        if not 0 < network < len(self._numbers) or self._numbers[network] != asn:
            return []
        return [
            Block(
                first=_written(int(table.firsts[spot]), family),
                size=int(ends[spot] - table.firsts[spot]) + 1,
                country=self._answers[table.votes[spot]][0],
            )
            for spot in np.flatnonzero(table.networks == network)
        ]

    def _find(self, family: int, ips: list[str], keys: list[bytes]) -> list[Territory]:
        table = self._families[family]
        wanted = np.frombuffer(b"".join(keys), ">u4" if family == 4 else ">u8").astype(table.firsts.dtype)
        spots = np.searchsorted(table.firsts, wanted, "right") - 1
        answers, numbers, names = self._answers, self._numbers, self._names

        def one(ip: str, vote: int, network: int) -> Territory:
            country, data = answers[vote]
            if not network:
                return Territory(ip, country, None, None, None, data)
            return Territory(ip, country, names[network], numbers[network], None, data)

        return list(starmap(one, zip(ips, table.votes[spots].tolist(), table.networks[spots].tolist(), strict=True)))


def _packed(ip: str) -> bytes | None:
    """Four or sixteen bytes; an IPv4 address written as IPv6 is IPv4. None when it is no address."""
    try:
        if ":" not in ip:
            return inet_pton(AF_INET, ip)
        packed = inet_pton(AF_INET6, ip)
    except (OSError, ValueError):  # ValueError: a NUL or a lone surrogate in the text
        return None
    return packed[12:] if packed.startswith(MAPPED) else packed


def _written(first: int, family: int) -> str:
    if family == 4:
        return inet_ntop(AF_INET, first.to_bytes(4, "big"))
    return inet_ntop(AF_INET6, first.to_bytes(8, "big") + bytes(8))


def _answers(pairs: str) -> list[Answer]:
    by = {source.key: source for source in sources()}
    alone = f"{by['registry'].title} {by['registry'].date}", f"{by['route'].title} {by['route'].date}"
    said = " + ".join(alone)
    votes = [(pairs[at : at + 2].strip(), pairs[at + 2 : at + 4].strip()) for at in range(0, len(pairs), 4)]
    return [judge(*vote, said, f"{alone[0] if known(vote[0]) else alone[1]} alone") for vote in votes]
