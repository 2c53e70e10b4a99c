"""How changes of the country's pack are told: what each field is called, what an entry is, its values for people."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from django.conf import settings
from django.utils.translation import get_language
from msgspec import Struct

from vigie.amendments import asked
from vigie.desk.deeds import KEEPING, KEEPS
from vigie.desk.templatetags.desk import day, said, term
from vigie.desk.units import said as in_language
from vigie.report.nouns import Saying, say
from vigie.requests.tasks.making import kinds
from vigie.territory import pack
from vigie.territory.amendment import Kind

FIELDS: Mapping[str, Saying] = {
    "interviewers": say("Officers trained to hear children"),
    "rooms": say("Rooms for hearing children"),
    "responders": say("Digital first responders"),
    "capacity": say("Undecided reports it can hold"),
    "days": say("For how long"),
    "review": say("Between two reviews"),
    "label": say("Name"),
    "level": say("What it is"),
    "area": say("Area"),
    "until": say("Last day"),
}
LEVELS: Mapping[str, Saying] = {
    "territorial": say("Territorial unit"),
    "central": say("Central service"),
    "queue": say("A queue of the central service"),
    "partner": say("Partner"),
}
TONGUES: Mapping[str, Saying] = {
    "fr": say("Name in French"),
    "nl": say("Name in Dutch"),
    "en": say("Name in English"),
    "de": say("Name in German"),
}
KINDS: Mapping[str, Saying] = {
    Kind.UNIT: say("Unit"),
    Kind.CLOCK: say("Clock"),
    Kind.ANSWER: say("Answer due"),
    Kind.TERM: say("Life of data"),
}


class Told(Struct, frozen=True):
    """One thing that is said: what, and how it stands."""

    what: Saying
    value: str


def told(values: Mapping[str, Any]) -> list[Told]:
    """The values of an entry or of a change, for people."""
    return [Told(FIELDS[name], text) for name, text in _flat(values) if name in FIELDS]


def _flat(values: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for name, value in values.items():
        if name == "means":
            yield from _flat(value)
        elif value is not None:
            yield name, _text(name, value)


def _text(name: str, value: object) -> str:
    if name == "label" and isinstance(value, Mapping):
        return in_language(value, get_language() or settings.LANGUAGE_CODE)
    if name == "level":
        return str(said(LEVELS[str(value)]))
    if name == "area":
        areas = pack.load(settings.VIGIE_COUNTRY).parts["places"]["area"]
        return (
            in_language(areas[value]["label"], get_language() or settings.LANGUAGE_CODE)
            if value in areas
            else str(value)
        )
    if name in ("days", "review"):
        return term(int(str(value)))
    if name == "until":
        return day(value if isinstance(value, date) else date.fromisoformat(str(value)))
    return str(value)


def named(kind: Kind, key: str, held: Mapping[str, Any]) -> str:
    """What an entry is called."""
    if kind is Kind.UNIT:
        return in_language(held["label"], get_language() or settings.LANGUAGE_CODE)
    if kind is Kind.ANSWER:
        return str(said(kinds()[key].title)) if key in kinds() else key
    words = KEEPS.get(str(held.get("keeps"))) if kind is Kind.CLOCK else KEEPING.get(key)
    return str(said(words)) if words else key


def name_of(kind: str, key: str) -> str:
    """What the entry of a proposal is called; its key where the pack does not know it yet."""
    held = asked.entry(pack.load(settings.VIGIE_COUNTRY).parts, Kind(kind), key)
    return named(Kind(kind), key, held) if held else key
