"""A city and a postal code give one area, several, or none; an ambiguous name is never decided by chance."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from vigie.territory import land, pack
from vigie.territory.gazetteer import read, spelling
from vigie.territory.pack import BadPack
from vigie.territory.shapes import Area

FR = land.of(pack.load("fr")).gazetteer
BE = land.of(pack.load("be")).gazetteer


@pytest.mark.parametrize(
    ("city", "code", "area"),
    [
        ("Lyon", "69003", "69"),
        ("Lyon 3e arrondissement", None, "69"),
        ("PARIS 15EME", None, "75"),
        ("Saint-Denis", "97400", "974"),
        ("St Denis", "93200", "93"),
        ("Paris cedex 15", "75730", "75"),  # a code of a big receiver, in no table
        ("Ajaccio", None, "2A"),
        (None, "20600", "2B"),
        ("Nouméa", "98800", "988"),
        ("L’Haÿ-les-Roses", "94240", "94"),
        ("Arbignieu", None, "01"),  # merged into another commune years ago
    ],
)
def test_a_french_place_is_found(city: str | None, code: str | None, area: str) -> None:
    assert FR.look_up(city, code).area == area


@pytest.mark.parametrize(
    ("city", "code", "area"),
    [
        ("Gent", "9000", "oost-vlaanderen"),
        ("Gand", None, "oost-vlaanderen"),
        ("Vilvoorde", "1800", "halle-vilvoorde"),
        ("Ixelles", "1050", "brussel"),
        ("Binche", "7130", "charleroi"),
        ("Tournai", None, "mons-tournai"),
    ],
)
def test_a_belgian_place_is_found_in_either_language(city: str, code: str | None, area: str) -> None:
    assert BE.look_up(city, code).area == area


def test_an_ambiguous_name_stays_ambiguous_until_something_else_decides() -> None:
    found = FR.look_up("Saint-Denis")
    assert found.area is None
    assert {"93", "974"} <= found.areas
    assert FR.look_up("Saint-Denis", None, "Île-de-France").area == "93"
    assert FR.look_up("Saint-Denis", None, "La Réunion").area == "974"


def test_a_city_and_a_code_that_contradict_each_other_fit_nowhere() -> None:
    assert FR.look_up("Marseille", "69001").areas == frozenset()


def test_what_is_in_no_table_fits_nowhere() -> None:
    assert FR.look_up("Springfield", None).areas == frozenset()
    assert FR.look_up(None, "9").areas == frozenset()
    assert BE.look_up(None, "99999").areas == frozenset()


def test_a_region_of_several_areas_places_nothing_alone() -> None:
    assert FR.look_up(None, None, "Bretagne").area is None
    assert FR.look_up(None, None, "Guadeloupe").area == "971"


def test_spelling_ignores_what_people_write_differently() -> None:
    assert spelling("SAINT-ÉTIENNE") == spelling("st etienne") == spelling("Saint Etienne Cedex 2")


def test_a_row_of_an_unknown_area_is_refused_by_its_line(tmp_path: Path) -> None:
    (tmp_path / "places.csv.gz").write_bytes(gzip.compress(b"1000,Here,a\n2000,There,b\n"))
    with pytest.raises(BadPack, match=r"places\.csv\.gz, line 2"):
        read(tmp_path / "places.csv.gz", {"a": Area({"en": "A"})})
