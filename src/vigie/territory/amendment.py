"""What a desk changed of its country's pack by hand: each change with its days, laid over the pack. Pure.

The pack stays as it is. A unit, an answer's term and a term of erasure hold for the days of the change; a clock holds
for what happened on those days, as the law does, and so stands beside the pack's own rule.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct, field

from vigie.territory import texts

FILE = "amendments.json"
Parts = dict[str, Any]


class Kind(StrEnum):
    """What can be changed at the desk."""

    UNIT = "unit"  # units.toml: what it has, how much it holds, its name, whether it exists
    CLOCK = "clock"  # retention.toml: how long providers keep
    ANSWER = "answer"  # requests.toml: within how many days an answer is due
    TERM = "term"  # erasure.toml: how long this desk keeps a report
    COURT = "court"  # courts.toml: its names, where to write to it, its days, where it comes first
    LETTER = "letter"  # letters.toml, requests.toml, completion.toml: their wording
    OFFENCE = "offence"  # offences.toml: its wording, its days, whether it is proposed


class Amendment(Struct, frozen=True):
    """One change. `by` said so, `confirmed_by` agreed (empty: its kind needs nobody else), `source` is what it rests
    on. Both days are included; `until` None: until somebody says otherwise."""

    number: int
    kind: Kind
    key: str
    values: Mapping[str, Any]
    since: date
    by: str
    reason: str
    until: date | None = None
    confirmed_by: str = ""
    source: str = ""

    def holds(self, on: date) -> bool:
        """Whether it changes anything on a day."""
        return self.kind is Kind.CLOCK or (self.since <= on and (self.until is None or on <= self.until))


class Kept(Struct, frozen=True):
    """The file of a desk's changes of one country's pack, in the order in which they were made."""

    amendments: tuple[Amendment, ...] = field(default_factory=tuple)


def read(content: bytes) -> tuple[Amendment, ...]:
    """The changes in a file. Raises `msgspec.ValidationError` or `msgspec.DecodeError`."""
    return msgspec.json.decode(content, type=Kept).amendments


def written(amendments: Iterable[Amendment]) -> bytes:
    """The file of some changes."""
    return msgspec.json.format(msgspec.json.encode(Kept(tuple(amendments))), indent=1)


def stamp(place: Path) -> tuple[int, ...]:
    """What changes when the file in a folder does; empty where there is none."""
    try:
        told = (place / FILE).stat()
    except FileNotFoundError:
        return ()
    return told.st_ino, told.st_mtime_ns, told.st_size


def lay(parts: Parts, amendments: Iterable[Amendment]) -> Parts:
    """The parts of a pack with these changes over them, the later over the earlier. `parts` stays as it was."""
    laid = dict(parts)
    for one in amendments:
        LAYS[one.kind](laid, one)
    return laid


def model_of(parts: Mapping[str, Any], key: str) -> dict[str, Any] | None:
    """The territorial unit of the pack's model that has this key, as units.toml would spell it."""
    model = parts["units"].get("territorial")
    for area, place in parts.get("places", {}).get("area", {}).items() if model else ():
        if model["key"].format(area=area).lower() == key:
            names = place["label"]
            spelled = {
                language: text.format(area=area, name=names.get(language) or next(iter(names.values())))
                for language, text in model["label"].items()
            }
            return {"label": spelled, "level": "territorial", "area": area}
    return None


def _unit(parts: Parts, one: Amendment) -> None:
    units = dict(parts["units"].get("unit", {}))
    held = units.get(one.key) or model_of(parts, one.key) or {}
    said = {name: value for name, value in one.values.items() if name != "means"}
    means = {**held.get("means", {}), **one.values.get("means", {})}
    units[one.key] = {**held, **said, **({"means": means} if means else {})}
    parts["units"] = {**parts["units"], "unit": units}


def _clock(parts: Parts, one: Amendment) -> None:
    rules = parts["retention"]["rule"]
    held = next((rule for rule in rules if rule["key"] == one.key), None)
    if held is None:
        return
    days = {"since": one.since, "until": one.until} if one.until else {"since": one.since}
    told = {name: value for name, value in held.items() if name not in ("until", "note")}
    own = {**told, **days, **one.values, "key": f"{one.key}+{one.number}", "source": one.source, "verified": False}
    parts["retention"] = {**parts["retention"], "rule": [own, *rules]}


def _answer(parts: Parts, one: Amendment) -> None:
    kinds = parts["requests"]["kind"]
    if one.key in kinds:
        parts["requests"] = {**parts["requests"], "kind": {**kinds, one.key: {**kinds[one.key], **one.values}}}


def _term(parts: Parts, one: Amendment) -> None:
    own = {**one.values, "source": one.source, "verified": False}
    rules = [{**rule, **own} if rule["key"] == one.key else rule for rule in parts["erasure"]["rule"]]
    parts["erasure"] = {**parts["erasure"], "rule": rules}


def _court(parts: Parts, one: Amendment) -> None:
    """A court's entry; in `areas` it is added, in `first` it comes before the others there."""
    told = {name: value for name, value in one.values.items() if name not in ("areas", "first")}
    known = parts["courts"].get("court", {})
    areas = {area: tuple(seats) for area, seats in parts["courts"]["areas"].items()}
    for area in areas.keys() & set(one.values.get("areas", ())):  # not those that a later pack no longer has
        areas[area] = (*(seat for seat in areas.get(area, ()) if seat != one.key), one.key)
    for area in areas.keys() & set(one.values.get("first", ())):
        areas[area] = (one.key, *(seat for seat in areas.get(area, ()) if seat != one.key))
    laid = {**known.get(one.key, {}), **told, "source": one.source, "verified": False}
    own = {name: value for name, value in laid.items() if name not in ("since", "until") or value}
    parts["courts"] = {**parts["courts"], "areas": areas, "court": {**known, one.key: own}}


def _letter(parts: Parts, one: Amendment) -> None:
    texts.lay(parts, one.key, one.values["texts"])


def _offence(parts: Parts, one: Amendment) -> None:
    own = {**one.values, "source": one.source, "verified": False}
    told = [_article(held, own) if held["code"] == one.key else held for held in parts["offences"]["offence"]]
    parts["offences"] = {**parts["offences"], "offence": told}


def _article(held: Mapping[str, Any], own: Mapping[str, Any]) -> dict[str, Any]:
    """An article under its change: a day that is empty is taken away."""
    words = {name: {**held[name], **own[name]} for name in ("label", "penalty") if name in own}
    laid = {**held, **own, **words}
    return {name: value for name, value in laid.items() if name not in ("begins", "ends") or value}


LAYS = {
    Kind.UNIT: _unit,
    Kind.CLOCK: _clock,
    Kind.ANSWER: _answer,
    Kind.TERM: _term,
    Kind.COURT: _court,
    Kind.LETTER: _letter,
    Kind.OFFENCE: _offence,
}
