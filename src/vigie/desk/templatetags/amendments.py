"""What the desk's templates say of changes of the country's pack."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import template

from vigie.desk import pack_words
from vigie.desk.pack_words import Told
from vigie.desk.templatetags.desk import day, said

register = template.Library()


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
def told(values: Mapping[str, Any]) -> list[Told]:
    """The values of a change, each with its name."""
    return pack_words.told(values)


@register.filter
def entry(facts: Mapping[str, Any]) -> str:
    """What a proposal is about: “Unit · …”."""
    return f"{said(pack_words.KINDS[facts['kind']])} · {pack_words.name_of(facts['kind'], facts['key'])}"


@register.filter
def iso_day(text: str) -> str:
    """A day that is kept as text."""
    return day(date.fromisoformat(text))
