"""A country's own names in a language. Findings hold them in the desk's; papers speak the reader's."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache

from vigie.territory import land, pack
from vigie.territory.land import Land
from vigie.territory.pack import Pack
from vigie.territory.shapes import Words

TOGETHER = ", "  # several names in one value


def names(country: str, language: str) -> Mapping[str, str]:
    """Every name of a pack (units, places, offences, prosecutors) in any of its languages -> the same in a language,
    where the pack has it. Raises `BadPack`.

    Other countries' names stand behind: what leaves for them is told by the name of their contact point.
    """
    home = pack.load(country)
    return _known((*(other for other in pack.every() if other.country != home.country), home), language)


@lru_cache(maxsize=16)
def _known(packs: tuple[Pack, ...], language: str) -> Mapping[str, str]:
    """By the packs themselves: a name that the desk changes is another from the next paper on."""
    found: dict[str, str] = {}
    for one in packs:
        found.update(_names(land.of(one), language))
    return found


def areas(country: str, language: str) -> Mapping[str, str]:
    """Every area of a country by its key, in a language where the pack has it. Raises `BadPack`."""
    of = land.of(pack.load(country))
    return {key: of.area_name(key, language) for key in of.places.area}


def _names(of: Land, language: str) -> Iterator[tuple[str, str]]:
    for words in _words(of):
        said = words.get(language)
        yield from ((text, said or text) for text in words.values())
    for area, seats in of.courts.areas.items():
        for seat in seats:
            said = of.prosecutor_of(area, seat, language)
            yield from ((of.prosecutor_of(area, seat, one), said) for one in of.courts.prosecutor)


def _words(of: Land) -> Iterator[Words]:
    yield from (area.label for area in of.places.area.values())
    yield from (keep.label for keep in of.competence.keep)
    yield from (offence["label"] for offence in of.pack.parts.get("offences", {}).get("offence", ()))
    yield from (unit.label for unit in of.units.values())


def renamed(text: str, known: Mapping[str, str]) -> str:
    """A text whose whole, or whose enumerated parts, are such names; anything else stays as it is."""
    if text in known:
        return known[text]
    parts = text.split(TOGETHER)
    return TOGETHER.join(known.get(part, part) for part in parts) if len(parts) > 1 else text
