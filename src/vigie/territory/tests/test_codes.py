"""A code names a country or nothing: an empty, legacy or collective one is not known, never home."""

from __future__ import annotations

import pytest

from vigie.territory.codes import COUNTRIES, known, label, named, state


@pytest.mark.parametrize("code", ["A1", "A2", "O1", "EU", "AP", "AN", "", None, "ZZ", "F", "FRA", "??"])
def test_a_code_that_names_no_country_is_not_known(code: str | None) -> None:
    assert known(code) is None


@pytest.mark.parametrize(("code", "country"), [("fr", "FR"), (" BE ", "BE"), ("FX", "FR"), ("UK", "GB"), ("XK", "XK")])
def test_a_code_is_read_leniently(code: str, country: str) -> None:
    assert known(code) == country


@pytest.mark.parametrize("code", "GP MQ GF RE YT PM WF PF NC BL MF TF FX".split())  # noqa: SIM905
def test_overseas_france_is_part_of_france(code: str) -> None:
    country = known(code)
    assert country and state(country) == "FR"


@pytest.mark.parametrize(
    ("text", "country"), [("France", "FR"), ("belgië", "BE"), ("Réunion", "RE"), ("LA REUNION", "RE"), ("US", "US")]
)
def test_a_country_s_name_is_understood(text: str, country: str) -> None:
    assert named(text) == country


@pytest.mark.parametrize("text", ["Europe", "somewhere", "", None, "A1"])
def test_a_name_of_no_country_is_not_known(text: str | None) -> None:
    assert named(text) is None


def test_every_country_has_a_name_in_each_language_of_the_interface() -> None:
    for language in ("fr", "en", "nl"):
        assert all(label(country, language) != country for country in COUNTRIES)
