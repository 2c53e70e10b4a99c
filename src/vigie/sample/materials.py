"""The content that exists in this world, as hidden things: what it is, who has seen it before, what lists know of it.

A material is only a name and what is true of it; `studio` makes a generated picture (or mere numbers) of it. All
pictures are patterns and landscapes, whatever the material stands for.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from vigie.sample.draws import Weighted, chance, stream


class Kind(StrEnum):
    """What a material stands for. The first two are on the lists of the caseload."""

    KNOWN = "known"  # known to the national base
    VIRAL = "viral"  # known, and passed on by everybody
    UNLISTED = "unlisted"  # circulates, but our lists do not have it
    NEW = "new"  # made by the suspect of the report
    SELF = "self"  # made by a minor of itself
    MACHINE = "machine"  # machine-made
    BENIGN = "benign"  # holidays, families, nothing


@dataclass(frozen=True, slots=True)
class Material:
    """One picture or film, in all its copies. `age` and `act` are the true letters of the industry's A1 to B2."""

    key: str
    kind: Kind
    age: str | None = None  # A, B
    act: str | None = None  # 1, 2
    series: str | None = None
    victim_identified: bool | None = None
    distributed: bool | None = None
    submissions: int = 0
    film: bool = False
    stock: bool = False  # benign, and on the known-good list

    @property
    def listed(self) -> bool:
        """True when a list of the caseload holds it as known or viral."""
        return self.kind in (Kind.KNOWN, Kind.VIRAL)


_AGE = {
    Kind.KNOWN: Weighted({"A": 0.65, "B": 0.35}),
    Kind.VIRAL: Weighted({"A": 0.4, "B": 0.6}),
    Kind.UNLISTED: Weighted({"A": 0.5, "B": 0.5}),
    Kind.NEW: Weighted({"A": 0.6, "B": 0.4}),
    Kind.SELF: Weighted({"A": 0.08, "B": 0.92}),
    Kind.MACHINE: Weighted({"A": 0.5, "B": 0.5}),
}
_ACT = {
    Kind.KNOWN: Weighted({"1": 0.55, "2": 0.45}),
    Kind.VIRAL: Weighted({"1": 0.4, "2": 0.6}),
    Kind.UNLISTED: Weighted({"1": 0.4, "2": 0.6}),
    Kind.NEW: Weighted({"1": 0.55, "2": 0.45}),
    Kind.SELF: Weighted({"1": 0.2, "2": 0.8}),
    Kind.MACHINE: Weighted({"1": 0.5, "2": 0.5}),
}
_SERIES = (
    "Amber",
    "Birch",
    "Cobalt",
    "Dune",
    "Elm",
    "Fjord",
    "Granite",
    "Heath",
    "Indigo",
    "Juniper",
    "Kelp",
    "Lichen",
)


@lru_cache(maxsize=4096)
def material(seed: int, kind: Kind, number: str) -> Material:
    """The material of this kind and number: the same whenever it is asked for."""
    rng = stream(seed, "material", kind, number)
    key = f"{kind}-{number}"
    film = chance(rng, 0.08)
    if kind is Kind.BENIGN:
        return Material(key, kind, film=film, stock=number.startswith("stock"))
    age, act = _AGE[kind].pick(rng), _ACT[kind].pick(rng)
    if kind in (Kind.KNOWN, Kind.VIRAL):
        series = f"Synthetic {rng.choice(_SERIES)} {rng.randrange(40)}" if chance(rng, 0.6) else None
        viral = kind is Kind.VIRAL
        return Material(
            key,
            kind,
            age,
            act,
            series,
            chance(rng, 0.7 if viral else 0.4),
            viral or chance(rng, 0.35),
            rng.randrange(200, 9000) if viral else rng.randrange(1, 60),
            film,
        )
    return Material(key, kind, age, act, film=film)


@dataclass(frozen=True, slots=True)
class Shelf:
    """How much of each listed or circulating content there is in a world of `reports` reports."""

    known: int
    viral: int
    unlisted: int
    stock: int


def shelf(reports: int) -> Shelf:
    """What circulates grows more slowly than what is reported."""
    return Shelf(max(60, reports // 4), max(8, 12 + reports // 600), max(40, reports // 6), max(6, reports // 300))
