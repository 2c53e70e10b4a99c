"""Each page, for each of the cast."""

from __future__ import annotations

import pytest
from django.test import Client

from vigie.access.models import Officer
from vigie.desk.tests import caseload
from vigie.desk.tests.conftest import Enter
from vigie.ledger.models import Entry


def test_the_queue_shows_why_a_report_stands_there(officer: Officer, enter: Enter) -> None:
    caseload.kept("9000001")
    page = enter(officer).get("/queue").content.decode()
    for words in (
        "9000001",
        "Example Chat",
        "Workable",
        "+30",
        "The service says that a child is at risk now.",
        "in 3 days",
    ):
        assert words in page


def test_the_report_page_says_everything(officer: Officer, enter: Enter) -> None:
    standing = caseload.kept("9000001")
    page = enter(officer).get(f"/reports/{standing.pk}").content.decode()
    for words in (
        "Proposition sexuelle à un mineur", "night guard in a boarding school", "one@mail.invalid", "port 51820",
        "port not said", "kept as it came", "report.xml", "distance 12 of 256", "tribunal judiciaire de Rennes",
        "child-at-risk/2", "Came in", "the port of the second address",
    ):  # fmt: skip
        assert words in page, words


def test_a_stranger_is_sent_to_the_door(stranger: Client) -> None:
    response = stranger.get("/")
    assert response.status_code == 302
    assert response["Location"].startswith("/sign-in")


@pytest.mark.parametrize("address", ["/reports/1", "/problems", "/deliveries", "/pictures/abc", "/nowhere"])
def test_a_strangers_guess_finds_nothing_and_is_written(stranger: Client, address: str) -> None:
    caseload.kept("9000001")
    response = stranger.get(address)
    assert response.status_code == 404
    assert "/sign-in?next=" in response.content.decode()
    written = Entry.objects.filter(tag="desk:access:refused").values_list("actor", "subject")
    assert list(written) == [("stranger", f"address:{address}")]


def test_what_one_may_not_know_of_is_not_found_and_the_asking_is_written(elsewhere: Officer, enter: Enter) -> None:
    standing = caseload.kept("9000001")
    client = enter(elsewhere)
    assert client.get(f"/reports/{standing.pk}").status_code == 404
    assert client.get("/reports/424242").status_code == 404
    assert "9000001" not in client.get("/queue").content.decode()
    refused = Entry.objects.filter(tag="desk:access:refused", actor="carla").values_list("subject", flat=True)
    assert set(refused) == {f"address:/reports/{standing.pk}", "address:/reports/424242"}


def test_an_administrator_reads_no_report(administrator: Officer, enter: Enter) -> None:
    standing = caseload.kept("9000001")
    client = enter(administrator)
    assert client.get("/queue").status_code == 403
    assert client.get(f"/reports/{standing.pk}").status_code == 403
    assert client.get("/problems").status_code == 200
    assert Entry.objects.filter(tag="desk:access:refused", actor="elsa").count() == 2


def test_problems_and_deliveries_are_shown(officer: Officer, enter: Enter) -> None:
    parcel = caseload.delivered()
    caseload.problem(parcel_key=parcel.pk, delivery_key=parcel.delivery_id)
    client = enter(officer)
    page = client.get("/problems").content.decode()
    assert "the archive is cut short after 3 files" in page
    assert caseload.digest("drop/2026-11-20.zip/report.xml") in page
    assert "drop/2026-11-20.zip" in client.get("/deliveries").content.decode()


def test_whoever_reads_no_reports_is_not_made_to_ask_for_their_alarms(
    officer: Officer, administrator: Officer, enter: Enter
) -> None:
    """Each page asks every half minute: for a role that may not, each would be a refusal in the ledger."""
    assert "/services/alarms" in enter(officer).get("/").content.decode()
    for who in (administrator, Officer.objects.create(username="theo", role="trainee", language="en", password="!")):
        browser = enter(who)
        page = browser.get("/", follow=True)
        assert page.status_code == 200 and "/services/alarms" not in page.content.decode()
    assert not Entry.objects.filter(tag="desk:access:refused").exists()
