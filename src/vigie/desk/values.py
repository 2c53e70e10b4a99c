"""The values inside a sentence, for people: codes that rules and routes put there, in the reader's language. Pure.

A value that is quoted from a report stays as it was said.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime
from typing import NamedTuple

from babel import Locale

from vigie.desk.facts import facts
from vigie.desk.units import said as in_language
from vigie.territory import codes, pack
from vigie.territory.naming import names, renamed
from vigie.triage.called import RULES
from vigie.triage.said import in_words, lower

CODE = re.compile(r"[A-Z]{2}")
NAMED = ("unit", "units", "ground", "court", "courts")  # values that come from the pack, in the desk's language
Say = Callable[[object], object]


class Reader(NamedTuple):
    """Who reads: how sayings and times are told, in which language, at a desk of which country."""

    say: Say
    when: Callable[[datetime], str]
    language: str
    home: str


def shown(key: str, value: object, reader: Reader) -> object:
    """A value by the name it has in its sentence."""
    say_ = reader.say
    if not isinstance(value, str):
        return say_(value)
    text = value
    if (named := in_words(key, text, lambda one: str(say_(one)))) is not None:
        return named
    if key == "rules":
        return ", ".join(lower(str(say_(RULES.get(rule, rule)))) for rule in text.split(", "))
    if key == "facts":
        return ", ".join(lower(str(say_(one))) for one in facts(text))
    if key == "language":
        return str(Locale(reader.language[:2]).languages.get(text, text))
    if key in ("country", "place"):
        return ", ".join(country(code, reader.language) for code in text.split(", "))
    if key == "places":
        return ", ".join(_area(code, reader) for code in text.split(", "))
    if key == "second":  # a time in ISO 8601: what two did at once is told to the second
        return reader.when(datetime.fromisoformat(text))
    return named_by_country(text, reader.home, reader.language) if key in NAMED else say_(value)


def named_by_country(text: str, home: str, language: str) -> str:
    """What the country's pack named when something was found, in the reader's language where the pack has it."""
    return renamed(text, names(home, language[:2]))


def country(code: str, language: str) -> str:
    """A country's name; anything that is no code as it is."""
    return codes.label(code, language[:2]) if CODE.fullmatch(code) else code


def _area(code: str, reader: Reader) -> str:
    places = pack.load(reader.home).parts.get("places", {}).get("area", {})
    return in_language(places[code]["label"], reader.language) if code in places else code
