"""Workable, insufficient with what is missing, or viral: by content and circulation, never over a child in danger."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from vigie import plugs
from vigie.report.nouns import (
    Class,
    Email,
    Links,
    Person,
    Purpose,
    Report,
    Role,
    Selector,
    Sighting,
    ThreadFacts,
    Verdict,
)
from vigie.triage.examples import ALWAYS, NOW, PICTURE, SUSPECT, case, child, match, report
from vigie.triage.habit import Habit
from vigie.triage.policy import Policy
from vigie.triage.rule import Case, Elsewhere, Rule
from vigie.triage.score import Standard, judge_one

STANDARD = Standard(plugs.find("vigie.triage.rules", Rule), Policy("test", 1))
NOBODY = Person(role=Role.REPORTED)
VIRAL = match(Purpose.VIRAL)
MEME = replace(PICTURE, annotations=("potentialMeme",))
CROWD = ThreadFacts(cluster="c", cluster_reports=30, cluster_suspects=12, cluster_companies=3)


def judged(told: Case) -> Verdict:
    return judge_one(told, STANDARD)


def class_of(told: Case) -> Class:
    return judged(told).class_


# ---------------------------------------------------------------- enough, or not


def test_an_address_with_its_time_and_a_file_can_be_worked() -> None:
    verdict = judged(case(report()))
    assert verdict.class_ is Class.WORKABLE
    assert verdict.grounds
    assert not verdict.missing


@pytest.mark.parametrize(
    "person",
    [
        replace(NOBODY, emails=(Email("u9@example.invalid"),)),
        replace(NOBODY, sightings=(Sighting("203.0.113.9", at=NOW),)),
    ],
)
def test_one_lead_is_enough(person: Person) -> None:
    assert class_of(case(report(person))) is Class.WORKABLE


def test_nobody_to_look_for_is_insufficient_and_says_what_is_missing() -> None:
    verdict = judged(case(report(NOBODY)))
    assert verdict.class_ is Class.INSUFFICIENT
    assert [str(piece) for piece in verdict.missing] == [
        "An address of the suspect with its time",
        "An account of the suspect at the service",
        "An e-mail address, a telephone number or a name and address of the suspect",
        "A place",
    ]


def test_an_account_alone_is_a_question_to_the_service_first() -> None:
    verdict = judged(case(report(replace(NOBODY, identifier="u-9"))))
    assert verdict.class_ is Class.INSUFFICIENT
    assert "An account of the suspect at the service" not in map(str, verdict.missing)
    assert "An address of the suspect with its time" in map(str, verdict.missing)


def test_a_way_to_reach_the_suspect_that_stands_in_a_text_counts() -> None:
    thin = case(report(NOBODY)).dossier
    links = Links(selectors=(Selector("email", "u9@example.invalid"),))
    assert class_of(Case(replace(thin, links=links), NOW)) is Class.WORKABLE


def test_an_address_without_its_time_leads_to_nobody() -> None:
    person = replace(NOBODY, sightings=(Sighting("203.0.113.9"),))
    assert class_of(case(report(person))) is Class.INSUFFICIENT


def test_nothing_to_go_by_is_insufficient() -> None:
    verdict = judged(case(report(files=())))
    assert verdict.class_ is Class.INSUFFICIENT
    assert "A file, a digest or a text" in map(str, verdict.missing)


def test_what_is_there_is_not_called_missing() -> None:
    person = replace(NOBODY, emails=(Email("u9@example.invalid"),))
    verdict = judged(case(report(person, files=())))
    assert [str(piece) for piece in verdict.missing] == [
        "An address of the suspect with its time",
        "An account of the suspect at the service",
        "A file, a digest or a text",
        "A place",
    ]


def test_boilerplate_is_not_a_text_to_go_by() -> None:
    told = replace(report(text="The same in every report", files=()), boilerplate=("The same in every report",))
    assert class_of(case(told)) is Class.INSUFFICIENT


def test_a_child_who_can_be_found_is_a_lead() -> None:
    told = report(NOBODY, replace(child(name="Alma"), school="Example school"))
    assert class_of(case(told)) is Class.WORKABLE


def test_an_earlier_version_brings_the_missing_piece() -> None:
    thin = case(report(NOBODY))
    fuller = replace(thin.dossier, earlier=(report(SUSPECT),))
    assert class_of(Case(fuller, NOW)) is Class.WORKABLE


def test_a_grave_report_that_lacks_something_stays_high() -> None:
    grave = "He threatens her; they meet tomorrow; she will hurt herself."
    assert judged(case(report(NOBODY, text=grave))).total >= judged(case(report())).total + 30


# ---------------------------------------------------------------- viral


def test_every_file_on_a_viral_list_is_viral() -> None:
    assert class_of(case(report(), VIRAL)) is Class.VIRAL


def test_known_and_spread_and_its_victim_found_is_viral() -> None:
    spread = match(victim_identified=True, submissions=400)
    assert class_of(case(report(), spread)) is Class.VIRAL
    assert class_of(case(report(), match(victim_identified=True, submissions=2))) is Class.WORKABLE
    assert class_of(case(report(), match())) is Class.WORKABLE


def test_the_same_content_from_many_suspects_and_companies_is_viral() -> None:
    assert class_of(case(report(), facts=CROWD)) is Class.VIRAL
    assert class_of(case(report(), facts=replace(CROWD, cluster_companies=1))) is Class.WORKABLE
    assert class_of(case(report(), facts=replace(CROWD, cluster_suspects=2))) is Class.WORKABLE


def test_the_companys_word_needs_a_second_sign() -> None:
    assert class_of(case(report(files=(MEME,)))) is Class.WORKABLE
    assert class_of(case(report(files=(MEME,)), match())) is Class.VIRAL
    assert class_of(case(report(files=(MEME,)), facts=replace(CROWD, cluster_suspects=2))) is Class.VIRAL


def test_a_company_that_calls_everything_a_meme_is_not_believed() -> None:
    assert class_of(case(report(files=(MEME,)), match(), habits={"file:potentialmeme": ALWAYS})) is Class.WORKABLE


def test_a_batch_of_potential_memes_is_viral() -> None:
    assert class_of(case(report(batched="VIRAL_POTENTIAL_MEME"))) is Class.VIRAL


@pytest.mark.parametrize(
    "told",
    [
        report(files=(PICTURE, PICTURE)),
        report(child()),
        report(incident="Online Enticement of Children for Sexual Acts"),
        report(text="He threatens her."),
        report(escalation="Synthetic: at risk"),
        report(replace(SUSPECT, occupation="Football coach")),
    ],
    ids=["new material", "a victim", "enticement", "a threat", "escalated", "access to children"],
)
def test_viral_never_hides_a_suspect_of_whom_more_is_said(told: Report) -> None:
    assert class_of(case(told, VIRAL)) is Class.WORKABLE


def test_viral_never_hides_a_suspect_who_has_new_material_in_another_report() -> None:
    assert class_of(case(report(), VIRAL, elsewhere=(Elsewhere("new-material", 6),))) is Class.WORKABLE


def test_a_flag_that_its_company_always_sets_does_not_keep_a_viral_report_from_being_one() -> None:
    told = report(escalation="Synthetic: standard")
    assert class_of(case(told, VIRAL, habits={"report:escalated": Habit(100, 100)})) is Class.VIRAL


def test_a_repeated_sharer_of_what_goes_round_is_still_viral() -> None:
    facts = ThreadFacts(thread="t", reports=4, earlier_reports=3)
    assert class_of(case(report(), VIRAL, facts=facts)) is Class.VIRAL
