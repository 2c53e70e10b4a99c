"""What a route is: a ground on which a report belongs to a country, a unit and a prosecutor."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from vigie.report.nouns import Country, Dossier, Saying, Territory
from vigie.territory.pack import Pack


@dataclass(frozen=True, slots=True)
class Question:
    """All that a route may know: the dossier, what is known of its addresses, and the packs."""

    dossier: Dossier
    territories: tuple[Territory, ...]  # one for each distinct address, in order of evidence
    home: Pack
    packs: tuple[Pack, ...]


@dataclass(frozen=True, slots=True)
class Proposal:
    """Where a route would send the report. `weight`: the best evidence wins (subscriber > declared > IP)."""

    why: Saying
    weight: int
    country: Country | None = None
    unit: str | None = None  # a key of the pack's units
    place: str | None = None  # département, arrondissement


@dataclass(frozen=True, slots=True)
class Route:
    """One route, in one file of `routes/`. `example` makes it propose; `silent` does not."""

    version: int
    about: str
    propose: Callable[[Question], Proposal | None]
    example: Callable[[], Question]
    silent: Callable[[], Question]
