"""An answer that belongs to no request of ours is seen by somebody, placed or dismissed, and erased in its time."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from vigie.access.models import Officer
from vigie.evidence.models import Object
from vigie.evidence.seal import SealError
from vigie.evidence.tasks import open_object
from vigie.journey.tasks.load import dossiers
from vigie.ledger.models import Entry
from vigie.report.models import Report
from vigie.report.nouns import Sha256
from vigie.requests.models import Stray
from vigie.requests.tasks import answering, making, strays
from vigie.requests.tasks.refused import Refused
from vigie.requests.tests.test_a_request_on_its_way import sent
from vigie.retention.tasks import strays as keeping

HEAD = "request;provider;last name;city;country\n"
YEAR = timedelta(days=366)


def stray(officer: Officer, *lines: str) -> Stray:
    answering.take(officer, (HEAD + "".join(lines)).encode(), "reponse.csv")
    return strays.waiting()[0]


def test_it_waits_with_what_it_says_and_why_and_once_only(officer: Officer) -> None:
    line = "R-2026-999999;Example Telecom;Exemple;Lyon;FR\n"
    row = stray(officer, line)
    stray(officer, line)
    assert strays.waiting().count() == 1
    assert (row.name, row.said) == ("reponse.csv", "R-2026-999999")
    assert "R-2026-999999" in str(strays.why(row))
    assert Entry.objects.filter(tag="requests:answer:unplaced").count() == 1


def test_a_file_that_cannot_be_read_waits_too(officer: Officer) -> None:
    answering.take(officer, b"{not json", "reponse.json")
    assert "cannot be read" in str(strays.why(strays.waiting()[0]))


def test_placed_by_a_person_it_is_the_report_s_and_no_stray_any_more(
    officer: Officer, supervisor: Officer, report: Report
) -> None:
    row = sent(officer, supervisor, report)
    lost = stray(officer, ";Example Telecom;Exemple;Lyon;FR\n")
    with pytest.raises(Refused, match="No request"):
        answering.place(officer, lost, "R-2026-999999")
    answering.place(officer, lost, row.reference)
    answer = dossiers([report.pk], ())[report.pk].answers[0]
    assert answer.person and answer.person.last_name == "Exemple"
    assert not Stray.objects.exists()
    assert Entry.objects.get(tag="requests:answer:placed").actor == officer.username


def test_taken_again_after_its_request_left_it_finds_its_place_by_itself(
    officer: Officer, supervisor: Officer, report: Report
) -> None:
    row = making.draft(officer, report.pk, "subscriber")[0]
    line = f"{row.reference};Example Telecom;Exemple;Lyon;FR\n"
    assert "has not left" in str(strays.why(stray(officer, line)))
    making.sign(supervisor, row)
    type(row).objects.filter(pk=row.pk).update(state="sent")
    answering.take(officer, (HEAD + line).encode(), "reponse.csv")
    assert not Stray.objects.exists()


def test_dismissed_needs_a_reason_and_goes_after_the_term_with_its_document(officer: Officer) -> None:
    row = stray(officer, "R-2026-999999;Example Telecom;Exemple;Lyon;FR\n")
    with pytest.raises(Refused, match="Say why"):
        strays.dismiss(officer, row, " ")
    now = datetime.now(UTC)
    assert keeping.sweep(now + YEAR) == 0  # nobody has said that it is not ours
    strays.dismiss(officer, row, "meant for another desk")
    assert not strays.waiting().exists()
    assert keeping.sweep(now) == 0
    assert keeping.sweep(now + YEAR) == 1
    assert not Stray.objects.exists() and not Object.objects.filter(pk=row.document).exists()
    with pytest.raises(SealError):
        open_object(Sha256(row.document)).__enter__()
    assert Entry.objects.filter(tag="retention:answer:erased", subject=f"answer:{row.document}").count() == 1


def test_a_document_stays_while_another_of_its_lines_is_kept(officer: Officer) -> None:
    first = stray(officer, "R-2026-999998;Example;Un;Lyon;FR\n", "R-2026-999999;Example;Deux;Lyon;FR\n")
    strays.dismiss(officer, first, "meant for another desk")
    keeping.sweep(datetime.now(UTC) + YEAR)
    assert [row.said for row in strays.waiting()] == ["R-2026-999999"]
    with open_object(Sha256(first.document)) as stream:
        assert b"Deux" in stream.read()
