"""What the forms that change the pack hold before somebody writes, and how a wording would read once filled in."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.utils import translation
from django.utils.translation import get_language
from msgspec import Struct

from vigie.amendments import asked, courts, letters
from vigie.desk import pack_words
from vigie.desk.pack_words import FIELDS
from vigie.desk.templatetags.desk import said
from vigie.desk.units import said as in_language
from vigie.territory.amendment import Kind
from vigie.territory.texts import asks, filled

LONG = 44  # characters: of a line of a field, three languages side by side
NAMES = {Kind.UNIT: ("label",), Kind.COURT: ("label", "prosecutor"), Kind.OFFENCE: ("label", "penalty")}
DAYS = {"since": "stands", "until": "closes"}  # of a court, by the name of their field


class Field(Struct, frozen=True):
    """A text in one language: its name in the form, what it holds, and how many lines it wants."""

    name: str
    language: str
    value: str
    lines: int


class Block(Struct, frozen=True):
    """One text of a paper in each of its languages, and the names that are filled in there."""

    name: str
    fields: tuple[Field, ...]
    names: tuple[str, ...]


class Preview(Struct, frozen=True):
    """A paper as it would read in a language: its texts, each by its name."""

    language: str
    texts: tuple[tuple[str, str], ...]


def of(
    kind: Kind, key: str, parts: Mapping[str, Any], held: Mapping[str, Any] | None, kept: Mapping[str, str]
) -> dict[str, Any]:
    """What the form of an entry is drawn from; `kept`: what somebody wrote already."""
    language, areas = get_language() or settings.LANGUAGE_CODE, parts.get("places", {}).get("area", {})
    context: dict[str, Any] = {
        "values": {**_values(kind, held), **kept},
        "named": [(name, FIELDS[name], _words(name, held or {}, kept)) for name in NAMES.get(kind, ())],
        "areas": sorted((code, in_language(one["label"], language)) for code, one in areas.items()),
    }
    if kind is Kind.UNIT:
        context |= {"means": [(name, FIELDS[name]) for name in (*asked.MEANS, "capacity")], "levels": asked.LEVELS}
    if kind is Kind.COURT and held:
        first = courts.first_in(parts, key)
        context["others"] = [
            (code, in_language(areas[code]["label"], language)) for code in held["areas"] if code not in first
        ]
    if kind is Kind.LETTER and held:
        names = filled(parts, key)
        context["blocks"] = [_block(name, words, names, kept) for name, words in letters.fields(held["texts"]).items()]
        context["preview"] = _preview(context["blocks"]) if kept.get("do") == "preview" else ()
    return context


def changeable(held: Mapping[str, Any] | None) -> dict[str, object]:
    """The numbers of a unit, a clock or a term as their fields hold them."""
    if held is None:
        return {}
    means = held.get("means", {})
    return {name: means.get(name, held.get(name)) for name in (*asked.MEANS, "capacity", "days", "review")}


def _values(kind: Kind, held: Mapping[str, Any] | None) -> dict[str, object]:
    known = held or {}
    if kind is Kind.COURT:
        days = {field: _iso(known.get(name)) for name, field in DAYS.items()}
        return {"address": known.get("address", ""), "email": known.get("email", ""), **days}
    if kind is Kind.OFFENCE:
        on = "on" if known.get("proposed", True) else "off"
        return {"begins": _iso(known.get("begins")), "ends": _iso(known.get("ends")), "proposed": on}
    return changeable(held)


def _iso(value: object) -> str:
    return str(value) if value else ""


def _words(name: str, held: Mapping[str, Any], kept: Mapping[str, str]) -> list[tuple[str, str]]:
    told = held.get(name, {})
    return [(one, kept.get(f"{name}-{one}", told.get(one, ""))) for one in asked.LANGUAGES]


def _block(name: str, words: Mapping[str, str], names: Mapping[str, frozenset[str]], kept: Mapping[str, str]) -> Block:
    fields = (_field(f"{name}-{one}", one, kept.get(f"{name}-{one}", text).strip()) for one, text in words.items())
    return Block(name, tuple(fields), tuple(sorted(names.get(name.partition(".")[0], ()))))


def _field(name: str, language: str, text: str) -> Field:
    lines = sum(1 + len(line) // LONG for line in text.split("\n"))
    return Field(name, language, text, min(24, lines))


def _preview(blocks: list[Block]) -> tuple[Preview, ...]:
    """The paper filled in with invented facts, in each of its languages."""
    languages = dict.fromkeys(field.language for block in blocks for field in block.fields)
    return tuple(Preview(one, tuple(_filled(blocks, one))) for one in languages)


def _filled(blocks: list[Block], language: str) -> list[tuple[str, str]]:
    with translation.override(language):
        facts = {name: str(said(value)) for name, value in pack_words.SPECIMENS.items()}
    texts = ((block.name, field.value) for block in blocks for field in block.fields if field.language == language)
    return [(name, _with(text, facts)) for name, text in texts if text]


def _with(text: str, facts: Mapping[str, str]) -> str:
    """A text with its names filled in; as it stands where that cannot be: the form says why when it is sent."""
    names = asks(text)
    return text.format_map(facts) if names is not None and names <= set(facts) else text
