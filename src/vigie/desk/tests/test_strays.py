"""An answer that belongs to no request is seen on the page of requests, and settled there by a person."""

from __future__ import annotations

import io

from vigie.access.models import Officer
from vigie.desk.tests.conftest import Enter
from vigie.ledger.models import Entry
from vigie.requests.models import Stray

ANSWER = b"request;provider;last name;city;country\nR-2026-999999;Example Telecom;Exemple;Lyon;FR\n"


def taken(officer: Officer, enter: Enter) -> Stray:
    file = io.BytesIO(ANSWER)
    file.name = "reponse.csv"
    enter(officer).post("/requests/answer", {"file": file})
    return Stray.objects.get()


def page(officer: Officer, enter: Enter) -> str:
    return enter(officer).get("/requests").content.decode()


def test_it_is_seen_with_its_file_and_why_and_nothing_of_what_it_says(officer: Officer, enter: Enter) -> None:
    assert "/requests/strays/" not in page(officer, enter)
    row = taken(officer, enter)
    shown = page(officer, enter)
    assert f"/requests/strays/{row.pk}" in shown and "reponse.csv" in shown and "R-2026-999999" in shown
    assert "Exemple" not in shown


def test_dismissed_with_a_reason_it_is_gone_from_the_page(officer: Officer, enter: Enter) -> None:
    row = taken(officer, enter)
    enter(officer).post(f"/requests/strays/{row.pk}", {"act": "dismiss", "reason": ""})
    assert "reponse.csv" in page(officer, enter)
    enter(officer).post(f"/requests/strays/{row.pk}", {"act": "dismiss", "reason": "meant for another desk"})
    assert "reponse.csv" not in page(officer, enter)
    assert Entry.objects.filter(tag="requests:answer:dismissed", actor=officer.username).count() == 1
    assert enter(officer).post(f"/requests/strays/{row.pk}", {"act": "dismiss", "reason": "again"}).status_code == 404


def test_it_is_not_put_to_a_request_that_was_never_made(officer: Officer, enter: Enter) -> None:
    row = taken(officer, enter)
    enter(officer).post(f"/requests/strays/{row.pk}", {"act": "place", "reference": "R-2026-000001"})
    assert Stray.objects.filter(pk=row.pk, dismissed_at=None).exists()


def test_nobody_without_the_right_settles_it(officer: Officer, administrator: Officer, enter: Enter) -> None:
    row = taken(officer, enter)
    assert (
        enter(administrator).post(f"/requests/strays/{row.pk}", {"act": "dismiss", "reason": "no"}).status_code == 403
    )
    assert Stray.objects.filter(dismissed_at=None).count() == 1
