"""A case is worked on by several people, none of whom may lose anything."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from pytest_django import Settings

from vigie.access.models import Officer
from vigie.cases import tasks
from vigie.cases.models import Case, Mention, Note, Piece, Task, known
from vigie.evidence import keys
from vigie.ledger.models import Entry
from vigie.report.models import Report


@pytest.fixture(autouse=True)
def _house(db: None, settings: Settings) -> None:
    keys.make(settings.VIGIE_HOME / "keys")


def _officer(name: str, role: str = "officer", unit: str = "") -> Officer:
    return Officer.objects.create(username=name, role=role, unit=unit, password="!")


def _report(number: str = "9000001") -> Report:
    return Report.objects.create(source="ncmec", report_id=number, first_received_at=datetime.now(UTC))


def _tags(case: Case) -> list[str]:
    return [
        tag.rpartition(":")[2]
        for tag in Entry.objects.filter(subject=f"case:{case.name}").values_list("tag", flat=True)
    ]


def test_a_new_case_is_in_its_makers_hands_and_in_the_journal() -> None:
    anne = _officer("anne")
    case = tasks.start(anne, "Grey heron", "an account seen at two companies")
    assert (case.holder, case.state, case.revision) == ("anne", "open", 1)
    assert _tags(case) == ["opened"]


def test_of_two_who_change_the_head_the_second_is_told_who_was_first_and_nothing_is_overwritten() -> None:
    anne, bruno = _officer("anne"), _officer("bruno")
    case = tasks.start(anne, "Grey heron")
    tasks.change(bruno, case.pk, 1, "Grey heron, two accounts", "")
    with pytest.raises(tasks.Stale, match="bruno changed this case at") as caught:
        tasks.change(anne, case.pk, 1, "Heron", "")
    assert caught.value.permanent is False
    assert Case.objects.get().title == "Grey heron, two accounts"


def test_two_who_add_at_once_lose_nothing() -> None:
    anne, bruno, report = _officer("anne"), _officer("bruno"), _report()
    case = tasks.start(anne, "Grey heron")
    tasks.note(anne, case.pk, "first")
    tasks.note(bruno, case.pk, "second, from an older page")
    tasks.add_report(anne, case.pk, report)
    tasks.add_report(bruno, case.pk, report)
    assert Note.objects.count() == 2
    assert Piece.objects.count() == 1


def test_a_report_that_is_taken_out_stays_on_record_and_may_come_back() -> None:
    anne, report = _officer("anne"), _report()
    case = tasks.start(anne, "Grey heron")
    tasks.add_report(anne, case.pk, report)
    tasks.drop_report(anne, case.pk, report, "another person")
    tasks.add_report(anne, case.pk, report)
    assert [(one.ended_why, one.ended_at is None) for one in Piece.objects.order_by("pk")] == [
        ("another person", False),
        ("", True),
    ]


def test_a_note_tells_those_it_names_who_may_know_of_the_case() -> None:
    anne, bruno, _carla = (
        _officer("anne", unit="departement-35"),
        _officer("bruno"),
        _officer("carla", unit="departement-59"),
    )
    case = tasks.start(anne, "Grey heron")
    tasks.note(anne, case.pk, "@bruno please look; @carla and @nobody and mail@bruno.example are not told")
    assert [one.officer for one in Mention.objects.all()] == ["bruno"]
    tasks.seen(bruno, case)
    assert Mention.objects.get().seen_at is not None


def test_an_officer_of_another_unit_does_not_know_of_it() -> None:
    anne, carla, elsa = (
        _officer("anne", unit="departement-35"),
        _officer("carla", unit="departement-59"),
        _officer("elsa", "administrator"),
    )
    case = tasks.start(anne, "Grey heron")
    assert not known(carla).exists()
    assert not known(elsa).exists()
    with pytest.raises(tasks.UnknownCase):
        tasks.note(carla, case.pk, "not mine")


def test_a_case_is_handed_over_or_taken_by_a_supervisor_alone() -> None:
    anne, bruno, denis = _officer("anne"), _officer("bruno"), _officer("denis", "supervisor")
    case = tasks.start(anne, "Grey heron")
    with pytest.raises(tasks.CaseError, match="anne holds this case"):
        tasks.take(bruno, case.pk)
    tasks.give(anne, case.pk, "bruno")
    with pytest.raises(tasks.CaseError, match="You do not hold"):
        tasks.give(anne, case.pk, "anne")
    tasks.take(denis, case.pk)
    assert Case.objects.get().holder == "denis"


def test_who_stops_holds_no_case_any_more() -> None:
    anne = _officer("anne")
    tasks.start(anne, "Grey heron")
    tasks.start(anne, "Blue kite")
    assert len(tasks.let_go("anne")) == 2
    assert not Case.objects.exclude(holder="").exists()


def test_a_closed_case_takes_nothing_more_until_it_is_opened_again() -> None:
    anne = _officer("anne")
    case = tasks.start(anne, "Grey heron")
    tasks.add_task(anne, case.pk, "ask the company", "anne")
    tasks.close(anne, case.pk, Case.objects.get().revision, "passed on to the prosecutor")
    with pytest.raises(tasks.CaseError, match="closed"):
        tasks.note(anne, case.pk, "too late")
    tasks.reopen(anne, case.pk, "a new victim")
    tasks.finish(anne, case.pk, Task.objects.get().pk)
    assert _tags(case)[-3:] == ["closed", "reopened", "changed"]
