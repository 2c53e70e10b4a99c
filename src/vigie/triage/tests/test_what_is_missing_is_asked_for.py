"""A report that cannot be worked says what is missing, drafts the request, and comes back when the piece comes."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from vigie import plugs
from vigie.report.nouns import Class, Person, Report, Role, Routing, Sighting, SourceName, Territory
from vigie.territory import pack
from vigie.triage.completion import Addressee, drafts, missing_keys, wording
from vigie.triage.examples import NOW, SUSPECT, case, report
from vigie.triage.policy import Policy
from vigie.triage.rule import Case, Rule
from vigie.triage.score import Standard, judge_one

STANDARD = Standard(plugs.find("vigie.triage.rules", Rule), Policy("test", 1))
WORDS = wording(pack.load("fr"))
THIN = report(Person(Role.REPORTED, service="Example Chat", identifier="u-9"))
BARE = report(Person(Role.REPORTED, sightings=SUSPECT.sightings), files=())


def missing(told: Report) -> tuple[str, ...]:
    return missing_keys(judge_one(case(told), STANDARD).missing)


def test_the_draft_asks_for_each_missing_piece_and_names_the_account() -> None:
    verdict = judge_one(case(THIN), STANDARD)
    assert verdict.class_ is Class.INSUFFICIENT
    (draft,) = drafts(THIN, verdict.missing, None, WORDS)
    assert (draft.addressee, draft.to, draft.language) == (Addressee.SERVICE, "Example Chat", "fr")
    assert draft.asks == ("address", "reach", "place")
    assert "u-9" in draft.text
    assert "port source" in draft.text
    assert THIN.report_id in draft.subject


@pytest.mark.parametrize("country", ["fr", "be"])
def test_every_pack_can_ask_in_each_of_its_languages(country: str) -> None:
    words = wording(pack.load(country))
    for language in words.languages:
        (draft,) = drafts(THIN, judge_one(case(THIN), STANDARD).missing, None, words, language)
        assert draft.language == language
        assert "{" not in draft.text + draft.subject


def test_a_language_that_the_pack_lacks_becomes_its_first() -> None:
    assert drafts(THIN, judge_one(case(THIN), STANDARD).missing, None, WORDS, "xx")[0].language == "fr"


def test_what_a_clearing_house_may_hold_is_asked_there_too_and_the_provider_who_had_the_address() -> None:
    told = replace(BARE, source=SourceName("ncmec"))
    routing = Routing(None, None, None, None, None, (), territories=(Territory("203.0.113.7", network="Example Net"),))
    found = {draft.addressee: draft for draft in drafts(told, judge_one(case(told), STANDARD).missing, routing, WORDS)}
    assert found[Addressee.CLEARING_HOUSE].asks == ("content",)
    assert found[Addressee.ACCESS_PROVIDER].to == "Example Net"
    assert "203.0.113.7, port 4431" in found[Addressee.ACCESS_PROVIDER].text


def test_nothing_is_asked_of_a_report_that_can_be_worked() -> None:
    assert drafts(report(), judge_one(case(report()), STANDARD).missing, None, WORDS) == ()


def test_a_place_is_not_missing_where_an_address_tells_the_country() -> None:
    dated = replace(SUSPECT, sightings=(Sighting(ip="203.0.113.7"),), identifier=None, screen_name=None)
    assert "place" in missing(THIN)
    assert "place" not in missing(report(dated))


def test_a_later_version_that_brings_the_piece_makes_it_workable() -> None:
    first = case(THIN)
    later = replace(THIN, people=(replace(THIN.people[0], sightings=(Sighting("203.0.113.7", "login", NOW, 1),)),))
    both = Case(
        replace(first.dossier, report=later, earlier=(THIN,)), NOW, lexicon=first.lexicon, home=first.home, keeps=365
    )
    assert judge_one(first, STANDARD).class_ is Class.INSUFFICIENT
    assert judge_one(both, STANDARD).class_ is Class.WORKABLE
    assert judge_one(both, STANDARD).missing == ()
