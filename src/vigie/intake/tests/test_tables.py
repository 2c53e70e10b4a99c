from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, datetime

import pytest

from vigie.intake.tests.tabled import of_csv, of_line, reports
from vigie.report.nouns import Address, Device, Email, Hash, Payment, Phone, Place, Report, Role, Sighting

FLAT: Mapping[str, str] = {
    "report_id": "HL-1", "version": "2", "received": "2026-01-03T08:00:00Z", "company": "C", "kind": "K",
    "platform": "P", "incident_time": "2026-01-02T03:04:05Z", "incident_note": "N", "escalation": "E",
    "annotations": "sextortion|spam",
    "batched": "B", "status": "REFERRAL", "language": "fr", "text": "a | b", "boilerplate": "X",
    "url": "https://a.invalid|https://b.invalid", "channel": "Chat", "channel_name": "Client", "channel_room": "Room",
    "first_name": "Ada", "last_name": "Example", "age": "40", "born": "1986-02-03", "gender": "f",
    "email": "a@example.invalid|b@example.invalid", "email_2": "c@example.invalid", "phone": "+33 0", "service": "S",
    "account": "u", "screen_name": "ada", "display_name": "A|B", "profile_url": "https://u.invalid", "bio": "bio",
    "occupation": "teacher", "access_to_children": "yes", "compromised": "non", "prior_report": "7|8", "note": "free",
    "country": "fr", "city": "Lyon", "address": "1 road", "postal_code": "69001", "address_country": "be",
    "ip": "203.0.113.7", "ip_time": "2026-01-02T03:04:05Z", "ip_event": "LOGIN", "port": "443", "ip_proxy": "no",
    "ip_2": "2001:db8::7", "ip_2_port": "80", "device": "123", "device_kind": "IMEI",
    "payment": "1234", "payment_kind": "Card",
    "victim_age": "12", "victim_2_age": "9", "recipient_account": "r", "recipient_ip": "192.0.2.1",
    "file_name": "a.png", "file_md5": "d41d8cd98f00b204e9800998ecf8427e", "file_viewed": "true", "file_tags": "x|y",
    "file_uploaded": "2026-01-01T00:00:00Z", "file_ip": "192.0.2.2",
    "file_2_sha1": "da39a3ee5e6b4b0d3255bfef95601890afd80709",
    "file_2_annotations": "viral",
}  # fmt: skip


def _check(one: Report) -> None:
    assert (one.report_id, one.declared_version, one.company, one.incident_kind) == ("HL-1", 2, "C", "K")
    assert (one.platform, one.incident_at_description, one.escalation) == ("P", "N", "E")
    assert one.sent_at == datetime(2026, 1, 3, 8, tzinfo=UTC)
    assert one.incident_at == datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
    assert (one.annotations, one.batched, one.status, one.language) == (("sextortion", "spam"), "B", "referral", "fr")
    assert (one.texts, one.boilerplate) == (("a | b",), ("X",))
    (channel,) = one.channels
    assert (channel.kind, channel.name, channel.room) == ("chat", "Client", "Room")
    assert channel.urls == ("https://a.invalid", "https://b.invalid")
    roles = [person.role for person in one.people]
    assert roles == [Role.REPORTED, Role.RECIPIENT, Role.VICTIM, Role.VICTIM]
    ada, recipient, first, second = one.people
    assert (ada.first_name, ada.last_name, ada.age, str(ada.born)) == ("Ada", "Example", 40, "1986-02-03")
    assert ada.emails == (Email("a@example.invalid"), Email("b@example.invalid"), Email("c@example.invalid"))
    assert (ada.phones, ada.service, ada.identifier) == ((Phone("+33 0"),), "S", "u")
    assert (ada.display_names, ada.profile_urls, ada.prior_reports) == (("A", "B"), ("https://u.invalid",), ("7", "8"))
    assert (ada.occupation, ada.access_to_children, ada.compromised, ada.texts) == ("teacher", "yes", False, ("free",))
    assert ada.place == Place("Lyon", country="FR")
    assert ada.addresses == (Address("1 road", postal_code="69001", country="BE"),)
    login = Sighting("203.0.113.7", "login", datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC), 443, False)
    assert ada.sightings == (login, Sighting("2001:db8::7", port=80))
    assert (ada.devices, ada.payments) == ((Device("IMEI", "123"),), (Payment("card", "1234"),))
    assert (recipient.identifier, recipient.sightings) == ("r", (Sighting("192.0.2.1"),))
    assert (first.age, second.age) == (12, 9)
    a, b = one.files
    assert (a.name, a.hashes, a.viewed) == ("a.png", (Hash("md5", "d41d8cd98f00b204e9800998ecf8427e"),), True)
    assert (a.tags, a.uploaded_at, a.sightings) == (
        ("x", "y"), datetime(2026, 1, 1, tzinfo=UTC), (Sighting("192.0.2.2"),),
    )  # fmt: skip
    assert b.hashes == (Hash("sha1", "da39a3ee5e6b4b0d3255bfef95601890afd80709"),)
    assert b.annotations == ("viral",)
    assert not one.unread
    assert not one.unknown


def test_every_column_of_a_csv_goes_where_it_belongs() -> None:
    quoted = [f'"{value}"' for value in FLAT.values()]
    (one,) = of_csv(f"{','.join(FLAT)}\n{','.join(quoted)}\n")
    _check(one)


def test_every_column_of_an_ndjson_goes_where_it_belongs() -> None:
    (one,) = reports({"t/t.ndjson": json.dumps(FLAT).encode()})
    _check(one)


def test_objects_and_lists_in_a_line_are_columns_too() -> None:
    one = of_line(
        reported={"email": ["a@example.invalid", "b@example.invalid"],
                  "ip": [{"address": "192.0.2.1", "port": 5}, {"address": "192.0.2.2"}]},
        victims=[{"age": 12}, {"age": 9}], files=[{"md5": "0" * 32}, {"name": "b", "viewed": False}], text=["x", "y|z"],
    )  # fmt: skip
    reported, first, second = one.people
    assert reported.emails == (Email("a@example.invalid"), Email("b@example.invalid"))
    assert reported.sightings == (Sighting("192.0.2.1", port=5), Sighting("192.0.2.2"))
    assert (first.age, second.age) == (12, 9)
    assert [file.name for file in one.files] == [None, "b"]
    assert one.files[1].viewed is False
    assert one.texts == ("x", "y|z")


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_the_delimiter_and_the_ends_of_lines_are_found_out(delimiter: str, end: str) -> None:
    rows = [["report_id", "company", "kind"], ["1", "A", "x"], ["2", "B", "y"]]
    found = of_csv(end.join(delimiter.join(row) for row in rows))
    assert [(one.report_id, one.company) for one in found] == [("1", "A"), ("2", "B")]


@pytest.mark.parametrize("heading", ["report_id,screen_name", "Report ID,Screen Name", "REPORT-ID, screen-name"])
def test_headings_are_known_however_they_are_spelled(heading: str) -> None:
    (one,) = of_csv(f"{heading}\n1,ada\n")
    assert one.people[0].screen_name == "ada"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "windows-1252"])
def test_tables_in_other_encodings_are_read_and_said(encoding: str) -> None:
    (one,) = of_csv("report_id;company\n1;Équipe\n".encode(encoding))
    assert (one.report_id, one.company) == ("1", "Équipe")
    assert bool(one.unread) is (encoding == "windows-1252")


def test_a_long_first_line_cut_within_a_character_is_still_a_heading() -> None:
    row = "é" * 5000
    for mark in (b"", b"\xef\xbb\xbf"):
        for shift in ("", "x"):
            assert of_csv(mark + f"report_id;kind\n1;{shift}{row}\n".encode())[0].incident_kind == shift + row
