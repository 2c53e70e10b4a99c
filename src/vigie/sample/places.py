"""Where people are: countries with their shares, cities and languages, and how a country code goes wrong."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from vigie.sample.draws import Weighted, chance


@dataclass(frozen=True, slots=True)
class Land:
    """A territory with its own ISO code."""

    code: str
    weight: float
    languages: Weighted[str]
    cities: tuple[str, ...]


_FRENCH, _ENGLISH, _DUTCH = (Weighted({code: 1.0}) for code in ("fr", "en", "nl"))
_BELGIAN = Weighted({"fr": 0.45, "nl": 0.5, "en": 0.05})

LANDS: tuple[Land, ...] = (
    Land(
        "FR",
        50,
        Weighted({"fr": 0.93, "en": 0.07}),
        (
            "Lyon",
            "Paris",
            "Marseille",
            "Lille",
            "Nantes",
            "Rennes",
            "Toulouse",
            "Brest",
            "Nancy",
            "Limoges",
            "Bastia",
            "Pau",
        ),
    ),
    Land("RE", 2.0, _FRENCH, ("Saint-Denis", "Saint-Pierre", "Le Port")),
    Land("GP", 1.2, _FRENCH, ("Les Abymes", "Basse-Terre")),
    Land("MQ", 1.1, _FRENCH, ("Fort-de-France", "Le Lamentin")),
    Land("GF", 0.9, _FRENCH, ("Cayenne", "Kourou")),
    Land("YT", 0.5, _FRENCH, ("Mamoudzou",)),
    Land("NC", 0.5, _FRENCH, ("Nouméa",)),
    Land("PF", 0.4, _FRENCH, ("Papeete",)),
    Land("BE", 14, _BELGIAN, ("Bruxelles", "Liège", "Antwerpen", "Gent", "Namur", "Charleroi", "Leuven", "Brugge")),
    Land("NL", 5, _DUTCH, ("Utrecht", "Rotterdam", "Eindhoven")),
    Land("DE", 4, _ENGLISH, ("Köln", "Leipzig", "Hamburg")),
    Land("GB", 4, _ENGLISH, ("Leeds", "Bristol", "Glasgow")),
    Land("ES", 3, _ENGLISH, ("Valencia", "Sevilla")),
    Land("CH", 2, Weighted({"fr": 0.5, "en": 0.5}), ("Genève", "Lausanne", "Bern")),
    Land("US", 4, _ENGLISH, ("Denver", "Austin")),
    Land("CA", 2, Weighted({"fr": 0.5, "en": 0.5}), ("Montréal", "Ottawa")),
    Land("MA", 1.5, _FRENCH, ("Rabat", "Fès")),
    Land("CI", 1.5, _FRENCH, ("Abidjan", "Bouaké")),
    Land("PH", 1.4, _ENGLISH, ("Cebu City", "Davao City")),
)

BY_CODE = {land.code: land for land in LANDS}
BY_WEIGHT = Weighted({land.code: land.weight for land in LANDS})
OVERSEAS = frozenset({"RE", "GP", "MQ", "GF", "YT", "NC", "PF"})
NOWHERE = ("A1", "A2", "EU", "")  # legal values that say nothing
_ABROAD = tuple(land.code for land in LANDS if land.code not in OVERSEAS)


def told_code(rng: Random, code: str) -> str:
    """The code a service gives for somebody in `code`: mostly right, at times empty, general or plainly wrong."""
    if chance(rng, 0.05):
        return rng.choice(NOWHERE)
    if code in OVERSEAS and chance(rng, 0.2):
        return "FR"
    if chance(rng, 0.03):
        return rng.choice(_ABROAD)
    return code
