"""Fills the fields of a noun from the children of an element, by a table that says which child is which field.

The order of the children does not matter; a child no table knows, or one too many, is kept as unknown.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, TypeVar

from lxml import etree
from lxml.etree import _Element as Element

from vigie.intake import values
from vigie.intake.notes import Notes
from vigie.intake.values import BadValue
from vigie.report.nouns import Saying, say

Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class Slot:
    """Where a child goes. `many`: all of them, in a list. `inline`: it gives a mapping of fields, merged here."""

    field: str
    read: Callable[[Element, Notes], Any]
    many: bool = False
    inline: bool = False


Slots = Mapping[str, Slot]


def fill(element: Element, slots: Slots, notes: Notes) -> dict[str, Any]:
    """The fields that the children of `element` give; lists as tuples."""
    found: dict[str, Any] = {}
    lists: dict[str, list[Any]] = {}
    for child in element:
        slot = slots.get(child.tag)
        value = None if slot is None else slot.read(child, notes)
        if slot is None:
            keep_unknown(child, notes)
        elif value is None:
            continue
        elif slot.inline:
            _merge(found, lists, value)
        elif slot.many:
            lists.setdefault(slot.field, []).append(value)
        elif slot.field in found:
            keep_unknown(child, notes)
        else:
            found[slot.field] = value
    for field, values_ in lists.items():
        found[field] = tuple(values_)
    return found


def _merge(found: dict[str, Any], lists: dict[str, list[Any]], more: Mapping[str, Any]) -> None:
    for field, value in more.items():
        if isinstance(value, tuple):
            lists.setdefault(field, []).extend(value)
        else:
            found.setdefault(field, value)


def remark(element: Element, notes: Notes, what: Saying, behind: str = "") -> None:
    """A remark on an element. Its path is only looked for while there is room for one: that takes long among many."""
    notes.remark(path_of(element) + behind if notes.room else "", what)


def keep_unknown(element: Element, notes: Notes) -> None:
    """Keeps an element that no table has a place for, as it came."""
    if not isinstance(element.tag, str):
        return
    if not notes.room:
        notes.unknown("", "")
        return
    plain = len(element) == 0 and not element.attrib
    content = element.text or "" if plain else etree.tostring(element, encoding="unicode", with_tail=False)
    notes.unknown(path_of(element), str(content))


def path_of(element: Element) -> str:
    """Where an element stands, e.g. `/report/victim[2]/victimPerson`."""
    return str(element.getroottree().getpath(element))


# ---------------------------------------------------------------- single values


def text(element: Element, notes: Notes) -> str | None:
    """An element's text, with that of elements nobody expected inside it; None when blank."""
    content = element.text if len(element) == 0 else "".join(str(part) for part in element.itertext())
    return (content.strip() or None) if content else None


def as_written(element: Element, notes: Notes) -> str:
    """An element's text, where an empty one is a value of its own: country codes."""
    return (text(element, notes) or "").upper()


def lower(element: Element, notes: Notes) -> str | None:
    """A word of an enumeration whose case varies between senders."""
    content = text(element, notes)
    return content.lower() if content else None


def parsed(element: Element, notes: Notes, parse: Callable[[str], Value]) -> Value | None:
    """A typed value; None with a remark when it cannot be one."""
    content = text(element, notes)
    if content is None:
        remark(element, notes, say("the value is empty"))
        return None
    try:
        return parse(content)
    except BadValue as bad:
        remark(element, notes, bad.why)
        return None


def moment(element: Element, notes: Notes) -> datetime | None:
    return told_moment(parsed(element, notes, values.moment), element, "", notes)


def told_moment(read: tuple[datetime, bool] | None, element: Element, name: str, notes: Notes) -> datetime | None:
    """A moment; a remark says when its zone was not given."""
    if read is None:
        return None
    at, zone_said = read
    if not zone_said:
        remark(element, notes, say("the time has no zone; it was read as UTC"), name)
    return at


def day(element: Element, notes: Notes) -> date | None:
    return parsed(element, notes, values.day)


def age(element: Element, notes: Notes) -> int | None:
    return parsed(element, notes, values.age)


def port(element: Element, notes: Notes) -> int | None:
    return parsed(element, notes, values.port)


def degrees(element: Element, notes: Notes) -> float | None:
    return parsed(element, notes, values.degrees)


def truth(element: Element, notes: Notes) -> bool | None:
    return parsed(element, notes, values.truth)


def host(element: Element, notes: Notes) -> tuple[str, int | None] | None:
    return parsed(element, notes, values.host)


# ---------------------------------------------------------------- attributes


def attribute(element: Element, name: str, notes: Notes, parse: Callable[[str], Value]) -> Value | None:
    """A typed attribute; None when absent or blank, None with a remark when it cannot be read."""
    content = element.get(name)
    if content is None or not content.strip():
        return None
    try:
        return parse(content)
    except BadValue as bad:
        remark(element, notes, bad.why, f"/@{name}")
        return None


def attribute_moment(element: Element, name: str, notes: Notes) -> datetime | None:
    return told_moment(attribute(element, name, notes, values.moment), element, f"/@{name}", notes)
