"""Courts, wordings and offences of the country's pack, each with who said so; what changes them stands in amend.py."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from msgspec import Struct

from vigie.access.models import Proposal
from vigie.access.roles import Act
from vigie.amendments import asked
from vigie.amendments.models import Amendment
from vigie.amendments.tasks import changing
from vigie.desk.templatetags.amendments import court, paper
from vigie.desk.units import said as in_language
from vigie.desk.views.door import Asked, may
from vigie.territory import land, pack, texts
from vigie.territory.amendment import Kind
from vigie.territory.land import Land
from vigie.territory.shapes import Court
from vigie.triage.offence import Article, law


class CourtLine(Struct, frozen=True):
    """A court: its seat, its name, where it judges and whether it comes first there, and what is known of it."""

    seat: str
    name: str
    areas: tuple[tuple[str, bool], ...]
    known: Court | None
    own: Amendment | None


class PaperLine(Struct, frozen=True):
    """A paper, in which languages it is written, and who said so."""

    key: str
    name: str
    languages: tuple[str, ...]
    verified: bool
    own: Amendment | None


class OffenceLine(Struct, frozen=True):
    """An offence in the reader's language, and who said so."""

    article: Article
    label: str
    penalty: str
    own: Amendment | None


def _head(kind: Kind) -> dict[str, Any]:
    waiting: list[Proposal] = [one for one in changing.waiting() if one.facts.get("kind") == kind]
    return {"waiting": waiting, "pack": pack.load(settings.VIGIE_COUNTRY)}


def _own(kind: Kind) -> Mapping[str, Amendment]:
    return {key: row for (what, key), row in changing.newest(timezone.localdate()).items() if what == kind}


@may(Act.ADMINISTER)
def courts(request: Asked) -> HttpResponse:
    """Every court, by its name."""
    home = land.of(pack.load(settings.VIGIE_COUNTRY))
    lines = sorted(_courts(home), key=lambda line: line.name.casefold())
    return render(request, "desk/country_courts.html", {"lines": lines, "told": home.courts, **_head(Kind.COURT)})


def _courts(home: Land) -> Iterator[CourtLine]:
    language, own = get_language() or settings.LANGUAGE_CODE, _own(Kind.COURT)
    where: dict[str, list[tuple[str, bool]]] = {}
    for area, seats in home.courts.areas.items():
        for place, seat in enumerate(seats):
            where.setdefault(seat, []).append((home.area_name(area, language), place == 0))
    for seat, areas in where.items():
        name = court(seat, asked.entry(home.pack.parts, Kind.COURT, seat) or {})
        yield CourtLine(seat, name, tuple(areas), home.courts.court.get(seat), own.get(seat))


@may(Act.ADMINISTER)
def letters(request: Asked) -> HttpResponse:
    """Every paper whose wording is the pack's."""
    own, parts = _own(Kind.LETTER), pack.load(settings.VIGIE_COUNTRY).parts
    lines = [_paper(parts, key, own.get(key)) for key in texts.papers(parts)]
    return render(request, "desk/country_letters.html", {"lines": lines, **_head(Kind.LETTER)})


def _paper(parts: Mapping[str, Any], key: str, own: Amendment | None) -> PaperLine:
    part, _, name = key.partition(".")
    told = parts[part]["kind"][name] if part == "requests" else parts[part]
    words = texts.of(parts, key) or {}
    languages = tuple(dict.fromkeys(one for text in words.values() for one in text))
    return PaperLine(key, paper(key), languages, bool(told.get("verified")), own)


@may(Act.ADMINISTER)
def offences(request: Asked) -> HttpResponse:
    """Every offence that triage may propose."""
    language, own = get_language() or settings.LANGUAGE_CODE, _own(Kind.OFFENCE)
    read = law(pack.load(settings.VIGIE_COUNTRY), language)
    lines = [
        OffenceLine(one, in_language(one.label, language), in_language(one.penalty, language), own.get(one.code))
        for one in read.articles
    ]
    context = {"lines": lines, "today": timezone.localdate(), **_head(Kind.OFFENCE)}
    return render(request, "desk/country_offences.html", context)
