"""No reason shows an officer a code: what rules and routes put into a sentence is said in the reader's language."""

from __future__ import annotations

import re

import pytest
from django.utils.translation import gettext, override

from vigie.desk.templatetags.desk import said
from vigie.desk.templatetags.found import named
from vigie.papers.tongue import Tongue
from vigie.report.nouns import say
from vigie.territory import land, pack
from vigie.triage import marks
from vigie.triage.rules.hands_on import ON_FILES
from vigie.triage.said import LEADS, SIGNS


@pytest.mark.parametrize("language", ["fr", "nl", "en"])
def test_every_sign_of_hands_on_abuse_has_words(language: str) -> None:
    names = [name.partition(":")[2] for name in ON_FILES]
    with override(language):
        told = str(said(say("Signs of hands-on abuse: {signs}", signs=", ".join([*names, "incident", "sadistic"]))))
    assert "class-" not in told
    assert not [name for name in names if re.search(rf"\b{name}\b", told) and name not in ("infant", "homemade")]


def test_every_name_that_a_label_is_brought_to_has_words() -> None:
    assert {name for name, _ in marks.FILES} | {f"class-{name}" for name in marks.CLASSES} <= {*SIGNS}


@pytest.mark.parametrize(("language", "words"), [("fr", "adresse IP"), ("nl", "IP-adres"), ("en", "IP address")])
def test_leads_and_countries_are_said(language: str, words: str) -> None:
    with override(language):
        told = str(said(say("The suspect can be traced: {leads}", leads="IP, port, tel.")))
        where = str(said(say("uploaded from {ip} ({network}): {country}", ip="192.0.2.1", network="X", country="DE")))
    assert words in told and "tel." not in told
    assert "DE" not in where and LEADS


def test_several_places_are_named_not_numbered() -> None:
    with override("fr"):
        told = str(said(say("several places are named: {places}", places="35, 75")))
    assert "Ille-et-Vilaine" in told and "Paris" in told


def test_what_the_pack_named_when_it_was_found_is_said_in_the_readers_language() -> None:
    home = land.of(pack.load("fr"))
    unit, ground = home.unit_label(home.competence.queues.central), home.competence.keep[0].label["fr"]
    with override("nl"):
        told = str(said(say("stays with {unit}: {ground}", unit=unit, ground=ground)))
        offence = named(pack.load("fr").parts["offences"]["offence"][0]["label"]["fr"])
    assert home.unit_label(home.competence.queues.central, "nl") in told and unit not in told
    assert home.competence.keep[0].label["nl"] in told and ground not in told
    assert offence == pack.load("fr").parts["offences"]["offence"][0]["label"]["nl"]
    assert named("a unit of yesterday") == "a unit of yesterday" and named(None) == ""


def test_what_a_report_says_stays_as_it_was_said() -> None:
    told = str(said(say("May have access to children: {signs}", signs="Football coach; port; “my niece”")))
    assert "Football coach, port, “my niece”" in told


@pytest.mark.parametrize(("language", "words"), [("fr", "prépubère"), ("nl", "puberteit"), ("en", "puberty")])
def test_a_paper_says_it_in_words_too(language: str, words: str) -> None:
    with override(language):
        tongue = Tongue(language, "Europe/Paris", gettext)
        told = tongue.say(say("Signs of hands-on abuse: {signs}", signs="class-a2, infant"))
    assert words in told and "class-a2" not in told


def test_a_paper_says_facts_rules_and_countries_in_words_too() -> None:
    with override("fr"):
        tongue = Tongue("fr", "Europe/Paris", gettext)
        facts = tongue.say(say("Facts: {facts}", facts="ransom, live-order, child sex tourism, file, nobody's"))
        rules = tongue.say(say("Other reports of the same person say: {rules}", rules="self-harm, access"))
        where = tongue.say(say("place of the facts: {place}", place="Lyon, FR"))
    assert facts.endswith(
        "mots réclamant de l’argent, direct sur commande, voyage pour abuser d’enfants, un fichier, nobody's"
    )
    assert "risque d’automutilation, contact avec des enfants" in rules
    assert "Lyon, France" in where
