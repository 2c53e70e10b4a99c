"""What the desk's templates say of changes of the country's pack."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Any

from django import template
from django.conf import settings
from django.utils.translation import get_language, gettext
from msgspec import Struct

from vigie.amendments import asked, letters
from vigie.desk import pack_words
from vigie.desk.deeds import KEEPING, KEEPS
from vigie.desk.templatetags.desk import day, said, term
from vigie.desk.units import said as in_language
from vigie.report.nouns import Saying
from vigie.requests.tasks.making import kinds
from vigie.territory import land, pack
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


def _text(name: str, value: Any) -> str:
    if isinstance(value, Mapping):
        return in_language(value, _language())
    if isinstance(value, bool):
        return gettext("yes") if value else gettext("no")
    if name in SHOWN:
        return SHOWN[name](value)
    return str(value)


def _day(value: Any) -> str:
    return "—" if not value else day(value if isinstance(value, date) else date.fromisoformat(str(value)))


def _areas(value: Any) -> str:
    areas = pack.load(settings.VIGIE_COUNTRY).parts["places"]["area"]
    keys = (value,) if isinstance(value, str) else value
    return ", ".join(in_language(areas[key]["label"], _language()) if key in areas else str(key) for key in keys)


SHOWN: Mapping[str, Callable[[Any], str]] = {
    "level": lambda value: str(said(pack_words.LEVELS[str(value)])),
    **dict.fromkeys(("area", "areas", "first"), _areas),
    **dict.fromkeys(("days", "review"), lambda value: term(int(str(value)))),
    **dict.fromkeys(("since", "until", "begins", "ends"), _day),
}


def _language() -> str:
    return get_language() or settings.LANGUAGE_CODE


def named(kind: Kind, key: str, held: Mapping[str, Any]) -> str:
    """What an entry is called."""
    if kind in (Kind.UNIT, Kind.OFFENCE):
        return in_language(held["label"], _language())
    if kind is Kind.COURT:
        return court(key, held)
    if kind is Kind.LETTER:
        return paper(key)
    if kind is Kind.ANSWER:
        return str(said(kinds()[key].title)) if key in kinds() else key
    words = KEEPS.get(str(held.get("keeps"))) if kind is Kind.CLOCK else KEEPING.get(key)
    return str(said(words)) if words else key


def court(seat: str, held: Mapping[str, Any]) -> str:
    """What a court is called: by its own name, else by its prosecutor's."""
    if held.get("label"):
        return in_language(held["label"], _language())
    return land.of(pack.load(settings.VIGIE_COUNTRY)).office(held["areas"][0], seat, _language())


def paper(key: str) -> str:
    """What a paper is called."""
    kind = key.partition(".")[2]
    if key.startswith("requests.") and kind in kinds():
        return f"{gettext('Request')} · {said(kinds()[kind].title)}"
    return str(said(pack_words.PAPERS.get(key, key)))


@register.filter
def worded(told: str | Mapping[str, str]) -> str:
    """A text that a pack has in one language or in several."""
    return told if isinstance(told, str) else in_language(told, _language())


@register.filter
def text_name(name: str) -> str:
    """What a text of a paper is called."""
    what, which = pack_words.text(name)
    return f"{said(what)} · {said(which)}" if which else str(said(what))


@register.filter
def reworded(values: Mapping[str, Any]) -> list[letters.Rewording]:
    """What a change of a wording takes out and puts in."""
    return list(letters.rewordings(values))


@register.filter
def spoken(code: str) -> object:
    """“In French”."""
    return said(pack_words.SPOKEN.get(code, code))


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
