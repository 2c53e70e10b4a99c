from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from vigie.territory import amendment, land, pack
from vigie.territory.amendment import Amendment, Kind

DAY = date(2026, 11, 29)


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Path]:
    before = list(pack._desk)
    place = tmp_path / "packs" / "fr"
    place.mkdir(parents=True)
    pack.lay_over(tmp_path / "packs")
    yield place
    pack.lay_over(before[0])


def _said(place: Path, *changes: Amendment) -> None:
    part = place / "part"
    part.write_bytes(amendment.written(changes))
    part.replace(place / amendment.FILE)


def _one(kind: Kind, key: str, values: dict[str, object], since: date = DAY, until: date | None = None) -> Amendment:
    return Amendment(7, kind, key, values, since, "elsa", "as the prefect writes", until, source="letter of 2 November")


def test_a_unit_of_the_model_gets_its_means_without_losing_its_name_or_area(home: Path) -> None:
    before = land.of(pack.load("fr"))
    _said(home, _one(Kind.UNIT, "departement-35", {"means": {"interviewers": 4}, "capacity": 30}))
    after = land.of(pack.load("fr"))
    unit = after.units["departement-35"]
    assert unit.means and (unit.means.interviewers, unit.means.rooms, unit.capacity) == (4, None, 30)
    assert after.unit_label("departement-35") == before.unit_label("departement-35")
    assert after.unit_of["35"] == "departement-35"
    assert str(after.pack) != str(before.pack) and str(after.pack).startswith(str(before.pack))


def test_a_later_change_adds_to_an_earlier_one(home: Path) -> None:
    first = _one(Kind.UNIT, "bpm-paris", {"means": {"rooms": 2}})
    _said(home, first, _one(Kind.UNIT, "bpm-paris", {"means": {"interviewers": 9}}))
    means = land.of(pack.load("fr")).units["bpm-paris"].means
    assert means and (means.rooms, means.interviewers) == (2, 9)


def test_a_change_holds_on_its_days_alone_and_the_pack_comes_back(home: Path) -> None:
    plain = str(pack.load("fr"))
    _said(home, _one(Kind.UNIT, "ofmin", {"capacity": 5}, since=date(2020, 1, 1), until=date(2020, 12, 31)))
    assert str(pack.load("fr")) == plain
    assert [one.key for one in pack.in_force(home, date(2020, 6, 1))] == ["ofmin"]
    _said(home)
    assert str(pack.load("fr")) == plain


def test_a_clock_counts_for_what_happened_on_its_days(home: Path) -> None:
    _said(home, _one(Kind.CLOCK, "access-provider", {"days": 180}, date(2026, 6, 1), date(2026, 6, 30)))
    country = land.of(pack.load("fr"))
    inside, after = country.kept("subscriber", date(2026, 6, 15)), country.kept("subscriber", date(2026, 7, 15))
    assert inside and after and (inside.days, after.days) == (180, 365)
    assert inside.source == "letter of 2 November" and not inside.verified


def test_terms_of_answers_and_of_erasure_are_changed_entry_by_entry(home: Path) -> None:
    _said(home, _one(Kind.ANSWER, "subscriber", {"days": 21}), _one(Kind.TERM, "viral", {"days": 200, "review": 90}))
    parts = pack.load("fr").parts
    assert parts["requests"]["kind"]["subscriber"]["days"] == 21
    assert [rule["days"] for rule in parts["erasure"]["rule"] if rule["key"] == "viral"] == [200]
    assert [rule["days"] for rule in parts["erasure"]["rule"] if rule["key"] == "not-punishable"] == [180]


def test_a_broken_file_is_named_and_nothing_goes_on_in_silence(home: Path) -> None:
    (home / amendment.FILE).write_text('{"amendments": [{"kind": "weather"}]}')
    with pytest.raises(pack.BadPack, match=amendment.FILE):
        pack.load("fr")


def test_a_change_made_over_an_older_pack_does_not_break_a_newer_one(home: Path) -> None:
    before = pack.load("fr")
    gone = {"fr": "of yesterday", "en": "of yesterday", "nl": "of yesterday"}
    _said(
        home,
        _one(Kind.LETTER, "letters.letter", {"texts": {"postscript": gone, "farewell": gone}}),
        _one(Kind.LETTER, "letters.postcard", {"texts": {"title": gone}}),
        _one(Kind.LETTER, "completion", {"texts": {"piece.weather": gone}}),
        _one(Kind.COURT, "de Nulle-Part", {"areas": ["nowhere"], "first": ["nowhere"]}),
        _one(Kind.OFFENCE, "fr:0", {"proposed": False}),
    )
    after = pack.load("fr")
    assert after.parts["letters"]["letter"]["farewell"]["fr"] == "of yesterday"
    assert "postscript" not in after.parts["letters"]["letter"]
    assert after.parts["completion"] == before.parts["completion"]
    assert land.of(after).courts.areas == land.of(before).courts.areas
    assert after.parts["offences"] == before.parts["offences"]
