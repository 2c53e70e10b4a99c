"""Training on invented reports: apart from everything real, private, and told at the end as it was."""

from __future__ import annotations

import io

import pytest
from django.test import Client
from PIL import Image

from vigie.access.models import Officer
from vigie.access.roles import Act
from vigie.desk.tests import addresses, caseload
from vigie.desk.tests.conftest import Enter
from vigie.ledger.models import Entry
from vigie.report.models import Report, Standing, Version
from vigie.search.models import Document
from vigie.training.models import Task, Training
from vigie.training.tasks import course

OWN = (Act.TRAIN, Act.OWN_ACCOUNT)
ANSWER = {"danger": "yes", "class_name": "workable", "outcome": "keep", "reason": "my own words"}


@pytest.fixture
def training(officer: Officer) -> Training:
    return course.begin(officer)


def _answer(browser: Client, training: Training, number: int, **changes: str) -> str:
    path = f"/training/{training.pk}/reports/{number}/answer"
    return str(browser.post(path, {**ANSWER, **changes}).headers["Location"])


def test_a_training_touches_nothing_real(officer: Officer, enter: Enter) -> None:
    caseload.kept()
    entries = Entry.objects.count()
    browser = enter(officer)
    page = browser.post("/training/begin", follow=True).content.decode()
    row = Training.objects.get()
    assert page.count('class="line"') == Task.objects.filter(training=row).count() == 12
    for number in range(1, 13):
        shown = browser.get(f"/training/{row.pk}/reports/{number}").content.decode()
        assert "Everything here is invented." in shown
        _answer(browser, row, number)
    browser.post(f"/training/{row.pk}/end")
    assert "Debrief" in browser.get(f"/training/{row.pk}").content.decode()
    numbers = [course.read(one).report.report_id for one in Task.objects.filter(training=row)]
    assert not Report.objects.filter(report_id__in=numbers).exists()
    assert (Report.objects.count(), Version.objects.count(), Standing.objects.count()) == (1, 1, 1)
    assert Entry.objects.count() == entries
    assert Document.objects.count() <= 1
    assert "data-open-row" not in browser.get(f"/queue?state=all&q={numbers[0]}").content.decode()


def test_the_mix_rewards_neither_always_nor_never(training: Training) -> None:
    truths = [course.read(one).truth for one in Task.objects.filter(training=training)]
    assert sum(one.grave for one in truths) == 3
    assert sum(one.grave and not one.visible for one in truths) == 1
    assert {one.class_name for one in truths} == {"workable", "insufficient", "viral"}


def test_an_answer_leads_on_may_be_changed_and_is_told_at_the_end(
    training: Training, officer: Officer, enter: Enter
) -> None:
    browser = enter(officer)
    assert _answer(browser, training, 1) == f"/training/{training.pk}/reports/2"
    _answer(browser, training, 1, danger="no")
    assert Task.objects.get(training=training, number=1).danger == "no"
    browser.post(f"/training/{training.pk}/end")
    assert _answer(browser, training, 1, danger="yes") == f"/training/{training.pk}/reports/1"
    assert Task.objects.get(training=training, number=1).danger == "no"
    told = browser.get(f"/training/{training.pk}").content.decode()
    assert "3 reports could lead to a child in danger." in told
    assert "my own words" in told


def test_an_answer_without_its_three_parts_is_not_kept(training: Training, officer: Officer, enter: Enter) -> None:
    for lacking in ("danger", "class_name", "outcome"):
        assert _answer(enter(officer), training, 3, **{lacking: "nonsense"}) == f"/training/{training.pk}/reports/3"
    assert Task.objects.get(training=training, number=3).answered_at is None


def test_nobody_else_knows_of_it(training: Training, colleague: Officer, supervisor: Officer, enter: Enter) -> None:
    for other in (colleague, supervisor):
        browser = enter(other)
        for path in (f"/training/{training.pk}", f"/training/{training.pk}/reports/1"):
            assert browser.get(path).status_code == 404
        assert browser.post(f"/training/{training.pk}/discard").status_code == 404
        assert browser.post(f"/training/{training.pk}/reports/1/answer", ANSWER).status_code == 404
    assert Training.objects.filter(pk=training.pk, ended_at=None).exists()


def test_a_class_has_the_same_reports_and_its_trainer_reads_only_what_has_ended(
    officer: Officer, colleague: Officer, supervisor: Officer, enter: Enter
) -> None:
    trainer = enter(supervisor)
    trainer.post("/training/give", {"name": ["anne", "bruno"], "title": "November"})
    one, two = Training.objects.order_by("trainee")
    assert [a.content for a in one.task_set.order_by("number")] == [b.content for b in two.task_set.order_by("number")]
    assert "has not ended this training yet" in trainer.get(f"/training/{one.pk}").content.decode()
    assert trainer.get(f"/training/{one.pk}/reports/1").status_code == 404
    assert enter(colleague).get(f"/training/{one.pk}").status_code == 404
    enter(officer).post(f"/training/{one.pk}/end")
    assert "Debrief" in trainer.get(f"/training/{one.pk}").content.decode()
    assert trainer.get(f"/training/{one.pk}/reports/1").status_code == 200
    assert trainer.post(f"/training/{one.pk}/discard").status_code == 404


def test_an_officer_gives_no_training(officer: Officer, colleague: Officer, enter: Enter) -> None:
    assert enter(officer).post("/training/give", {"name": "bruno"}).status_code == 403
    assert not Training.objects.exists()


def test_a_trainee_throws_it_away_without_a_reason(training: Training, officer: Officer, enter: Enter) -> None:
    enter(officer).post(f"/training/{training.pk}/discard")
    assert not Task.objects.exists()


def test_the_day_of_a_trainee_is_training_and_nothing_real(enter: Enter) -> None:
    """A trainee meets no address that shows a report, and every refusal is in the ledger."""
    standing = caseload.kept(key=4242)
    trainee = Officer.objects.create(username="theo", role="trainee", language="en", password="!")
    browser = enter(trainee)
    assert browser.get("/training").status_code == 200
    shut = [one for one in addresses.every() if not one.open and getattr(one.view, "right", None) not in OWN]
    assert len(shut) > 80
    assert {browser.get(one.path).status_code for one in shut} <= {403, 404, 405}
    assert Entry.objects.filter(actor="theo", tag="desk:access:refused").count() > 40
    for one in addresses.every():
        if not one.open and getattr(one.view, "right", None) in OWN:
            assert standing.report.report_id not in browser.get(one.path).content.decode(), one.path


def test_threads_and_versions_are_told_and_a_picture_only_for_a_reason(
    officer: Officer, enter: Enter, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("vigie.training.tasks.course.secrets.randbelow", lambda most: 5)
    training, browser = course.begin(officer), enter(officer)
    tasks = list(Task.objects.filter(training=training).order_by("number"))
    exercises = [(one, course.read(one)) for one in tasks]
    threaded = next(one for one, told in exercises if told.thread)
    changed = next(one for one, told in exercises if told.earlier)
    pictured, file = next((one, told.drawings.index(key)) for one, told in exercises for key in told.drawings if key)
    page = f"/training/{training.pk}/reports"
    assert "Other reports of the same person" in browser.get(f"{page}/{threaded.number}").content.decode()
    assert "What the second version changed" in browser.get(f"{page}/{changed.number}").content.decode()
    path = f"{page}/{pictured.number}/files/{file}"
    assert browser.get(path).status_code == 404  # nobody asked for it yet
    browser.post(f"{path}/show", {"reason": ""})
    assert browser.get(path).status_code == 404
    shown = browser.post(f"{path}/show", {"reason": "the facts do not decide"}, follow=True).content.decode()
    assert f'src="{path}"' in shown and "A drawn pattern." in shown
    with Image.open(io.BytesIO(browser.get(path).content)) as picture:
        assert max(picture.size) <= 320 and picture.mode == "L"
    browser.post(f"/training/{training.pk}/end")
    assert "You asked to see 1 picture." in browser.get(f"/training/{training.pk}").content.decode()
