"""Companies' habits are learned as new reports are stored; a score that no longer holds comes back to be judged."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import count

import pytest
from msgspec.structs import replace

from vigie.report.nouns import Dossier, Report, ReportId, ThreadFacts, Verdict
from vigie.triage import tasks
from vigie.triage.examples import NOW, SUSPECT, case, report
from vigie.triage.habit import Habit as Known
from vigie.triage.habits import MOST_OF_A_COMPANY
from vigie.triage.models import Habit, Opinion, Wording
from vigie.triage.step import company_of, judge
from vigie.triage.tasks.policies import current

pytestmark = pytest.mark.django_db
ESCALATED = report(escalation="Synthetic: please look")
PLAIN = report(files=())
_keys = count(1)


def stored(*reports: Report) -> tuple[list[int], frozenset[int]]:
    keyed = [(next(_keys), told) for told in reports]
    return [key for key, _ in keyed], tasks.learn(keyed)


def dossier(key: int, told: Report, thread: str | None = None) -> Dossier:
    made = case(replace(told, report_id=ReportId(str(key))), facts=ThreadFacts(thread=thread)).dossier
    return replace(made, key=key, report_key=key)


def judged(batch: Sequence[Dossier]) -> tuple[list[Verdict], frozenset[int]]:
    findings = judge(batch, tasks.gather(batch))
    kept = tasks.keep(batch, findings)
    assert kept.findings == tuple(findings)
    return findings, kept.again


def rules(verdict: Verdict) -> dict[str, int]:
    return {reason.rule: reason.points for reason in verdict.reasons}


# ---------------------------------------------------------------- habits


def test_a_constant_is_learned_and_earlier_reports_come_back() -> None:
    first, again = stored(*[ESCALATED] * (Known.ENOUGH - 1))
    assert again == frozenset()
    assert "danger-now" in rules(judged([dossier(first[0], ESCALATED)])[0][0])
    _, again = stored(ESCALATED)
    assert again == frozenset(first)
    assert "danger-now" not in rules(judged([dossier(first[0], ESCALATED)])[0][0])


def test_a_flag_that_varies_is_heard_by_how_rare_it_is() -> None:
    keys, _ = stored(*[PLAIN] * 97, *[ESCALATED] * 3)
    rare = rules(judged([dossier(keys[-1], ESCALATED)])[0][0])["danger-now"]
    _, again = stored(*[ESCALATED] * 60)
    assert set(keys[-3:]) == again
    assert 0 < rules(judged([dossier(keys[-1], ESCALATED)])[0][0])["danger-now"] < rare


def test_a_company_new_to_us_is_heard_by_what_all_companies_do() -> None:
    stored(*[replace(ESCALATED, company="Example Other")] * 30)
    keys, _ = stored(ESCALATED)
    assert "danger-now" not in rules(judged([dossier(keys[0], ESCALATED)])[0][0])


def test_a_report_of_a_little_known_company_comes_back_when_all_companies_change() -> None:
    keys, _ = stored(ESCALATED)
    _, again = stored(*[replace(ESCALATED, company="Example Other")] * 30)
    assert again == frozenset(keys)


def test_boilerplate_that_is_not_declared_is_learned_and_does_not_drown_the_one_that_is_meant() -> None:
    line = "This report may concern a threat to a child and is sent without review."
    telling = f"{line} They meet tomorrow. He threatens to tell her school."
    keys, _ = stored(*[report(text=line)] * 60, report(text=telling))
    quiet, loud = judged([dossier(keys[0], report(text=line)), dossier(keys[-1], report(text=telling))])[0]
    assert "sextortion" not in rules(quiet)
    assert rules(loud)["sextortion"] > 3
    assert "meeting" in rules(loud)


def test_learning_nothing_changes_nothing() -> None:
    assert tasks.learn([]) == frozenset()
    assert not Habit.objects.exists()


def test_a_hostile_report_does_not_fill_the_table() -> None:
    marks = tuple(f"mark {number} " + "x" * 500 for number in range(5_000))
    stored(report(marks=marks, text=" ".join(f"meet{'.' * (n % 3)} word{n}" for n in range(3_000))))
    assert Habit.objects.count() < 300


def test_nor_does_a_hostile_company() -> None:
    stored(*[report(marks=tuple(f"mark {number} {n}" for n in range(50))) for number in range(30)])
    assert Habit.objects.filter(company=company_of(PLAIN)).count() <= MOST_OF_A_COMPANY + 1
    assert Habit.objects.get(company="", name="#report").count == 30


# ---------------------------------------------------------------- threads


def test_an_earlier_report_of_the_same_person_comes_back_when_a_later_one_says_more() -> None:
    coach = report(replace(SUSPECT, occupation="Football coach"))
    (one, other), _ = stored(PLAIN, coach)
    before, again = judged([dossier(one, PLAIN, "t")])
    assert again == frozenset()
    _, again = judged([dossier(other, coach, "t")])
    assert again == {one}
    after, again = judged([dossier(one, PLAIN, "t")])
    assert again == frozenset()
    assert after[0].total > before[0].total


def test_keeping_twice_is_keeping_once() -> None:
    coach = report(replace(SUSPECT, occupation="Football coach"))
    (one, other), _ = stored(PLAIN, coach)
    batch = [dossier(one, PLAIN, "t"), dossier(other, coach, "t")]
    assert judged(batch)[1] == frozenset()
    rows = list(Opinion.objects.order_by("report_key").values())
    assert judged(batch)[1] == frozenset()
    assert list(Opinion.objects.order_by("report_key").values()) == rows


def test_two_workers_at_once_miss_nothing() -> None:
    """Each judged without the other's report; whoever keeps second sends both back."""
    coach = report(replace(SUSPECT, occupation="Football coach"))
    (one, other), _ = stored(PLAIN, coach)
    first, second = [dossier(one, PLAIN, "t")], [dossier(other, coach, "t")]
    blind = judge(first, tasks.gather(first)), judge(second, tasks.gather(second))
    assert tasks.keep(second, blind[1]).again == frozenset()
    assert tasks.keep(first, blind[0]).again == {one}


def test_a_report_that_left_its_thread_is_no_longer_heard_there() -> None:
    coach = report(replace(SUSPECT, occupation="Football coach"))
    (one, other), _ = stored(PLAIN, coach)
    judged([dossier(one, PLAIN, "t"), dossier(other, coach, "t")])
    assert judged([dossier(other, coach, "u")])[1] == {one}
    assert "same-person" not in rules(judged([dossier(one, PLAIN, "t")])[0][0])


# ---------------------------------------------------------------- the desk's own


def test_the_packs_and_the_policy_of_the_house_hold_together() -> None:
    needs = tasks.gather([dossier(1, PLAIN)])
    assert {"FR", "GP", "TF"} <= needs.home
    assert needs.keeps == 365
    assert needs.standard.law.articles
    assert needs.now > NOW


def test_queries_do_not_grow_with_the_batch(django_assert_max_num_queries: object) -> None:
    small = [dossier(key, ESCALATED, f"t{key}") for key, _ in zip(_keys, range(5), strict=False)]
    large = [dossier(key, ESCALATED, f"t{key}") for key, _ in zip(_keys, range(200), strict=False)]
    assert callable(django_assert_max_num_queries)
    current()  # notes, once, by which policy this program judges
    for batch in (small, large):
        tasks.learn([(one.report_key, one.report) for one in batch])
        with django_assert_max_num_queries(6):
            needs = tasks.gather(batch)
        with django_assert_max_num_queries(7):
            tasks.keep(batch, judge(batch, needs))


def test_it_does_not_matter_how_reports_were_batched() -> None:
    """After a crash the same reports come in other batches: the end must be the same."""
    line = "This report may concern a threat to a child."
    told = [report(text=line), ESCALATED, PLAIN, report(text="They meet tomorrow."), ESCALATED, report(text=line)] * 6
    keyed = [(next(_keys), one) for one in told]
    counted = []
    for size in (1, 7, len(keyed)):
        for model in (Habit, Wording, Opinion):
            model.objects.all().delete()
        for start in range(0, len(keyed), size):
            tasks.learn(keyed[start : start + size])
        rows = (Habit.objects, Wording.objects)
        counted.append([sorted(objects.values_list("company", "name", "count")) for objects in rows])
    assert counted[0] == counted[1] == counted[2]
