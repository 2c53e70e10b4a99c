"""An e-mail is taken apart like an archive: its message, and what was attached."""

from __future__ import annotations

import io
from email.message import EmailMessage

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vigie.intake.archive import entries, is_archive
from vigie.intake.format import Unread
from vigie.intake.formats import ncmec_xml
from vigie.intake.mail import MESSAGE
from vigie.intake.tests.received import grouped, member, read
from vigie.report.nouns import Report

XML = next(iter(ncmec_xml.FORMAT.example().values()))


def mail(*attached: tuple[str, bytes], text: str = "synthetic words", html: str = "") -> bytes:
    made = EmailMessage()
    made["From"], made["To"], made["Subject"] = "Desk <desk@partner.example>", "vigie@police.invalid", "Synthetic"
    made["Date"], made["Message-ID"] = "Fri, 02 Jan 2026 03:04:05 +0100", "<1@partner.example>"
    if html:
        made.add_header("Content-Type", "text/html")
        made.set_payload(html)
        return bytes(made)
    made.set_content(text)
    for name, content in attached:
        made.add_attachment(content, maintype="application", subtype="octet-stream", filename=name)
    return bytes(made)


def taken_apart(data: bytes) -> tuple[dict[str, bytes], list[Unread]]:
    refused: list[Unread] = []
    found = {}
    for name, opener in entries(io.BytesIO(data), "in/a.eml", 0, refused.append):
        with opener() as stream:
            found[name] = stream.read()
    return found, refused


def test_an_email_is_an_archive_and_a_text_of_that_name_is_not() -> None:
    assert is_archive(member("a.eml", mail()))
    assert not is_archive(member("a.eml", b"some words\nand more"))
    assert not is_archive(member("a.txt", mail()))


def test_without_a_report_within_it_is_a_report_itself() -> None:
    found, refused = taken_apart(mail(("a.jpg", b"\xff\xd8\xffinvented")))
    assert list(found) == [f"in/a.eml/{MESSAGE}", "in/a.eml/a.jpg"]
    assert not refused
    (report,) = read(found)
    assert isinstance(report, Report)
    assert (report.company, report.texts) == ("partner.example", ("Synthetic", "synthetic words"))
    assert report.sent_at is not None
    assert report.sent_at.isoformat() == "2026-01-02T02:04:05+00:00"
    assert [file.name for file in report.files] == ["a.jpg"]


def test_a_report_that_is_attached_owns_what_came_with_it() -> None:
    found, _ = taken_apart(mail(("900000001.xml", XML), ("a.jpg", b"\xff\xd8\xffinvented")))
    parcels = grouped(found)
    assert [parcel[0] for parcel in parcels] == ["in/a.eml/900000001.xml"]
    (report,) = [one for one in read(found) if isinstance(one, Report)]
    assert report.report_id == "900000001"


def test_the_same_message_again_is_the_same_report() -> None:
    ids = {one.report_id for _ in range(2) for one in read(taken_apart(mail())[0]) if isinstance(one, Report)}
    assert len(ids) == 1


def test_a_message_in_html_is_read_as_words() -> None:
    found, _ = taken_apart(mail(html="<style>x{}</style><p>synthetic <b>words</b></p><script>alert(1)</script>"))
    (report,) = read(found)
    assert isinstance(report, Report)
    assert report.texts == ("Synthetic", "synthetic\nwords")


def test_names_lead_nowhere_else() -> None:
    found, _ = taken_apart(mail(("../../etc/passwd", b"x"), ("a.txt", b"1"), ("a.txt", b"2")))
    assert all(name.startswith("in/a.eml/") and ".." not in name for name in found)
    assert len(found) == 4


@pytest.mark.parametrize("cut", [10, 100, 300, 500])
def test_one_that_breaks_off_is_read_as_far_as_it_goes(cut: int) -> None:
    found, refused = taken_apart(mail(("a.bin", b"x" * 400))[:cut])
    assert found or refused


@settings(max_examples=150, deadline=None)
@given(
    st.binary(max_size=600),
    st.sampled_from(["From: a@b.example\n", "Content-Type: multipart/mixed; boundary=x\n\n--x\n"]),
)
def test_noise_behind_a_head_never_breaks_the_reading(noise: bytes, head: str) -> None:
    found, refused = taken_apart(head.encode() + noise)
    assert found or refused
    assert all(isinstance(one, Report | Unread) for one in read(found)) if found else True
