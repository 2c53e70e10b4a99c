"""The assumptions as they are written down: kinds of cases, sources and their habits, small lists."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from bench.afar.tables import TYPES as AFAR_TYPES

ROOM = Path(__file__).parent
CONTENTS = ("viral", "known", "unknown", "none")
TYPES = {**AFAR_TYPES, "tourism": "Child Sex Tourism", "none": ""}
TYPE_NAMES = {written: name for name, written in TYPES.items()}
# What a field may say, by the group of fields that a source fills or leaves empty as a habit.
GROUPS: Mapping[str, tuple[str, ...]] = {
    "ages": ("young_victim", "teen_victim", "several_victims"),
    "annotations": ("extortion", "solicits", "peers_flag", "spam"),
    "files": ("viral", "meme", "anime", "live", "infant", "self_made", "machine_made", "camera"),
    "person": (
        *("relative", "acquaintance", "access", "occupation", "prior", "school_named"),
        *("convicted", "notified", "payment", "proxy"),
    ),
}
MARKS = {mark: group for group, marks in GROUPS.items() for mark in marks}
ON_PORTAL = ("young_victim", "teen_victim")  # all of these that the portal's form asks for
# Who tells it at the desk's own door, and what the form makes of that: an angry parent is a parent there.
TELLERS = {
    "me": "me", "parent": "my-child", "ex": "my-child", "relative": "child-i-know", "neighbour": "child-i-know",
    "friend": "child-i-know", "teacher": "work", "stranger": "stranger",
}  # fmt: skip
RELATIONS = ("me", "my-child", "child-i-know", "work", "stranger")


@dataclass(frozen=True)
class Kind:
    """What lies behind: hidden from whoever reads."""

    name: str
    share: float
    again: float
    content: tuple[float, ...]
    type: Mapping[str, float]
    suspect: tuple[int, int]
    signs: Mapping[str, float]
    marks: Mapping[str, float]
    at: Mapping[str, float]
    teller: Mapping[str, float]
    grave: bool = False
    looks: float = 0.02
    hush: float = 0.0


@dataclass(frozen=True)
class Source:
    """Who reports, and its habits."""

    key: str
    name: str
    group: str
    form: str
    voice: str
    size: float
    text: float
    full: float
    says: float
    false: float
    urgent: tuple[float, float]
    fills: Mapping[str, float]
    wrong: float
    types: str
    shows: Mapping[str, float]
    language: str = "en"
    vocabulary: int = 0
    template: str = ""  # what it writes under every report
    always: tuple[str, ...] = ()  # marks that are set whatever there is


@dataclass(frozen=True)
class Country:
    """Where people are, what they speak there."""

    share: float
    languages: Mapping[str, float]
    towns: tuple[str, ...] = field(default=("",))


@cache
def rows(name: str) -> dict[str, Any]:
    """A file of assumptions."""
    found: dict[str, Any] = tomllib.loads((ROOM / f"{name}.toml").read_text("utf-8"))
    return found


def _fixed(row: Mapping[str, Any]) -> dict[str, Any]:
    return {key: tuple(told) if isinstance(told, list) else told for key, told in row.items()}


@cache
def kinds() -> tuple[Kind, ...]:
    """Everything that may lie behind a report."""
    return tuple(Kind(name=name, **_fixed(row)) for name, row in rows("kinds").items())


@cache
def sources() -> tuple[Source, ...]:
    """Everybody who reports."""
    return tuple(Source(key=key, **_fixed(row)) for key, row in rows("sources").items())


@cache
def countries() -> dict[str, Country]:
    """Every country, by its code."""
    return {code: Country(**_fixed(row)) for code, row in rows("plain")["countries"].items()}


def listed(name: str) -> list[str]:
    """A small list."""
    found: list[str] = rows("plain")[name]
    return found


SIGNS = tuple(rows("labels"))
