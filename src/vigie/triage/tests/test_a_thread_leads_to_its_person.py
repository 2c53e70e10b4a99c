"""A report without a lead can be worked once another report of the same person has one."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from vigie.report.nouns import Class, Dossier, Person, Role, ThreadFacts, Verdict
from vigie.triage import tasks
from vigie.triage.examples import case, report
from vigie.triage.step import judge

pytestmark = pytest.mark.django_db
THIN = report(Person(Role.REPORTED, service="Example Chat", identifier="u-9"))


def dossier(key: int, *, thin: bool, thread: str | None) -> Dossier:
    made = case(THIN if thin else report(), facts=ThreadFacts(thread=thread, reports=2)).dossier
    return replace(made, key=key, report_key=key)


def judged(*batch: Dossier) -> tuple[list[Verdict], frozenset[int]]:
    found = judge(batch, tasks.gather(batch))
    return found, tasks.keep(batch, found).again


def test_it_comes_back_when_the_other_report_comes() -> None:
    thin = dossier(1, thin=True, thread="t1")
    (alone,), _ = judged(thin)
    assert alone.class_ is Class.INSUFFICIENT
    _, again = judged(dossier(2, thin=False, thread="t1"))
    assert 1 in again
    (now,), _ = judged(thin)
    assert now.class_ is Class.WORKABLE
    assert now.missing == ()


def test_two_thin_reports_do_not_lead_to_one_another() -> None:
    one, other = dossier(1, thin=True, thread="t1"), dossier(2, thin=True, thread="t1")
    for _ in range(3):
        found, _ = judged(one, other)
        assert {verdict.class_ for verdict in found} == {Class.INSUFFICIENT}


def test_a_lead_of_another_person_is_of_no_use() -> None:
    judged(dossier(2, thin=False, thread="t2"))
    (found,), _ = judged(dossier(1, thin=True, thread="t1"))
    assert found.class_ is Class.INSUFFICIENT


def test_what_it_was_about_may_stand_in_the_other_report_too() -> None:
    bare = dossier(1, thin=False, thread="t1")
    bare = replace(bare, report=replace(bare.report, files=()))
    (alone,), _ = judged(bare)
    assert alone.class_ is Class.INSUFFICIENT
    judged(dossier(2, thin=False, thread="t1"))
    (now,), _ = judged(bare)
    assert now.class_ is Class.WORKABLE


def test_who_was_judged_while_another_worker_kept_the_lead_is_judged_again() -> None:
    thin, full = dossier(1, thin=True, thread="t1"), dossier(2, thin=False, thread="t1")
    blind = [judge([one], tasks.gather([one])) for one in (thin, full)]  # both before either is kept
    assert tasks.keep([full], blind[1]).again == frozenset()
    assert tasks.keep([thin], blind[0]).again == {1}
    (now,), again = judged(thin)
    assert now.class_ is Class.WORKABLE and 1 not in again


def test_who_was_judged_while_the_lead_went_away_is_judged_again() -> None:
    thin, full = dossier(1, thin=True, thread="t1"), dossier(2, thin=False, thread="t1")
    judged(full)
    led = judge([thin], tasks.gather([thin]))
    judged(dossier(2, thin=False, thread="t2"))
    assert tasks.keep([thin], led).again == {1}
