"""Which court judges where, on a day."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from msgspec.structs import replace

from vigie.territory import check, land, pack
from vigie.territory.land import Land
from vigie.territory.shapes import Court

DAY = date(2026, 11, 1)
BE = land.of(pack.load("be"))
FR_, NL_ = "court-of-first-instance-brussel-fr", "court-of-first-instance-brussel-nl"


@pytest.mark.parametrize(
    ("area", "names"),
    [
        ("antwerpen", ["Rechtbank eerste aanleg Antwerpen"]),
        ("charleroi", ["Tribunal de première instance du Hainaut"]),
        ("mons-tournai", ["Tribunal de première instance du Hainaut"]),
        ("eupen", ["Tribunal de première instance d'Eupen"]),
    ],
)
def test_each_belgian_area_has_its_court_by_its_name(area: str, names: list[str]) -> None:
    assert [BE.court_name(seat) for seat in BE.seats(area, (), DAY)] == names


@pytest.mark.parametrize("area", ["brussel", "halle-vilvoorde"])
def test_brussels_has_two_courts_by_the_language_of_the_case(area: str) -> None:
    assert BE.seats(area, (), DAY) == (FR_, NL_)
    assert [BE.courts.court[seat].language for seat in (FR_, NL_)] == ["fr", "nl"]


def ended(of: Land, on: date) -> Land:
    """The same country, one of whose courts ended on a day and was followed by another."""
    courts = dict(of.courts.court)
    courts["after"] = replace(courts[NL_], since=on + timedelta(days=1))
    courts[NL_] = replace(courts[NL_], until=on)
    areas = {**of.courts.areas, "leuven": (NL_, "after")}
    return Land(
        of.pack, of.identity, of.units, of.unit_of, of.places, of.gazetteer,
        replace(of.courts, court=courts, areas=areas), of.retentions, of.networks, of.competence,
    )  # fmt: skip


def test_a_court_judges_on_its_days_alone_and_the_next_one_after_it() -> None:
    changed = ended(BE, DAY)
    assert changed.seats("leuven", (), DAY) == (NL_,)
    assert changed.seats("leuven", (), DAY + timedelta(days=1)) == ("after",)
    assert BE.seats("leuven", (), date(2024, 12, 31)) == ()  # before what the source describes: not known


def test_a_court_of_no_area_and_one_that_ends_before_it_begins_are_wrong() -> None:
    courts = dict(BE.courts.court)
    courts["nowhere"] = replace(courts[NL_], until=date(2020, 1, 1))
    wrong = list(check._courts(ended_with(courts)))
    assert wrong == ["courts.toml: court.nowhere stands in no area", "courts.toml: court.nowhere ends before it begins"]


def ended_with(courts: dict[str, Court]) -> Land:
    return Land(
        BE.pack, BE.identity, BE.units, BE.unit_of, BE.places, BE.gazetteer, replace(BE.courts, court=courts),
        BE.retentions, BE.networks, BE.competence,
    )  # fmt: skip


LU = land.of(pack.load("lu"))


@pytest.mark.parametrize(
    ("code", "area"),
    [
        ("L-9225", "diekirch"),
        ("LU-1611", "luxembourg"),
        ("1611", "luxembourg"),
        ("8521", "diekirch"),
        ("L-7730", None),  # codes that begin so lie in both
        ("16111", None),
        ("F-9225", None),
    ],
)
def test_a_postal_code_of_luxembourg_is_placed_by_its_first_digits(code: str, area: str | None) -> None:
    assert LU.gazetteer.look_up(postal_code=code).area == area
