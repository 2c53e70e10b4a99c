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


@lru_cache(maxsize=2)
def _fixed(home: pack.Pack, packs: tuple[pack.Pack, ...]) -> tuple[land.Land, dict[str, land.Land]]:
    """What changes only when somebody changes a pack. Raises `BadPack` when one is not complete."""
    return land.of(home), land.by_territory(packs)


@cache
def _atlas() -> Atlas:
    return Atlas.load()


def gather(batch: Sequence[Dossier]) -> Needs:
    """The atlas, the packs, the routes, the clock, and how much the units hold whose capacity is known."""
    home, lands = _fixed(pack.load(settings.VIGIE_COUNTRY), pack.every())
    routes, now = plugs.find("vigie.dispatch.routes", Route), timezone.now()
    limited = [key for key, unit in home.units.items() if unit.capacity is not None]
    held = _open(tuple(limited), int(now.timestamp()) // LOOK_AGAIN) if limited else {}
    return Needs(_atlas(), home, lands, routes, now=now, open=held)


@lru_cache(maxsize=1)
def _open(units: tuple[str, ...], period: int) -> dict[str, int]:
    """The undecided reports of some units, counted once in a `period`."""
    rows = Standing.objects.filter(unit__in=units, state__in=(Standing.State.OPEN, Standing.State.CLAIMED))
    return {**dict.fromkeys(units, 0), **dict(rows.values_list("unit").annotate(n=Count("pk")).order_by())}


def keep(batch: Sequence[Dossier], findings: Sequence[Routing]) -> Kept[Routing]:
    """Nothing is stored here: the journey keeps the findings themselves."""
    return Kept(tuple(findings))
