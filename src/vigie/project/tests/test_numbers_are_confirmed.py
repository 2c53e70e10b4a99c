"""No number is given to a child that nobody has called: who did so stands in the ledger, and a change undoes it."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest
from django.utils import translation
from pytest_django import Settings

from vigie.evidence import keys
from vigie.portal import country
from vigie.portal.tasks import confirming
from vigie.project.commands import doctor
from vigie.territory.pack import every

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _home(tmp_path: Path, settings: Settings) -> None:
    settings.VIGIE_HOME = tmp_path / "home"
    keys.make(settings.VIGIE_HOME / "keys")


def said() -> str:
    with translation.override("en"):
        return next(one.says for one in doctor.looked() if one.what == "help numbers")


def test_nobody_has_confirmed_a_new_desk_s_numbers_and_the_page_of_health_says_so(settings: Settings) -> None:
    assert confirming.confirmed(settings.VIGIE_COUNTRY) is None
    assert said().startswith("NOBODY HAS CONFIRMED")


def test_who_confirms_them_stands_in_the_ledger_until_one_changes(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    confirming.confirm("FR", "shell:one", "each was called on Monday")
    found = confirming.confirmed("FR")
    assert found is not None and found.who == "shell:one"
    settings.VIGIE_COUNTRY = "FR"
    assert "confirmed by shell:one" in said()
    read = country.public("fr")
    changed = msgspec.structs.replace(read.number["119"], dial="118")
    other = msgspec.structs.replace(read, number={**read.number, "119": changed})
    monkeypatch.setattr(confirming, "public", lambda _: other)
    assert confirming.confirmed("FR") is None


def test_the_numbers_of_one_country_are_not_those_of_another() -> None:
    confirming.confirm("FR", "shell:one", "each was called on Monday")
    assert confirming.confirmed("BE") is None


@pytest.mark.parametrize("code", [pack.country for pack in every()])
def test_every_number_to_dial_in_danger_is_in_a_public_text(code: str) -> None:
    read = country.public(code)
    assert not set(country.unsourced(read)) & {*read.emergency, *read.distress}
