"""What a request is: to whom, how soon an answer is due, and what must be in it before it may leave."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from msgspec import Struct

from vigie.report.nouns import Dossier, Saying, Sighting, Territory
from vigie.territory.land import Land


class Asked(Struct, frozen=True):
    """All that a request may be made of. `sighting`: the one that is asked about, where it is about one."""

    dossier: Dossier
    home: Land
    now: datetime
    sighting: Sighting | None = None
    territory: Territory | None = None


class Flaw(Struct, frozen=True):
    """What is wrong with a request. `fatal`: as it is nobody can answer it, so it does not leave."""

    why: Saying
    fatal: bool = False


class Kind(Struct, frozen=True):
    """One kind, in one file of `kinds/`. All is pure.

    `to(asked)`: who holds what is asked for, "" when nobody can say. `about(dossier)`: the sightings, each of which
    makes a request; None: the kind asks about the report as a whole. `flaws(asked)`: what is wrong with it.
    """

    title: Saying
    order: int
    days: int  # until an answer is due; the pack may say otherwise
    to: Callable[[Asked], str]
    flaws: Callable[[Asked], tuple[Flaw, ...]]
    about: Callable[[Dossier], tuple[Sighting, ...]] | None = None
    identifies: bool = False  # its answer names a person
