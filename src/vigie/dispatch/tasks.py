"""Dispatch in the journey: what it needs is in memory, and it keeps no rows of its own."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from django.conf import settings
from django.utils import timezone

from vigie import plugs
from vigie.dispatch.route import Route
from vigie.dispatch.step import Needs
from vigie.report.nouns import Dossier, Kept, Routing
from vigie.territory import land, pack
from vigie.territory.atlas import Atlas


@cache
def _fixed(country: str) -> tuple[Atlas, land.Land, dict[str, land.Land], dict[str, Route]]:
    """What does not change while a process lives. Raises `BadPack` when there is no complete pack for the country."""
    home = land.of(pack.load(country.lower()))
    return Atlas.load(), home, land.by_territory(pack.every()), plugs.find("vigie.dispatch.routes", Route)


def gather(batch: Sequence[Dossier]) -> Needs:
    """The atlas, the packs, the routes and the clock. Reads no row."""
    return Needs(*_fixed(settings.VIGIE_COUNTRY), now=timezone.now())


def keep(batch: Sequence[Dossier], findings: Sequence[Routing]) -> Kept[Routing]:
    """Nothing is stored here: the journey keeps the findings themselves."""
    return Kept(tuple(findings))
