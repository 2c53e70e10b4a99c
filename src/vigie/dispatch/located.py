"""From what is written of a place to a country and an area of its pack, with how sure the country is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from vigie.dispatch.route import Question
from vigie.report.nouns import Country, Person
from vigie.territory.codes import named, state
from vigie.territory.land import Land


@dataclass(frozen=True, slots=True)
class Located:
    """A place as far as it is known. `certain`: its country was said, or follows from city and code together."""

    country: Country
    place: str | None
    certain: bool
    shown: str
    communes: frozenset[str] = frozenset()  # of the place, as the gazetteer spells them: by them a court is found


def locate(
    question: Question,
    country: str | None,
    city: str | None = None,
    postal_code: str | None = None,
    region: str | None = None,
) -> Located | None:
    """None when neither a country nor a place of a country we have a file of can be read."""
    said = named(country)
    shown = ", ".join(text for text in (postal_code, city, region, country) if text)
    if said:
        land = question.lands.get(said) or question.lands.get(state(said))
        return _at(
            land, said, _area(land, said, city, postal_code, region) if land else None, True, shown, city, postal_code
        )
    if not city:
        return None  # digits alone are a postal code in forty countries
    # No country said: a city and a code that agree are one place; a city alone only helps to place within our own.
    for land in dict.fromkeys(question.lands.values()):
        both = postal_code and land.gazetteer.of_code(postal_code) & land.gazetteer.of_name(city)
        if both:
            area = land.gazetteer.look_up(city, postal_code, region).area
            return _at(land, Country(land.country), area, True, shown, city, postal_code)
    if postal_code:
        return None
    area = question.home.gazetteer.look_up(city, None, region).area
    return _at(question.home, Country(question.home.country), area, False, shown, city, None) if area else None


def _at(
    land: Land | None, country: Country, area: str | None, certain: bool, shown: str, city: str | None, code: str | None
) -> Located:
    communes = land.gazetteer.communes(area, city, code) if land and area else frozenset[str]()
    return Located(country, area, certain, shown, communes)


def _area(land: Land, country: Country, city: str | None, postal_code: str | None, region: str | None) -> str | None:
    return land.places.territory.get(country) or land.gazetteer.look_up(city, postal_code, region).area


def told_of(question: Question, person: Person) -> Iterator[Located]:
    """Every place that is told of a person with a certain country: postal addresses first, then the estimate."""
    for address in person.addresses:
        found = locate(question, address.country, address.city, address.postal_code, address.region)
        if found and found.certain:
            yield found
    if person.place:
        found = locate(question, person.place.country, person.place.city, None, person.place.region)
        if found and found.certain:
            yield found
