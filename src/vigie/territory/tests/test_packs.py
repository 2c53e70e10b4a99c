"""A country's file is complete and every name in it exists; a wrong one is refused with its file and key."""

from __future__ import annotations

from copy import deepcopy
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from vigie.territory import check, land, pack
from vigie.territory.pack import BadPack, Pack

# By their files: territory stands below triage and may not import it.
RULES = {
    path.stem.replace("_", "-") for path in (Path(pack.__file__).parents[1] / "triage" / "rules").glob("[a-z]*.py")
}


@pytest.mark.parametrize("country", [one.country for one in pack.every()])
def test_the_pack_is_complete_and_every_name_it_uses_exists(country: str) -> None:
    assert check.problems(pack.load(country.lower()), RULES or None) == []


def test_no_two_packs_claim_the_same_territory() -> None:
    lands = land.by_territory(pack.every())
    assert {lands[code].country for code in ("FR", "RE", "GP", "PF")} == {"FR"}
    assert lands["BE"].country == "BE"


QUEUES = ("central", "unplaced", "unknown", "outgoing", "incoming")
KEEP = {"key": "k", "unit": "ofmin", "label": {"fr": "k"}}
RULE = {"key": "k", "keeps": "subscriber", "days": 0, "since": date(2020, 1, 1), "source": "s"}
NETWORK = {"asn": 1, "name": "a", "kind": "fixed"}


def changed(part: str, change: dict[str, Any]) -> Pack:
    """The French pack with keys of one part changed; None takes a key away."""
    parts = deepcopy({name: dict(values) for name, values in pack.load("fr").parts.items()})
    parts[part].update(change)
    parts[part] = {key: value for key, value in parts[part].items() if value is not None}
    return Pack("FR", "test", parts)


@pytest.mark.parametrize(
    ("part", "change", "said"),
    [
        ("pack", {"country": "BE"}, "the folder says 'FR'"),
        ("pack", {"territories": ["FR", "A1"]}, "'A1' is no country code"),
        ("pack", {"languages": ["fr", "oc"]}, "no label in oc"),
        ("pack", {"langauges": ["fr"]}, "unknown field `langauges`"),
        ("pack", {"languages": None}, "missing required field `languages`"),
        ("routes", {"queues": dict.fromkeys(QUEUES, "x")}, "no unit 'x'"),
        ("routes", {"keep": [KEEP]}, "nothing makes it fit"),
        ("routes", {"keep": [{**KEEP, "rules": ["no-such"]}]}, "no rule 'no-such'"),
        ("units", {"unit": {"a": {"level": "central", "label": {"fr": "a"}, "area": "00"}}}, "no area '00'"),
        ("courts", {"areas": {"01": ["de Bourg-en-Bresse"]}}, "no court for 69"),
        ("courts", {"verified": "perhaps"}, "$.verified"),
        ("retention", {"rule": []}, "no rule in force"),
        ("retention", {"rule": [RULE]}, "0 days"),
        ("networks", {"network": [NETWORK, NETWORK]}, "AS 1 stands 2"),
        ("networks", {"network": [{**NETWORK, "asn": "AS1"}]}, "$.network[0].asn"),
        ("places", {"file": "missing.csv.gz"}, "missing.csv.gz"),
        ("places", {"territory": {"RE": "nowhere"}}, "no area 'nowhere'"),
    ],
)
def test_a_wrong_pack_is_told_what_is_wrong_and_where(part: str, change: dict[str, Any], said: str) -> None:
    found = check.problems(changed(part, change), RULES)
    assert any(said in problem for problem in found), found


def test_a_missing_part_is_named() -> None:
    parts = {name: part for name, part in pack.load("fr").parts.items() if name != "retention"}
    assert check.problems(Pack("FR", "test", parts)) == ["pack FR has no retention.toml"]


def test_a_country_without_a_pack_is_refused() -> None:
    with pytest.raises(BadPack, match="'xx'"):
        pack.load("xx")


def test_each_area_has_a_unit_of_its_own_and_a_prosecutor() -> None:
    for one in pack.every():
        read = land.of(one)
        assert len(set(read.unit_of.values())) == len(read.places.area)
        assert all(read.prosecutor(area) for area in read.places.area)


def test_the_pack_s_own_unit_stands_before_the_model() -> None:
    assert land.of(pack.load("fr")).unit_of["75"] == "bpm-paris"


def test_belgium_s_federal_prosecutor_comes_first() -> None:
    read = land.of(pack.load("be"))
    assert read.prosecutor("charleroi") == "Parquet fédéral → Procureur du Roi — Charleroi"
    assert read.prosecutor(None) == "Parquet fédéral"


def test_a_retention_rule_is_that_of_the_day() -> None:
    read = land.of(pack.load("fr"))
    before, since = (
        read.kept("preservation", date(2024, 5, 6), "ncmec"),
        read.kept("preservation", date(2024, 5, 7), "ncmec"),
    )
    assert before and since and (before.days, since.days) == (90, 365)
    assert read.kept("preservation", date(2026, 1, 1), "hotline") is None
    assert read.kept("subscriber", date(1999, 1, 1)) is None
