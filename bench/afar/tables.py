"""The assumptions: what people do (`kinds.toml`), how companies report (`companies.toml`), and the marks there are."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

ROOM = Path(__file__).parent
CONTENTS = ("viral", "known", "unknown", "none")
# A mark is what a field may say; its group is what a company fills or leaves empty as a habit.
GROUPS: Mapping[str, tuple[str, ...]] = {
    "ages": ("young_victim", "teen_victim", "several_victims"),
    "annotations": ("extortion", "solicits", "peers_flag", "spam"),
    "files": ("viral", "meme", "anime", "live", "infant", "self_made", "machine_made", "camera"),
    "person": ("relative", "acquaintance", "access", "occupation", "prior", "school_named"),
}
MARKS = {mark: group for group, marks in GROUPS.items() for mark in marks}
ONLY_WITH_FILES = set(GROUPS["files"])  # there is nothing to flag where no file is
TYPES = {
    "image": "Child Pornography (possession, manufacture, and distribution)",
    "trafficking": "Child Sex Trafficking",
    "molestation": "Child Sexual Molestation",
    "enticement": "Online Enticement of Children for Sexual Acts",
    "obscene": "Unsolicited Obscene Material Sent to a Child",
}


@dataclass(frozen=True)
class Kind:
    """What somebody does, with the chances that it shows."""

    name: str
    grave: bool
    share: float
    again: float  # further reports about the same person, on average
    quiet: float  # the share who leave hardly a trace
    content: tuple[float, ...]
    type: Mapping[str, float]
    suspect: tuple[int, int]
    victim: tuple[float, float]  # the chance of a child under 13, of one of 13 to 17
    signs: Mapping[str, float]
    marks: Mapping[str, float]
    at: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True)
class Company:
    """Who reports, and its habits."""

    name: str
    form: str
    size: float
    voice: str
    text: float
    says: float
    escalates: tuple[float, float]  # of what is grave, of the rest
    fills: Mapping[str, float]
    wrong: float
    types: str
    shows: Mapping[str, float]
    key: str = ""
    language: str = "en"


def _rows(name: str) -> dict[str, dict[str, Any]]:
    return tomllib.loads((ROOM / f"{name}.toml").read_text("utf-8"))


def _fixed(row: dict[str, Any]) -> dict[str, Any]:
    return {key: tuple(told) if isinstance(told, list) else told for key, told in row.items()}


def kinds() -> list[Kind]:
    """Everything that people do here."""
    return [Kind(name=name, **_fixed(row)) for name, row in _rows("kinds").items()]


def companies() -> list[Company]:
    """Everybody who reports here."""
    return [Company(key=key, **_fixed(row)) for key, row in _rows("companies").items()]


def phrases(name: str) -> dict[str, dict[str, list[str]]]:
    """`chat` or `notes`: hint, then language, then phrases."""
    return _rows(name)


SIGNS = tuple(sign for sign in phrases("chat") if sign != "filler")
