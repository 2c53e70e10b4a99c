"""What a form asks to change, checked against what the pack says now. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from msgspec import Struct

from vigie.amendments import courts, letters, offences
from vigie.amendments.fields import LANGUAGES, BadChange, count, day, days, span, text, words
from vigie.report.nouns import say
from vigie.territory import amendment, texts
from vigie.territory.amendment import Kind, Parts
from vigie.territory.shapes import Means

MEANS = ("interviewers", "rooms", "responders")
LEVELS = ("territorial", "central", "queue", "partner")
NEW = "new"  # the key of a unit or a court that is not there yet, until its form is sent
MAKES = (Kind.UNIT, Kind.COURT)  # what can be added
RESTS = (Kind.CLOCK, Kind.TERM, Kind.OFFENCE)  # what must say on which law it rests
SLUG = re.compile(r"[a-z0-9][a-z0-9-]{1,39}")

__all__ = ["LANGUAGES", "MEANS", "NEW", "Asked", "BadChange", "entry", "means_of", "read"]


class Asked(Struct, frozen=True):
    """A change as a form asks for it. `heavy`: a second person must agree."""

    kind: Kind
    key: str
    values: Mapping[str, Any]
    since: date
    until: date | None
    source: str
    heavy: bool


def entry(parts: Mapping[str, Any], kind: Kind, key: str) -> Mapping[str, Any] | None:
    """What the pack says of one thing, as its file spells it; None when there is no such thing."""
    if kind is Kind.UNIT:
        return parts["units"].get("unit", {}).get(key) or amendment.model_of(parts, key)
    if kind is Kind.COURT:
        return courts.entry(parts, key)
    if kind is Kind.LETTER:
        told = texts.of(parts, key)
        return None if told is None else {"texts": told}
    if kind is Kind.ANSWER:
        found: Mapping[str, Any] | None = parts.get("requests", {}).get("kind", {}).get(key)
        return found
    if kind is Kind.OFFENCE:
        return next((one for one in parts.get("offences", {}).get("offence", ()) if one["code"] == key), None)
    rules = parts.get("retention" if kind is Kind.CLOCK else "erasure", {}).get("rule", [])
    return next((rule for rule in rules if rule["key"] == key), None)


def read(parts: Parts, kind: Kind, key: str, given: Mapping[str, str], today: date) -> Asked:
    """The change that a form asks for. Raises `BadChange`."""
    held = entry(parts, kind, key)
    since, until = span(given, "since", "until")
    if until and until < (since or today):
        raise BadChange(say("It would end before it begins."))
    if held is None and kind not in MAKES:
        raise BadChange(say("The pack has no such entry."))
    source = text(given, "source", 400)
    if kind in RESTS and len(source) < 3:
        raise BadChange(say("Say what it rests on: the law, the decree, the letter."))
    name, values, heavy = _wanted(parts, kind, key, held, given)
    if not values:
        raise BadChange(say("Nothing was changed."))
    return Asked(kind, name, values, since or today, until, source, heavy)


def _wanted(
    parts: Parts, kind: Kind, key: str, held: Mapping[str, Any] | None, given: Mapping[str, str]
) -> tuple[str, dict[str, Any], bool]:
    """The key of the entry, what changes in it, and whether a second person must agree."""
    if kind is Kind.UNIT:
        return _unit(parts, key, held, given)
    if kind is Kind.COURT:
        name, values = courts.read(parts, key, held, given)
        return name, values, not set(values) <= courts.LIGHT
    if kind is Kind.LETTER:
        return key, letters.read(texts.of(parts, key) or {}, given, texts.filled(parts, key)), True
    if kind is Kind.OFFENCE:
        return key, offences.read(held or {}, given), True
    values = {"days": days(given, "days")}
    if kind is Kind.TERM:
        values["review"] = days(given, "review")
    return key, values, kind is not Kind.ANSWER


def _unit(
    parts: Parts, key: str, held: Mapping[str, Any] | None, given: Mapping[str, str]
) -> tuple[str, dict[str, Any], bool]:
    values: dict[str, Any] = {}
    means = {name: said for name in MEANS if (said := count(given, name)) is not None}
    if means:
        values["means"] = means
    if (capacity := count(given, "capacity")) is not None:
        values["capacity"] = capacity
    label = words(given, "label")
    if held is None:
        key = _new(parts, given, label, values)
    elif label and label != dict(held["label"]):
        values["label"] = {**held["label"], **label}
    if closes := day(given, "closes"):
        values["until"] = closes.isoformat()
    return key, values, bool(set(values) - {"means", "capacity"})


def _new(parts: Parts, given: Mapping[str, str], label: Mapping[str, str], values: dict[str, Any]) -> str:
    key, level, area = (text(given, name, 40) for name in ("key", "level", "area"))
    if not SLUG.fullmatch(key) or key == NEW or entry(parts, Kind.UNIT, key):
        raise BadChange(say("Give the unit a short name of its own, of small letters, digits and hyphens."))
    if not label:
        raise BadChange(say("Give the unit a name that officers read."))
    areas = parts.get("places", {}).get("area", {})
    if level not in LEVELS or (level == "territorial") != (area in areas):
        raise BadChange(say("Choose what it is, and for a territorial unit its area."))
    values |= {"label": dict(label), "level": level} | ({"area": area} if area else {})
    return key


def means_of(held: Mapping[str, Any]) -> Means:
    """What a unit works with; None where nobody said."""
    told = held.get("means", {})
    return Means(**{name: told.get(name) for name in MEANS})
