"""Each wrong request gets its code, and what was sent stands somewhere for a person to see."""

from __future__ import annotations

import pytest

from vigie.evidence.models import Object
from vigie.gateway.tests.client import GRAVE, Reporter, details, form, report
from vigie.ledger.models import Entry
from vigie.services.models import Refusal, Submission
from vigie.services.tasks import accounts
from vigie.services.tasks.accounts import Limits

LAW = "<lawEnforcement><agencyName>x</agencyName></lawEnforcement>"


@pytest.mark.parametrize(
    ("body", "code", "why"),
    [
        (b"", 4000, "no body"),
        (b"no xml", 4110, ""),
        (report()[:200], 4110, "cut off"),
        (b"<report/>", 4100, "Missing child"),
        (b"<fileDetails/>", 4100, "not a"),
        (b'<!DOCTYPE r [<!ENTITY x "y">]><report>&x;</report>', 4110, "entities"),
        (b'<!DOCTYPE report SYSTEM "http://192.0.2.1/x.dtd"><report/>', 4110, "elsewhere"),
        (report(first=LAW), 4100, "not expected"),
        (report(at="2126-01-02T03:04:05Z"), 4100, "past"),
        (report(at="2026-01-02"), 4100, "dateTime"),
        (report().replace(GRAVE.encode(), b"Online Enticement of Children for Sexual Act"), 4100, "incidentType"),
        (report(summary=f"<platform>{'x' * 257}</platform>"), 4100, "257"),
        (report(summary="<reportAnnotations><sextortion>false</sextortion></reportAnnotations>"), 4100, "false"),
    ],
)  # fmt: skip
def test_a_report_that_is_not_as_agreed(one: Reporter, body: bytes, code: int, why: str) -> None:
    answer = one.submit(body)
    assert (answer.status, answer.root, answer.code) == (200, "reportResponse", code)
    assert why in answer.said
    assert not Submission.objects.exists()


def test_what_was_refused_is_kept_and_counted(one: Reporter) -> None:
    for _ in range(3):
        one.submit(b"<report/>")
    row = Refusal.objects.get()
    assert (row.door, row.code, row.times) == ("submit", 4100, 3)
    assert Object.objects.filter(sha256=row.sha256, size=len(b"<report/>")).exists()
    assert Entry.objects.filter(tag="door:submission:refused").count() == 1


@pytest.mark.parametrize(
    "body",
    [
        report(summary="<reportAnnotations><sextortion/><spam>true</spam></reportAnnotations>"),
        report(first='<batchedReport reason="VIRAL_POTENTIAL_MEME"/>'),
        b"\xef\xbb\xbf" + report(),
        report().decode().replace("UTF-8", "UTF-16").encode("utf-16"),
        report(user="ren\u00e9").decode().encode("latin-1"),
        report().replace(b"<report>", b'<report xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'),
        report(summary=f"<platform>{'x' * 256}</platform>"),
    ],
)
def test_a_report_as_real_clients_send_it_is_taken(one: Reporter, body: bytes) -> None:
    assert one.submit(body).code == 0


@pytest.mark.parametrize(
    "kind", ["", "text/plain;charset=UTF-8", "application/xml", "text/xml; charset=iso-8859-1", "x/y/z"]
)
def test_the_content_type_of_a_document_does_not_matter(one: Reporter, kind: str) -> None:
    assert one.post("submit", report(), kind).code == 0


def test_what_is_said_of_a_file(one: Reporter) -> None:
    number = one.submit().report
    file = one.upload(number, b"x").file
    twice = "<ipCaptureEvent><ipAddress>192.0.2.1</ipAddress></ipCaptureEvent>" * 2
    meme = "<fileRelevance>Supplemental Reported</fileRelevance>"
    for said, code in (
        (details(number, file, twice), 4100),
        (details(number, file, meme + "<potentialMeme>true</potentialMeme>"), 4100),
        (details(number, file, meme + "<industryClassification>A1</industryClassification>"), 4100),
        (details(number, "f" * 32), 5002),
        (details(5, file), 5001),
        (details(number, file, meme), 0),
    ):
        assert one.post("fileinfo", said).code == code


def test_a_form_without_what_it_needs(one: Reporter) -> None:
    number = one.submit().report
    assert one.post("upload", *form({"id": str(number)})).code == 4000
    assert one.post("upload", *form({}, b"x")).code == 4000
    assert one.post("upload", *form({"id": "one"}, b"x")).code == 4000
    assert one.post("upload", b"x", "application/octet-stream").code == 4000
    assert one.post("upload", *form({"id": "5"}, b"x")).code == 5001
    assert one.post("finish").code == 4000
    assert one.finish(5).code == 5001


def test_a_form_that_breaks_off_adds_nothing(one: Reporter) -> None:
    number = one.submit().report
    for size in (100, 2_000_000):
        body, kind = form({"id": str(number)}, b"x" * size)
        assert one.post("upload", body[:-20], kind).code == 1110
    assert one.finish(number).files == ()


def test_a_report_of_another_service_is_not_there(one: Reporter) -> None:
    number = one.submit().report
    other = Reporter.new("Other")
    assert [answer.code for answer in (other.finish(number), other.retract(number), other.upload(number, b"x"))] == [
        5001
    ] * 3
    assert Submission.objects.get().state == "open"


def test_without_credentials_there_is_no_body(one: Reporter) -> None:
    one.secret = "wrong"
    answer = one.raw("GET", "status")
    assert (answer.status_code, answer.content) == (401, b"")
    assert answer.headers["WWW-Authenticate"].startswith("Basic ")
    assert answer.headers["Request-ID"]


def test_a_stopped_service_reports_no_longer(one: Reporter) -> None:
    accounts.set_active("One", False, actor="shell:test")
    assert one.raw("POST", "submit", report()).status_code == 401


def test_every_answer_has_a_request_id_of_its_own(one: Reporter) -> None:
    ids = {
        one.get("status").headers["Request-ID"],
        one.submit().headers["Request-ID"],
        one.finish(5).headers["Request-ID"],
    }
    assert len(ids) == 3


def test_more_than_was_agreed_is_to_be_asked_later() -> None:
    small = Reporter.new("Small", limits=Limits(reports_a_day=1))
    assert small.submit(report("a")).code == 0
    later = small.submit(report("b"))
    assert (later.status, later.code) == (429, 1000)
    assert int(later.headers["Retry-After"]) > 0
    assert Submission.objects.count() == 1


def test_who_asks_too_fast_is_told_when_to_come_back() -> None:
    slow = Reporter.new("Slow", limits=Limits(requests_a_minute=2))
    assert [slow.raw("GET", "status").status_code for _ in range(3)] == [200, 200, 429]


def test_other_methods_are_not_allowed(one: Reporter) -> None:
    assert one.raw("GET", "submit").status_code == 405
    assert one.raw("POST", "status").status_code == 405
