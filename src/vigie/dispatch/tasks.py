"""Dispatch in the journey: what it needs is in memory, and it keeps no rows of its own."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, lru_cache

from django.conf import settings
from django.db.models import Count
from django.utils import timezone

from vigie import plugs
from vigie.dispatch.route import Route
from vigie.dispatch.step import Needs
from vigie.report.models import Standing
from vigie.report.nouns import Dossier, Kept, Routing
from vigie.territory import land, pack
from vigie.territory.atlas import Atlas

LOOK_AGAIN = 60  # seconds for which the load of the units is taken as known


@cache
def _fixed(country: str) -> tuple[Atlas, land.Land, dict[str, land.Land], dict[str, Route]]:
    """What does not change while a process lives. Raises `BadPack` when there is no complete pack for the country."""
    home = land.of(pack.load(country.lower()))
    return Atlas.load(), home, land.by_territory(pack.every()), plugs.find("vigie.dispatch.routes", Route)


def gather(batch: Sequence[Dossier]) -> Needs:
    """The atlas, the packs, the routes, the clock, and how much the units hold whose capacity is known."""
    fixed, now = _fixed(settings.VIGIE_COUNTRY), timezone.now()
    limited = [key for key, unit in fixed[1].units.items() if unit.capacity is not None]
    return Needs(*fixed, now=now, open=_open(tuple(limited), int(now.timestamp()) // LOOK_AGAIN) if limited else {})


@lru_cache(maxsize=1)
def _open(units: tuple[str, ...], period: int) -> dict[str, int]:
    """The undecided reports of some units, counted once in a `period`."""
    rows = Standing.objects.filter(unit__in=units, state__in=(Standing.State.OPEN, Standing.State.CLAIMED))
    return {**dict.fromkeys(units, 0), **dict(rows.values_list("unit").annotate(n=Count("pk")).order_by())}


def keep(batch: Sequence[Dossier], findings: Sequence[Routing]) -> Kept[Routing]:
    """Nothing is stored here: the journey keeps the findings themselves."""
    return Kept(tuple(findings))
