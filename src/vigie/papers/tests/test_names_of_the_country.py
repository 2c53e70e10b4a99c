"""Units, places and prosecutors stand in the paper's language where the country's pack has it."""

from __future__ import annotations

from msgspec.structs import replace

from vigie.papers import official
from vigie.papers.heads import Desk
from vigie.papers.tests.example import content, desk
from vigie.papers.tongue import Tongue
from vigie.report.nouns import Country, Routing, say
from vigie.territory import land, naming, pack

BE = land.of(pack.load("be"))
OURS = BE.competence.queues.central
FOUND = Routing(
    Country("BE"), True, "pjf-antwerpen", BE.unit_label("pjf-antwerpen"), BE.prosecutor("antwerpen"), (),
    notes=(
        say("other units of the place: {units}", units=f"{BE.unit_label('pjf-leuven')}, {BE.unit_label(OURS)}"),
        say("stays with {unit}: {ground}", unit=BE.unit_label(OURS), ground="a text of nobody's pack"),
    ),
)  # fmt: skip


def speaking(language: str) -> Desk:
    plain = content(language=language, country="BE", count=1)
    told = replace(plain, pieces=(replace(plain.pieces[0], routing=FOUND),))
    of = desk(told)
    return Desk(told, of.letters, Tongue(language, "Europe/Brussels", str, naming.names("BE", language)))


def written(language: str) -> str:
    return str(list(official._route(speaking(language), speaking(language).content.pieces[0])))


def test_a_dutch_paper_names_unit_and_prosecutor_in_dutch() -> None:
    assert FOUND.prosecutor == "Parquet fédéral → Procureur du Roi — Anvers"
    assert speaking("nl").addressee() == "Federaal parket → Procureur des Konings — Antwerpen"
    text = written("nl")
    assert BE.unit_label("pjf-antwerpen", "nl") in text and "Anvers" not in text and "Louvain" not in text
    assert BE.unit_label("pjf-leuven", "nl") in text and "a text of nobody's pack" in text


def test_areas_are_named_not_numbered() -> None:
    tongue = Tongue("fr", "Europe/Paris", str, naming.names("FR", "fr"), naming.areas("FR", "fr"))
    assert tongue.say(say("several places are named: {places}", places="35, 974, 999")).endswith(
        "Ille-et-Vilaine, La Réunion, 999"
    )


def test_a_french_paper_says_what_was_found() -> None:
    assert BE.unit_label("pjf-antwerpen") in written("fr")
    assert speaking("fr").addressee() == FOUND.prosecutor


def test_a_name_that_the_pack_has_not_in_a_language_stays_and_so_does_one_of_yesterday() -> None:
    assert naming.names("FR", "de")[land.of(pack.load("fr")).unit_label("pharos")] == "PHAROS (OFAC)"
    assert naming.renamed("Unité d'hier", naming.names("FR", "nl")) == "Unité d'hier"


def test_the_contact_point_of_another_country_is_named_in_the_language_too() -> None:
    known = naming.names("FR", "nl")
    incoming = BE.competence.queues.incoming
    assert known[BE.unit_label(incoming)] == BE.unit_label(incoming, "nl")
