"""What an administrator does without a shell: hash lists, the accounts of services; and what an officer reads best."""

from __future__ import annotations

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from vigie.access.models import Officer
from vigie.desk.tests import caseload
from vigie.desk.tests.conftest import Enter
from vigie.ledger.models import Entry
from vigie.matching.tasks import lists
from vigie.services.models import Service
from vigie.steering.tasks import profile

CSV = b"md5,category\n" + b"".join(b"%032x,2\n" % number for number in range(1, 6))


def test_a_list_is_taken_in_and_brought_up_to_date(administrator: Officer, enter: Enter) -> None:
    browser = enter(administrator)
    for name in ("January", "January"):
        sent = {"name": name, "purpose": "known", "file": SimpleUploadedFile("known.csv", CSV)}
        assert "Entries taken in: 5; not taken: 0." in browser.post("/lists/take", sent, follow=True).content.decode()
    (one,) = lists()
    assert (one.name, one.entries) == ("January", 5)
    assert Entry.objects.filter(actor="elsa", subject__contains="January").exists()


def test_a_list_that_cannot_be_read_is_said_and_changes_nothing(administrator: Officer, enter: Enter) -> None:
    sent = {"name": "Nonsense", "purpose": "known", "file": SimpleUploadedFile("x.bin", b"\0\1\2 no list")}
    page = enter(administrator).post("/lists/take", sent, follow=True).content.decode()
    assert "notice warning" in page
    assert list(lists()) == []


def test_an_officer_takes_no_list_in(officer: Officer, enter: Enter) -> None:
    assert enter(officer).post("/lists/take", {"name": "January"}).status_code == 403


def test_a_service_gets_its_account_its_password_once_and_is_stopped(administrator: Officer, enter: Enter) -> None:
    browser = enter(administrator)
    page = browser.post("/services/account", {"act": "add", "name": "Example Chat"}, follow=True).content.decode()
    service = Service.objects.get()
    assert service.username in page and "its password shown this once" in page
    assert "shown this once" not in browser.get("/services").content.decode()
    before = service.password
    browser.post("/services/account", {"act": "renew", "name": "Example Chat"})
    browser.post("/services/account", {"act": "stop", "name": "Example Chat"})
    service.refresh_from_db()
    assert service.password != before and not service.active
    assert (
        Entry.objects.filter(actor="elsa", tag__startswith="services:").count() >= 1
        or Entry.objects.filter(actor="elsa").count() >= 3
    )
    assert (
        "notice warning"
        in browser.post("/services/account", {"act": "add", "name": "bad/name"}, follow=True).content.decode()
    )


def test_what_the_pack_says_is_read_without_a_shell(administrator: Officer, officer: Officer, enter: Enter) -> None:
    page = enter(administrator).get("/installation/country").content.decode()
    for told in ("Access providers: who had an address", "departement-35", "not verified", "Ask for a subscriber"):
        assert told in page
    assert enter(officer).get("/installation/country").status_code == 403


def test_the_outline_is_fetched_once_a_day_and_by_nobody_else(officer: Officer, enter: Enter, stranger: Client) -> None:
    answer = enter(officer).get("/outline.svg")
    assert answer.headers["Content-Type"] == "image/svg+xml"
    assert answer.headers["Cache-Control"] == "private, max-age=86400"
    assert answer.content.count(b"<path") > 95
    assert stranger.get("/outline.svg").status_code == 404


def test_an_officer_makes_no_account(officer: Officer, enter: Enter) -> None:
    assert enter(officer).post("/services/account", {"act": "add", "name": "X"}).status_code == 403
    assert 'name="company"' not in enter(officer).get("/services").content.decode()


def test_what_an_officer_reads_best_is_kept(officer: Officer, enter: Enter) -> None:
    browser = enter(officer)
    sent = {"language": ["nl", "xx"], "kind": ["sextortion", "nonsense"], "pictures": "40"}
    browser.post("/account/reads", sent)
    kept = profile.of(officer)
    assert (kept.languages, kept.skills, kept.most_pictures) == (["nl"], ["sextortion"], 40)
    page = browser.get("/account").content.decode()
    assert 'value="nl" checked' in page and 'value="sextortion" checked' in page


def test_who_is_new_is_told_three_steps_until_the_first_decision(officer: Officer, enter: Enter) -> None:
    standing, browser = caseload.kept(), enter(officer)
    assert "First time here?" in browser.get("/").content.decode()
    sent = {"version": standing.report.current_id, "class_": "workable", "outcome": "keep", "reason": "a reason"}
    told = browser.post(f"/reports/{standing.pk}/decide", sent, follow=True).content.decode()
    assert f'<a href="/reports/{standing.pk}">{standing.report.report_id}</a>' in told
    assert "First time here?" not in browser.get("/").content.decode()
