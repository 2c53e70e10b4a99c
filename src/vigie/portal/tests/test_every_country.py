"""Each country's public side is complete: every number it names exists, in every language of the portal."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from pytest_django import Settings

from vigie.portal.country import problems, public
from vigie.reporters.models import Count
from vigie.reporters.tasks import counting
from vigie.territory.pack import Pack, every, load

COUNTRIES = [pack.country for pack in every()]


@pytest.mark.parametrize("country", COUNTRIES)
def test_the_public_side_is_complete(country: str) -> None:
    assert list(problems(load(country.lower()))) == []


def test_a_number_that_is_not_there_is_said() -> None:
    parts = dict(load("fr").parts)
    parts["public"] = {**parts["public"], "child": ["119", "999"], "exit": "http://somewhere.example"}
    found = list(problems(Pack("FR", "test", parts)))
    assert "public.toml: child: there is no number '999'" in found
    assert "public.toml: exit must be an https address" in found


@pytest.mark.parametrize("country", COUNTRIES)
@pytest.mark.parametrize("language", ["fr", "en", "nl"])
def test_every_page_of_help_speaks_and_prints(settings: Settings, country: str, language: str) -> None:
    settings.VIGIE_COUNTRY = country
    for topic, who in (("moi", "thoughts"), ("parents", "parents"), ("ecole", "school")):
        page = Client().get(f"/infos/{topic}?l={language}").content.decode()
        assert f'lang="{language}"' in page
        assert "<svg" in page and "style=" not in page  # the code
        for number in public(country).numbers(getattr(public(country).prevention, who)):
            assert number.name[language].split("(")[0].strip().replace("’", "’") in page.replace("&#x27;", "’")


def test_pages_are_counted_without_knowing_who_looked(somebody: Client) -> None:
    counting.write()
    Count.objects.all().delete()
    for _ in range(3):
        somebody.get("/infos/moi")
    somebody.get("/signaler/ailleurs/bullying")
    counting.write()
    somebody.get("/infos/moi?l=nl")
    counting.write()
    assert set(Count.objects.values_list("what", "language", "n")) == {
        ("help:thoughts", "en", 3),
        ("help:thoughts", "nl", 1),
        ("elsewhere:bullying", "en", 1),
    }
    assert {field.name for field in Count._meta.get_fields()} == {"id", "day", "what", "language", "n"}


def test_a_page_reads_from_right_to_left_when_its_language_does(somebody: Client, settings: Settings) -> None:
    settings.LANGUAGES = [*settings.LANGUAGES, ("ar", "العربية")]
    page = somebody.get("/bonjour/?l=ar").content.decode()
    assert re.search(r'<html lang="ar" dir="rtl">', page)
