"""What a form asks to change of an offence: the words shown, the days of its text, whether it is proposed. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from vigie.amendments.fields import BadChange, held_day, span, words
from vigie.report.nouns import say

NAMES = ("label", "penalty")
DAYS = ("begins", "ends")


def read(held: Mapping[str, Any], given: Mapping[str, str]) -> dict[str, Any]:
    """What changes. Raises `BadChange`. `proposed` is one of two: a form without it changes nothing."""
    values: dict[str, Any] = {}
    for name in NAMES:
        told, before = words(given, name, 300), dict(held.get(name, {}))
        if told and {**before, **told} != before:
            values[name] = {**before, **told}
    for name, one in zip(DAYS, span(given, *DAYS), strict=True):
        if name in given and one != held_day(held.get(name)):
            values[name] = one.isoformat() if one else ""
    on = {"on": True, "off": False}.get(given.get("proposed", ""))
    if on is not None and on != held.get("proposed", True):
        values["proposed"] = on
    if values.get("begins") and held.get("ends") and "ends" not in values and values["begins"] > str(held["ends"]):
        raise BadChange(say("It would end before it begins."))
    return values
