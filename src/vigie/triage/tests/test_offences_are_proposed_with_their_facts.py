"""Offences come from the country's file, each with the facts that call for it; what is not checked says so."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from msgspec.structs import replace

from vigie import plugs
from vigie.report.nouns import Channel, Offence, Role
from vigie.territory.pack import BadPack, Pack, every, load
from vigie.triage.examples import ALWAYS, NOW, PICTURE, case, child, match, report
from vigie.triage.offence import Articles, Law, law
from vigie.triage.policy import Policy
from vigie.triage.rule import Case, Rule
from vigie.triage.score import Standard, judge_one

RULES = plugs.find("vigie.triage.rules", Rule)
POSSESSION = "Child Pornography (possession, manufacture, and distribution)"
GROOMING = "Online Enticement of Children for Sexual Acts"


def proposed(told: Case, country: str = "fr") -> dict[str, Offence]:
    standard = Standard(RULES, Policy("test", 1), law(load(country), "fr"))
    return {offence.code: offence for offence in judge_one(told, standard).offences}


@pytest.mark.parametrize(
    ("told", "code"),
    [
        (case(report(incident=POSSESSION)), "fr:227-23-al4"),
        (case(report(), match()), "fr:227-23-al4"),
        (case(replace(report(), channels=(Channel("p2p"),))), "fr:227-23-al3"),
        (case(report(child(Role.RECIPIENT, 13))), "fr:227-23-al2"),
        (case(report(incident=GROOMING)), "fr:227-22-1"),
        (case(report(marks=("csamSolicitation",))), "fr:227-23-1"),
        (case(report(marks=("sextortion",), text="A gift card, he writes.")), "fr:312-1"),
        (case(report(incident="Unsolicited Obscene Material Sent to a Child")), "fr:227-22"),
        (case(report(files=(replace(PICTURE, annotations=("liveStreaming",)),))), "fr:abus-commande-a-distance"),
        (case(report(incident="Child Sexual Molestation")), "fr:agression-sexuelle-mineur"),
        (case(report(incident="Child Sex Trafficking")), "fr:traite-proxenetisme-mineur"),
    ],
)
def test_facts_call_for_a_french_offence(told: Case, code: str) -> None:
    offence = proposed(told)[code]
    assert str(offence.why).startswith("Facts: ")
    assert offence.pack.startswith("fr@")


def test_a_report_without_such_facts_calls_for_none() -> None:
    assert proposed(case(report(incident="Misleading Domain Name"))) == {}


def test_an_annotation_that_a_company_always_sets_is_no_fact() -> None:
    told = case(report(marks=("csamSolicitation",)), habits={"mark:csamsolicitation": ALWAYS})
    assert "fr:227-23-1" not in proposed(told)


def test_an_article_that_nobody_has_checked_says_so() -> None:
    for offence in proposed(case(report(incident=POSSESSION))).values():
        assert "has not been checked" in str(offence.why)


def test_an_article_is_not_proposed_before_it_was_in_force() -> None:
    told = case(report(incident=POSSESSION))
    before = replace(told.dossier, received_at=datetime(2019, 5, 1, tzinfo=UTC))
    assert "fr:227-23-al4" not in proposed(Case(before, NOW))


def test_an_article_that_the_desk_switched_off_is_not_proposed() -> None:
    told = law(load("fr"), "fr")
    off = tuple(replace(one, proposed=one.code != "fr:227-23-al4") for one in told.articles)
    standard = Standard(RULES, Policy("test", 1), Law(told.pack, off, told.labels))
    reported = case(report(incident=POSSESSION))
    assert "fr:227-23-al4" in proposed(reported)
    assert "fr:227-23-al4" not in {one.code for one in judge_one(reported, standard).offences}


def test_belgium_proposes_its_own_and_says_that_numbers_are_to_be_confirmed() -> None:
    found = proposed(case(report(incident=GROOMING)), "be")
    assert "be:approche-mineur" in found
    assert all("confirmer" in offence.label for offence in found.values())


@pytest.mark.parametrize("pack", every(), ids=lambda pack: pack.country)
def test_each_country_labels_its_offences_in_its_languages(pack: Pack) -> None:
    for article in pack.part("offences", Articles).offence:
        languages = {*pack.parts["pack"]["languages"], "en"} - {"de"}
        assert languages <= set(article.label), article.code
        assert article.source
        assert article.code.startswith(f"{pack.country.lower()}:")


@pytest.mark.parametrize("when", [[], [{}]])
def test_an_offence_without_facts_is_refused(when: list[dict[str, list[str]]]) -> None:
    told = {"code": "xx:1", "label": {"en": "One"}, "penalty": {}, "source": "-", "verified": False, "when": when}
    with pytest.raises(BadPack):
        law(Pack("XX", "1", {"offences": {"version": 1, "offence": [told]}}), "en")


def test_a_code_that_stands_twice_is_refused() -> None:
    told = {
        "code": "xx:1",
        "label": {},
        "penalty": {},
        "source": "-",
        "verified": False,
        "when": [{"any": ["has:file"]}],
    }
    told["label"] = {"en": "One"}
    with pytest.raises(BadPack):
        law(Pack("XX", "1", {"offences": {"version": 1, "offence": [told, told]}}), "en")
