"""The same person across reports is one thread; different people never are."""

from __future__ import annotations

import pytest

from vigie.linking import tasks
from vigie.linking.tests.cast import dossier, keep, print_of, suspect, threads, victim

pytestmark = pytest.mark.django_db


def test_one_address_written_in_two_ways_is_one_thread_named_after_its_oldest_report() -> None:
    keep(dossier(7, suspect("Somebody@Mail.example", "u-1")))
    kept = keep(dossier(9, suspect("somebody@mail.example", "u-9"), company="Example Game"))
    facts = kept.findings[0].facts
    assert (facts.thread, facts.reports, facts.earlier_reports, facts.companies) == ("T-000007", 2, 1, 2)
    assert facts.via == ("email",)
    assert facts.company_names == ("Example Chat", "Example Game")
    assert kept.again == {7}


def test_ten_suspects_with_one_file_are_one_cluster_and_ten_suspects() -> None:
    for key in range(1, 11):
        keep(dossier(key, suspect(f"s{key}@mail.example"), prints=[print_of("a file")]))
    facts = tasks.facts_of(range(1, 11))
    assert {each.thread for each in facts.values()} == {None}
    assert {each.cluster for each in facts.values()} == {facts[1].cluster} != {None}
    assert {(each.cluster_reports, each.cluster_suspects) for each in facts.values()} == {(10, 10)}


def test_a_victim_of_two_suspects_makes_no_thread_of_them_but_is_said() -> None:
    keep(dossier(1, suspect("one@mail.example"), victim("child@mail.example")))
    keep(dossier(2, suspect("two@mail.example"), victim("child@mail.example")))
    assert threads([1, 2]) == {frozenset({1}), frozenset({2})}
    assert [facts.victim_elsewhere for facts in tasks.facts_of([1, 2]).values()] == [1, 1]


def test_victims_of_one_person_are_counted_across_reports() -> None:
    for key, child in enumerate(["a", "b", "a"], 1):
        keep(dossier(key, suspect("one@mail.example"), victim(f"{child}@mail.example")))
    assert tasks.facts_of([1])[1].victims == 2


def test_a_company_that_names_itself_in_two_ways_is_one_company() -> None:
    for key, company in ((1, "chat.example"), (2, "Example Chat, Inc."), (3, "Example Chat")):
        keep(dossier(key, suspect("a@mail.example", service="Example Chat"), prints=[print_of("a")], company=company))
    facts = tasks.facts_of([3])[3]
    assert (facts.companies, facts.company_names, facts.cluster_companies) == (1, (), 1)


def test_two_services_of_one_company_are_one_company() -> None:
    for key, service in ((1, "Example Mail"), (2, "Example Video")):
        keep(dossier(key, suspect("a@mail.example", service=service), company="Example"))
    assert tasks.facts_of([2])[2].companies == 1
