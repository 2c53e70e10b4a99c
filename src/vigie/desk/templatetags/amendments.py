"""What the desk's templates say of changes of the country's pack."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from django import template
from django.conf import settings
from django.utils.translation import get_language
from msgspec import Struct

from vigie.amendments import asked
from vigie.desk import pack_words
from vigie.desk.deeds import KEEPING, KEEPS
from vigie.desk.templatetags.desk import day, said, term
from vigie.desk.units import said as in_language
from vigie.report.nouns import Saying
from vigie.requests.tasks.making import kinds
from vigie.territory import pack
from vigie.territory.amendment import Kind

register = template.Library()


class Told(Struct, frozen=True):
    """One thing that is said: what, and how it stands."""

    what: Saying
    value: str


@register.filter
def told(values: Mapping[str, Any]) -> list[Told]:
    """The values of an entry or of a change, for people."""
    return [Told(pack_words.FIELDS[name], text) for name, text in _flat(values) if name in pack_words.FIELDS]


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
        return str(said(pack_words.LEVELS[str(value)]))
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


@register.filter
def item(values: Mapping[str, object], name: str) -> object:
    """What a form's field holds; empty where nothing is known."""
    value = values.get(name)
    return "" if value is None else value


@register.filter
def level(name: str) -> object:
    """What kind of service a unit is."""
    return said(pack_words.LEVELS[name])


@register.filter
def tongue(code: str) -> object:
    """“Name in French”."""
    return said(pack_words.TONGUES[code])


@register.filter
def entry(facts: Mapping[str, Any]) -> str:
    """What a proposal is about: “Unit · …”."""
    return f"{said(pack_words.KINDS[facts['kind']])} · {name_of(facts['kind'], facts['key'])}"


@register.filter
def iso_day(text: str) -> str:
    """A day that is kept as text."""
    return day(date.fromisoformat(text))
