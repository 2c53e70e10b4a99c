"""The page of the services, and the alarm that rings on every page."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.test import Client

from vigie.access.models import Officer
from vigie.desk.tests.conftest import Enter
from vigie.journey.models import Item
from vigie.ledger.models import Entry
from vigie.services.models import Alarm, Refusal, Service, Submission
from vigie.services.tasks import accounts

NOW = datetime(2026, 1, 2, tzinfo=UTC)


@pytest.fixture
def service() -> Service:
    return accounts.add("Example Chat", actor="shell:test", company="Example")[0]


def opened(service: Service, state: str = "expired") -> Submission:
    return Submission.objects.create(
        service_key=service.pk, state=state, document="0" * 64, opened_at=NOW, changed_at=NOW, urgent=True
    )


@pytest.fixture
def alarm(service: Service) -> Alarm:
    of = opened(service, "finished")
    return Alarm.objects.create(
        submission=of, at=datetime.now(UTC), why="synthetic danger", contact="desk@example.invalid"
    )


def test_the_page_shows_accounts_what_was_left_open_and_what_was_refused(
    officer: Officer, enter: Enter, service: Service
) -> None:
    of = opened(service)
    Refusal.objects.create(
        service_key=service.pk, door="submit", code=4100, why="not <b>expected</b>", sha256="1" * 64,
        first_at=NOW, last_at=datetime.now(UTC), times=3,
    )  # fmt: skip
    page = enter(officer).get("/services").content.decode()
    for words in ("Example Chat", str(of.number), "asks to be read first", "not &lt;b&gt;expected", "3 times"):
        assert words in page


def test_an_alarm_rings_on_every_page_until_somebody_sees_to_it(officer: Officer, enter: Enter, alarm: Alarm) -> None:
    client = enter(officer)
    assert "synthetic danger" in client.get("/").content.decode()
    assert "synthetic danger" in client.get("/services/alarms").content.decode()
    client.post(f"/services/alarms/{alarm.pk}/see")
    assert "synthetic danger" not in client.get("/").content.decode()
    alarm.refresh_from_db()
    assert alarm.seen_by == officer.username
    assert Entry.objects.filter(tag="desk:alarm:seen", actor=officer.username).exists()


def test_an_administrator_does_not_read_what_an_alarm_says(administrator: Officer, enter: Enter, alarm: Alarm) -> None:
    client = enter(administrator)
    assert "synthetic danger" not in client.get("/services").content.decode()
    assert client.get("/services/alarms").status_code == 403
    assert client.post(f"/services/alarms/{alarm.pk}/see").status_code == 403


def test_a_stranger_sees_nothing(stranger: Client, alarm: Alarm) -> None:
    for path in ("/services", "/services/alarms"):
        assert stranger.get(path).status_code == 404


def test_without_a_reason_an_unfinished_report_is_not_taken(officer: Officer, enter: Enter, service: Service) -> None:
    of = opened(service)
    enter(officer).post(f"/services/open/{of.number}/take", {"reason": " "})
    of.refresh_from_db()
    assert of.state == "expired"
    assert not Item.objects.exists()
