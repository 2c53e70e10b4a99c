"""What people write: phrases by what they hint at, in four languages, with the faults of haste."""

from __future__ import annotations

import tomllib
import unicodedata
from collections.abc import Mapping
from pathlib import Path
from random import Random

_BANK: dict[str, dict[str, list[str]]] = tomllib.loads((Path(__file__).parent / "phrases.toml").read_text("utf-8"))
CUES = tuple(cue for cue in _BANK if cue not in ("framed", "filler"))
_DAYS = {
    "fr": ("mercredi", "samedi", "demain", "vendredi"),
    "en": ("wednesday", "saturday", "tomorrow", "friday"),
    "nl": ("woensdag", "zaterdag", "morgen", "vrijdag"),
    "de": ("mittwoch", "samstag", "morgen", "freitag"),
}
LANGUAGES = tuple(_DAYS)
_TOWNS = ("Lyon", "Lille", "Nantes", "Gent", "Liège", "Brest", "Toulouse", "Metz")


def tell_with(bank: Mapping[str, dict[str, list[str]]]) -> None:
    """Tells with other phrases for the same cues."""
    _BANK.update(bank)


def _without_accents(text: str) -> str:
    return "".join(sign for sign in unicodedata.normalize("NFD", text) if not unicodedata.combining(sign))


def _swapped(rng: Random, text: str) -> str:
    place = rng.randrange(max(1, len(text) - 2))
    return text[:place] + text[place + 1 : place + 2] + text[place : place + 1] + text[place + 2 :]


def hasty(rng: Random, text: str) -> str:
    """The text as somebody types it on a telephone."""
    if rng.random() < 0.4:
        text = _without_accents(text)
    if rng.random() < 0.25:
        text = _swapped(rng, text)
    if rng.random() < 0.2:
        text = text.replace("qu", "k", 1).replace("ss", "s", 1)
    if rng.random() < 0.15:
        text = text.upper() if rng.random() < 0.3 else text.capitalize()
    return text + rng.choice(("", "", "", " ", "..", " !", " ?", " :)"))


def phrase(rng: Random, cue: str, language: str, age: int) -> str:
    """One phrase that hints at the cue."""
    text = rng.choice(_BANK[cue][language])
    return hasty(rng, text.format(age=age, day=rng.choice(_DAYS[language]), town=rng.choice(_TOWNS)))


def talk(rng: Random, cues: list[str], language: str, age: int, framed: bool) -> str:
    """A short exchange that holds a phrase for each cue, among others of no meaning."""
    lines = [phrase(rng, cue, language, age) for cue in cues]
    lines += [phrase(rng, "filler", language, age) for _ in range(rng.randrange(1, 4))]
    if framed:
        lines.append(phrase(rng, "framed", language, age))
    rng.shuffle(lines)
    return rng.choice(("\n", " / ", ". ")).join(lines)
