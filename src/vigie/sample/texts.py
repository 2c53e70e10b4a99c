"""Every phrase that a synthetic report may hold, in French, English and Dutch; nothing else here writes free text."""

from __future__ import annotations

import tomllib
from pathlib import Path
from random import Random

from msgspec import convert

PREFIX = {"en": "Synthetic", "fr": "Synthétique", "nl": "Synthetisch"}
PHRASES: dict[str, dict[str, tuple[str, ...]]] = convert(
    tomllib.loads(Path(__file__).with_name("phrases.toml").read_text("utf-8")), dict[str, dict[str, tuple[str, ...]]]
)


def phrase(rng: Random, cue: str, language: str) -> str:
    """One wording of a cue."""
    return rng.choice(PHRASES[cue][language])


def sentence(rng: Random, cues: tuple[str, ...], language: str) -> str:
    """The cues in one text, e.g. `Synthetic: speaks of meeting on Saturday; asks about homework`."""
    return f"{PREFIX[language]}: " + "; ".join(phrase(rng, cue, language) for cue in cues)


def every_phrase() -> frozenset[str]:
    """All that may be said."""
    return frozenset(text for by_language in PHRASES.values() for texts in by_language.values() for text in texts)
