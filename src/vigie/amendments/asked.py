"""What a form asks to change, checked against what the pack says now. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from msgspec import Struct

from vigie.report.nouns import Saying, say
from vigie.territory import amendment
from vigie.territory.amendment import Kind, Parts
from vigie.territory.shapes import Means

MEANS = ("interviewers", "rooms", "responders")
LANGUAGES = ("fr", "nl", "en", "de")
LEVELS = ("territorial", "central", "queue", "partner")
NEW = "new"  # the key of a unit that is not there yet, until its form is sent
SLUG = re.compile(r"[a-z0-9][a-z0-9-]{1,39}")
MOST, LONGEST = 99_999, 36_500


class BadChange(Exception):
    """A form that asks for something impossible. Permanent: `why` says to a person what to mend."""

    permanent = True

    def __init__(self, why: Saying) -> None:
        super().__init__(str(why))
        self.why = why


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
    if kind is Kind.ANSWER:
        found: Mapping[str, Any] | None = parts.get("requests", {}).get("kind", {}).get(key)
        return found
    rules = parts.get("retention" if kind is Kind.CLOCK else "erasure", {}).get("rule", [])
    return next((rule for rule in rules if rule["key"] == key), None)


def read(parts: Parts, kind: Kind, key: str, given: Mapping[str, str], today: date) -> Asked:
    """The change that a form asks for. Raises `BadChange`."""
    held = entry(parts, kind, key)
    source = _text(given, "source", 400)
    since = _day(given, "since") or today
    until = _day(given, "until")
    if until and until < since:
        raise BadChange(say("It would end before it begins."))
    if kind is Kind.UNIT:
        name, values, heavy = _unit(parts, key, held, given)
        return Asked(kind, name, values, since, until, source, heavy)
    if held is None:
        raise BadChange(say("The pack has no such entry."))
    if kind is not Kind.ANSWER and len(source) < 3:
        raise BadChange(say("Say what it rests on: the law, the decree, the letter."))
    values = {"days": _days(given, "days")}
    if kind is Kind.TERM:
        values["review"] = _days(given, "review")
    return Asked(kind, key, values, since, until, source, kind is not Kind.ANSWER)


def _unit(
    parts: Parts, key: str, held: Mapping[str, Any] | None, given: Mapping[str, str]
) -> tuple[str, dict[str, Any], bool]:
    values: dict[str, Any] = {}
    means = {name: count for name in MEANS if (count := _count(given, name)) is not None}
    if means:
        values["means"] = means
    if (capacity := _count(given, "capacity")) is not None:
        values["capacity"] = capacity
    label = {one: words for one in LANGUAGES if (words := _text(given, f"label-{one}", 120))}
    if held is None:
        key = _new(parts, given, label, values)
    elif label and label != dict(held["label"]):
        values["label"] = {**held["label"], **label}
    if closes := _day(given, "closes"):
        values["until"] = closes.isoformat()
    if not values:
        raise BadChange(say("Nothing was changed."))
    return key, values, bool(set(values) - {"means", "capacity"})


def _new(parts: Parts, given: Mapping[str, str], label: Mapping[str, str], values: dict[str, Any]) -> str:
    key, level, area = (_text(given, name, 40) for name in ("key", "level", "area"))
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


def _text(given: Mapping[str, str], name: str, most: int) -> str:
    return " ".join(given.get(name, "").replace("\0", "").split())[:most]


def _count(given: Mapping[str, str], name: str) -> int | None:
    """A number of people or reports; None when the field is empty: then nothing is said of it."""
    said = _text(given, name, 10)
    if not said:
        return None
    if not (said.isascii() and said.isdigit() and int(said) <= MOST):
        raise BadChange(say("A number is a whole one, from 0 to {most}.", most=MOST))
    return int(said)


def _days(given: Mapping[str, str], name: str) -> int:
    days = _count(given, name)
    if days is None or not 1 <= days <= LONGEST:
        raise BadChange(say("Give the days, from 1 to {most}.", most=LONGEST))
    return days


def _day(given: Mapping[str, str], name: str) -> date | None:
    said = _text(given, name, 10)
    try:
        return date.fromisoformat(said) if said else None
    except ValueError as error:
        raise BadChange(say("That is no date.")) from error
