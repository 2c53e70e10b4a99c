"""What the country's pack says: units, clocks, letters, who said so, and what of it nobody has checked yet. The pack
stays as it came; what the desk says otherwise lies over it, entry by entry (views/amend.py)."""

from __future__ import annotations

from collections.abc import Mapping

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from msgspec import Struct

from vigie.access.roles import Act
from vigie.amendments.asked import MEANS
from vigie.amendments.models import Amendment
from vigie.amendments.tasks import changing
from vigie.desk.pack_words import Told, told
from vigie.desk.units import said as in_language
from vigie.desk.views.door import Asked, may
from vigie.requests.letter import Letter as Words
from vigie.requests.letter import letters
from vigie.requests.tasks.making import kinds
from vigie.retention.tasks import plan
from vigie.territory import land, pack
from vigie.territory.amendment import Kind
from vigie.territory.shapes import Unit

Own = Mapping[tuple[str, str], Amendment]  # by kind and key: what the desk says of it today


class Letter(Struct, frozen=True):
    """A kind of request: within how many days an answer is due, and whether it leaves under an order alone."""

    key: str
    title: object
    days: int
    needs: str
    verified: bool
    own: Amendment | None  # the desk's own word on it


def _letter(name: str, title: object, days: int, words: Words, own: Own) -> Letter:
    return Letter(name, title, words.days or days, words.needs, words.verified, own.get((Kind.ANSWER, name)))


class UnitLine(Struct, frozen=True):
    """A unit, what it works with in words, and who said so; None: the pack."""

    key: str
    name: str
    unit: Unit
    means: list[Told]
    by: Amendment | None


def _means(unit: Unit) -> list[Told]:
    counts = {name: getattr(unit.means, name) for name in MEANS} if unit.means else {}
    return told({**counts, "capacity": unit.capacity, "until": unit.until})


@may(Act.ADMINISTER)
def country(request: Asked) -> HttpResponse:
    """The page, for this desk's country."""
    files = pack.load(settings.VIGIE_COUNTRY.lower())
    home, language = land.of(files), get_language() or settings.LANGUAGE_CODE
    own = changing.newest(timezone.localdate())
    words = letters(files).kind if "requests" in files.parts else {}
    context = {
        "pack": files,
        "units": [
            UnitLine(key, in_language(unit.label, language), unit, _means(unit), own.get((Kind.UNIT, key)))
            for key, unit in home.units.items()
        ],
        "clocks": [(one.key.partition("+")[0], one) for one in home.retentions],
        "waiting": changing.waiting(),
        "letters": [
            _letter(name, kind.title, kind.days, words[name], own) for name, kind in kinds().items() if name in words
        ],
        "terms": [(one, own.get((Kind.TERM, one.key))) for one in plan.in_force()],
        "networks": sorted(home.networks.values(), key=lambda one: one.name),
        "courts": home.courts,
    }
    return render(request, "desk/country.html", context)
