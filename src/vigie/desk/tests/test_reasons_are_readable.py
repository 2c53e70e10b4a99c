"""No reason shows an officer a code: what rules and routes put into a sentence is said in the reader's language."""

from __future__ import annotations

import re

import pytest
from django.utils.translation import override

from vigie.desk.templatetags.desk import said
from vigie.desk.values import LEADS, SIGNS
from vigie.report.nouns import say
from vigie.triage import marks
from vigie.triage.rules.hands_on import ON_FILES


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


def test_what_a_report_says_stays_as_it_was_said() -> None:
    told = str(said(say("May have access to children: {signs}", signs="Football coach; port; “my niece”")))
    assert "Football coach, port, “my niece”" in told
