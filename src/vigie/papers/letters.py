"""The texts of a country's papers: `letters.toml` of its pack. Pure."""

from __future__ import annotations

from collections.abc import Iterator

from vigie.territory.pack import Pack
from vigie.territory.shapes import Shape, Words

PLACES = ("reference", "date", "time", "zone", "service", "officer", "addressee", "count", "case")


class Head(Shape, frozen=True):
    """Who writes: at the head of every paper."""

    state: Words
    service: Words
    place: Words


class Official(Shape, frozen=True):
    """The official report."""

    file: Words
    title: Words
    opening: Words
    closing: Words


class Transmission(Shape, frozen=True):
    """The letter that goes with it."""

    file: Words
    title: Words
    salutation: Words
    body: tuple[Words, ...]
    farewell: Words


class Annexes(Shape, frozen=True):
    file: Words
    title: Words


class Mention(Shape, frozen=True):
    """What stands at the foot of every page."""

    secret: Words


class Letters(Shape, frozen=True):
    """A country's papers. `verified`: a jurist has read them."""

    version: int
    verified: bool
    source: str
    head: Head
    report: Official
    letter: Transmission
    annexes: Annexes
    mention: Mention


def letters(pack: Pack) -> Letters:
    """The papers of a pack. Raises `BadPack`."""
    return pack.part("letters", Letters)


def words(of: Words, language: str) -> str:
    """A text in a language, else in English, else as it is."""
    return of.get(language) or of.get("en") or next(iter(of.values()), "")


def texts(of: Letters) -> Iterator[tuple[str, Words]]:
    """Every text with its name, for whoever checks that none is missing."""
    for part in (of.head, of.report, of.letter, of.annexes, of.mention):
        name = type(part).__name__.lower()
        for field in part.__struct_fields__:
            value = getattr(part, field)
            for place, one in enumerate(value if isinstance(value, tuple) else (value,)):
                yield f"{name}.{field}.{place}", one
