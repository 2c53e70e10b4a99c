"""The values inside a sentence, for people: codes that rules and routes put there, in the reader's language. Pure.

A value that is quoted from a report stays as it was said.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import datetime

from django.conf import settings
from django.utils.translation import get_language

from vigie.desk.facts import facts
from vigie.desk.units import said as in_language
from vigie.desk.wording import ANNOTATIONS, RULES
from vigie.report.nouns import Saying, say
from vigie.territory import codes, pack

SIGNS: Mapping[str, Saying] = {
    **{name.casefold(): words for name, words in ANNOTATIONS.items()},
    "homemade": say("homemade, says the label"),
    "unidentified": say("victim not identified, says the label"),
    "class-a1": say("class A1 (industry: before puberty, sexual act)"),
    "class-a2": say("class A2 (industry: before puberty, nudity)"),
    "class-b1": say("class B1 (industry: adolescent, sexual act)"),
    "class-b2": say("class B2 (industry: adolescent, nudity)"),
    "class-a": say("class A (industry: before puberty)"),
    "class-b": say("class B (industry: adolescent)"),
    "incident": say("the kind of facts reported"),
    "sadistic": say("sadistic, says the service"),
    "parent / guardian": say("a parent's or guardian's account"),
    "child's account": say("a child's account tied to it"),
}
LEADS: Mapping[str, Saying] = {
    "ip": say("IP address"),
    "port": say("source port"),
    "e-mail": say("e-mail address"),
    "tel.": say("phone number"),
    "address": say("name and postal address"),
    "vehicle": say("vehicle"),
    "referral": say("referral by another service"),
    "device": say("device"),
}
ANSWERS: Mapping[str, Saying] = {"yes": say("yes"), "true": say("yes"), "oui": say("yes"), "ja": say("yes")}
NAMES: Mapping[str, Mapping[str, Saying]] = {"signs": {**SIGNS, **ANSWERS}, "leads": LEADS, "said": ANSWERS}
PARTS = re.compile(r"; |, ")
CODE = re.compile(r"[A-Z]{2}")
Say = Callable[[object], object]


def shown(key: str, value: object, say_: Say, when: Callable[[datetime], str]) -> object:
    """A value by the name it has in its sentence."""
    if not isinstance(value, str):
        return say_(value)
    text = value
    if key in NAMES:
        return ", ".join(_named(part, NAMES[key], say_) for part in PARTS.split(text))
    if key == "rules":
        return ", ".join(_lower(str(say_(RULES.get(rule, rule)))) for rule in text.split(", "))
    if key == "facts":
        return ", ".join(_lower(str(say_(one))) for one in facts(text))
    if key in ("country", "place"):
        return ", ".join(country(code) for code in text.split(", "))
    if key == "places":
        return ", ".join(_area(code) for code in text.split(", "))
    if key == "second":  # a time in ISO 8601: what two did at once is told to the second
        return when(datetime.fromisoformat(text))
    return say_(value)


def _named(part: str, known: Mapping[str, Saying], say_: Say) -> str:
    name = part.casefold()
    return _lower(str(say_(known[name]))) if name in known else part


def country(code: str) -> str:
    """A country's name; anything that is no code as it is."""
    return codes.label(code, _language()) if CODE.fullmatch(code) else code


def _area(code: str) -> str:
    places = pack.load(settings.VIGIE_COUNTRY).parts.get("places", {}).get("area", {})
    return in_language(places[code]["label"], _language()) if code in places else code


def _language() -> str:
    return (get_language() or settings.LANGUAGE_CODE)[:2]


def _lower(words: str) -> str:
    """As it stands within a sentence; an abbreviation keeps its capitals."""
    return words if words[1:2].isupper() else words[:1].lower() + words[1:]
