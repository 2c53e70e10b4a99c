"""What a form asks to change of a court: its names, where its prosecutor is written to, its days, its place. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from vigie.amendments.fields import BadChange, held_day, lines, span, text, words
from vigie.report.nouns import say

LIGHT = {"address"}  # what one person may say; a wrong e-mail address would lead a dossier astray
MAIL = re.compile(r"[^\s@<>,;]+@[^\s@<>,;]+\.[^\s@<>,;.]+")
NAMES = ("label", "prosecutor")
DAYS = ("since", "until")


def entry(parts: Mapping[str, Any], seat: str) -> Mapping[str, Any] | None:
    """A court as courts.toml spells it, with the areas where it judges; None when no area has it."""
    areas = tuple(area for area, seats in parts["courts"]["areas"].items() if seat in seats)
    return {**parts["courts"].get("court", {}).get(seat, {}), "areas": areas} if areas else None


def first_in(parts: Mapping[str, Any], seat: str) -> tuple[str, ...]:
    """The areas in which a court comes first."""
    return tuple(area for area, seats in parts["courts"]["areas"].items() if seats and seats[0] == seat)


def read(
    parts: Mapping[str, Any], seat: str, held: Mapping[str, Any] | None, given: Mapping[str, str]
) -> tuple[str, dict[str, Any]]:
    """The court's seat, and what changes. Raises `BadChange`."""
    values: dict[str, Any] = {}
    known: Mapping[str, Any] = held or {}
    if held is None:
        seat = _new(parts, given, values)
    values |= dict(_names(known, given)) | dict(_reached(known, given)) | dict(_days(known, given))
    if area := text(given, "first", 40):
        if area not in known.get("areas", ()) and area not in values.get("areas", ()):
            raise BadChange(say("It can come first only where it judges."))
        values["first"] = [area]
    _closes(parts, seat, values)
    return seat, values


def _new(parts: Mapping[str, Any], given: Mapping[str, str], values: dict[str, Any]) -> str:
    seat, area = text(given, "key", 60), text(given, "area", 40)
    if len(seat) < 2 or "/" in seat or seat == "new" or entry(parts, seat):
        raise BadChange(say("Give the court a seat of its own, as it ends the prosecutor's name: “de Rennes”."))
    if area not in parts["courts"]["areas"]:
        raise BadChange(say("Choose the area where it judges."))
    values["areas"] = [area]
    return seat


def _names(known: Mapping[str, Any], given: Mapping[str, str]) -> Iterator[tuple[str, dict[str, str]]]:
    for name in NAMES:
        told, before = words(given, name, 200), dict(known.get(name, {}))
        if told and {**before, **told} != before:
            yield name, {**before, **told}


def _reached(known: Mapping[str, Any], given: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    address, email = lines(given, "address", 400), text(given, "email", 200)
    if email and not MAIL.fullmatch(email):
        raise BadChange(say("That is no e-mail address."))
    yield from (
        (name, told)
        for name, told in (("address", address), ("email", email))
        if name in given and told != known.get(name, "")
    )


def _days(known: Mapping[str, Any], given: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    told = span(given, "stands", "closes")
    for name, field, one in zip(DAYS, ("stands", "closes"), told, strict=True):
        if field in given and one != held_day(known.get(name)):
            yield name, one.isoformat() if one else ""


def _closes(parts: Mapping[str, Any], seat: str, values: Mapping[str, Any]) -> None:
    """An area without any court would send its reports to nobody."""
    if not values.get("until"):
        return
    for area, seats in parts["courts"]["areas"].items():
        others = [parts["courts"].get("court", {}).get(one, {}) for one in seats if one != seat]
        if seat in seats and all(one.get("until") for one in others):
            raise BadChange(say("{area} would have no court: say first which one judges there.", area=area))
