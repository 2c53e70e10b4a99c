"""What the country's pack says: units, clocks, letters, and what of it nobody has checked yet. Read here, changed in
the pack, where each change has its version and its history."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from msgspec import Struct

from vigie.access.roles import Act
from vigie.desk.units import said as in_language
from vigie.desk.views.door import Asked, may
from vigie.requests.letter import letters
from vigie.requests.tasks.making import kinds
from vigie.retention.tasks import plan
from vigie.territory import land, pack


class Letter(Struct, frozen=True):
    """A kind of request: within how many days an answer is due, and whether it leaves under an order alone."""

    title: object
    days: int
    needs: str
    verified: bool


@may(Act.ADMINISTER)
def country(request: Asked) -> HttpResponse:
    """The page, for this desk's country."""
    files = pack.load(settings.VIGIE_COUNTRY.lower())
    home, language = land.of(files), get_language() or settings.LANGUAGE_CODE
    words = letters(files).kind if "requests" in files.parts else {}
    context = {
        "pack": files,
        "units": [(key, in_language(unit.label, language), unit) for key, unit in home.units.items()],
        "clocks": home.retentions,
        "letters": [
            Letter(kind.title, words[name].days or kind.days, words[name].needs, words[name].verified)
            for name, kind in kinds().items()
            if name in words
        ],
        "terms": plan.in_force(),
        "networks": sorted(home.networks.values(), key=lambda one: one.name),
        "courts": home.courts,
    }
    return render(request, "desk/country.html", context)
