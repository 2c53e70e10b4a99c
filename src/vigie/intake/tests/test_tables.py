from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, datetime

import pytest

from vigie.intake.format import Unread
from vigie.intake.step import read_parcel
from vigie.intake.tests.received import GIF, PNG, Files, Opened, member, parcel, read, refusal
from vigie.report.nouns import Address, Device, Email, Hash, Payment, Phone, Place, Report, Role, Sighting


def reports(files: Files) -> list[Report]:
    items = read(files)
    assert all(isinstance(item, Report) for item in items), items
    return [item for item in items if isinstance(item, Report)]


def of_csv(text: str | bytes, mapping: str | None = None) -> list[Report]:
    content = text if isinstance(text, bytes) else text.encode()
    return reports({"t/t.csv": content, **({} if mapping is None else {"t/mapping.toml": mapping.encode()})})


def of_line(**fields: object) -> Report:
    (one,) = reports({"t/t.ndjson": json.dumps({"report_id": "1", **fields}).encode()})
    return one


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


def test_a_mapping_says_which_column_is_which() -> None:
    mapping = """
source = "Hotline X"
delimiter = ";"
list = "/"
dates = ["%d/%m/%Y %H:%M", "epoch"]
timezone = "Europe/Paris"
[columns]
report_id = "Numéro"
received = ["Absent", "Reçu le"]
email = "Courriel"
victim_age = "Âge"
kind = "Nature"
[constants]
company = "Example Hotline"
[values.kind]
"image" = "Child Sexual Molestation"
"""
    heading = "Numéro;Reçu le;Courriel;Âge;Nature;Autre"
    text = f"{heading}\nA/1;03/07/2026 08:00;a@x.invalid/b@x.invalid;12;Image;left\nA/2;0;;;other;\n"
    one, two = of_csv(text, mapping)
    assert (one.source, one.report_id, one.company) == ("Hotline X", "A/1", "Example Hotline")
    assert one.sent_at == datetime(2026, 7, 3, 6, tzinfo=UTC)
    assert one.people[0].emails == (Email("a@x.invalid"), Email("b@x.invalid"))
    assert (one.people[1].role, one.people[1].age) == (Role.VICTIM, 12)
    assert (one.incident_kind, two.incident_kind) == ("Child Sexual Molestation", "other")
    assert [(unknown.path, unknown.text) for unknown in one.unknown] == [("Autre", "left")]
    assert two.sent_at == datetime(1970, 1, 1, tzinfo=UTC)


def test_a_long_first_line_cut_within_a_character_is_still_a_heading() -> None:
    row = "é" * 5000
    for mark in (b"", b"\xef\xbb\xbf"):
        for shift in ("", "x"):
            assert of_csv(mark + f"report_id;kind\n1;{shift}{row}\n".encode())[0].incident_kind == shift + row


def test_the_tables_own_mapping_goes_before_the_folders() -> None:
    files = {"t/a.csv": b"Nr\n1\n", "t/a.mapping.toml": b'source = "own"\n[columns]\nreport_id = "Nr"\n',
             "t/mapping.toml": b'source = "folder"\n[columns]\nreport_id = "Nr"\n'}  # fmt: skip
    assert reports(files)[0].source == "own"


@pytest.mark.parametrize(
    ("mapping", "said"),
    [
        ("[columns]\nreport_id = 'Nr", "Expected"), ("[columns]\nnonsense = 'Nr'", "nonsense"),
        ("surprise = 1", "surprise"),
        ("delimiter = 'ab'", "one character"), ("timezone = 'Moon/Crater'", "Moon"),
        ("[columns]\nreport_id = 3", "heading"),
    ],
)  # fmt: skip
def test_a_mapping_that_cannot_be_used_is_said(mapping: str, said: str) -> None:
    assert said in refusal({"t/t.csv": b"report_id,kind\n1,x\n", "t/mapping.toml": mapping.encode()})


def test_a_column_that_the_mapping_names_in_vain_is_said_and_the_table_read() -> None:
    files = {"t/t.csv": b"Nr\n1\n", "t/mapping.toml": b"[columns]\nreport_id = 'Nr'\nemail = 'Mail'\n"}
    warning, one = read(files)
    assert isinstance(warning, Unread)
    assert not warning.whole
    assert "Mail" in str(warning.why)
    assert isinstance(one, Report)


@pytest.mark.parametrize(
    ("path", "source"),
    [("t/Hotline X 2026-11.csv", "hotline-x"), ("t/partner_y.csv", "partner-y"), ("t/2026-11-22.csv", "2026-11-22")],
)
def test_without_a_mapping_the_source_is_the_tables_name(path: str, source: str) -> None:
    assert reports({path: b"report_id,kind\n1,x\n"})[0].source == source


def test_a_table_without_a_column_for_the_number_says_what_to_do() -> None:
    assert "report_id" in refusal({"t/t.csv": b"Nr,What\n1,2\n"})


def test_a_bad_row_is_said_by_its_number_and_the_others_are_read() -> None:
    text = 'report_id,kind,text\n1,x,fine\n,x,no number\n2,x,a,b,c\n"3,x,never closed\n'
    text += '4,x,"two\nlines"\n5,x,"in ""quotes"""\n6,x\n'
    items = read({"t/t.csv": text.encode()})
    found: dict[str, Report] = {item.report_id: item for item in items if isinstance(item, Report)}
    assert list(found) == ["1", "4", "5", "6"]
    assert (found["4"].texts, found["5"].texts) == (("two\nlines",), ('in "quotes"',))
    assert "2 cells of 3" in str(found["6"].unread[0].what)
    bad = [str(item.why) for item in items if isinstance(item, Unread)]
    assert len(bad) == 3
    assert [("row 3" in bad[0]), ("row 4" in bad[1]), ("row 5" in bad[2])] == [True, True, True]


def test_a_quotation_mark_in_the_middle_of_a_word_harms_nobody() -> None:
    (one, two) = of_csv('report_id,text\n1,a 5" disk\n2,b\n')
    assert (one.texts, two.texts) == (('a 5" disk',), ("b",))


def test_a_bad_line_of_an_ndjson_is_said_by_its_number_and_the_others_are_read() -> None:
    lines = [
        b'{"report_id": "1"}',
        b'{"report_id": ',
        b"[1]",
        b"",
        b'{"kind": "x"}',
        b'{"report_id": "2", "text": "\xe9"}',
    ]
    one, broken, lists, none, two = read({"t/t.ndjson": b"\n".join(lines)})
    assert isinstance(one, Report) and isinstance(two, Report)
    assert (one.report_id, two.report_id, two.texts) == ("1", "2", ("é",))
    assert "row 2" in str(broken.why if isinstance(broken, Unread) else "")
    assert "row 3" in str(lists.why if isinstance(lists, Unread) else "")
    assert "row 5" in str(none.why if isinstance(none, Unread) else "")


def test_what_cannot_be_read_in_a_row_is_said_under_its_heading() -> None:
    (one,) = of_csv("report_id,age,ip,file_md5,received\n1,old,nowhere,zz,2026-01-03T08:00:00\n")
    assert [remark.where for remark in one.unread] == ["age", "ip", "file_md5", "received"]


def test_rows_that_follow_each_other_with_one_number_are_one_report() -> None:
    text = "report_id,version,url,file_md5\n1,,https://a.invalid,\n1,,https://b.invalid,{0}\n2,,,\n1,2,https://c.invalid,\n"
    found = of_csv(text.format("0" * 32))
    assert [(one.report_id, one.declared_version) for one in found] == [("1", None), ("2", None), ("1", 2)]
    assert [channel.urls for channel in found[0].channels] == [("https://a.invalid",), ("https://b.invalid",)]
    assert len(found[0].files) == 1


def test_the_version_may_stand_behind_the_number() -> None:
    found = of_csv("report_id,kind\nHL-1,x\nHL-1-v2,x\n")
    assert [(one.report_id, one.declared_version) for one in found] == [("HL-1", None), ("HL-1", 2)]


def test_media_beside_a_table_go_to_the_rows_that_name_them_and_the_rest_is_said() -> None:
    digest = member("", GIF).sha256
    text = f"report_id,file_name,file_sha256\n1,a.png,\n2,,{digest}\n"
    one, two, left = read(
        {"t/t.csv": text.encode(), "t/media/a.png": PNG, "t/media/x.gif": GIF, "t/media/y.png": PNG + b"y"}
    )
    assert isinstance(one, Report) and isinstance(two, Report)
    assert (one.files[0].media_path, two.files[0].media_path) == ("t/media/a.png", "t/media/x.gif")
    assert isinstance(left, Unread)
    assert left.path == "t/media/y.png"


def test_a_table_without_rows_is_said() -> None:
    assert "no rows" in refusal({"t/t.csv": b"report_id,kind\n"})


def test_a_long_table_is_read_in_pieces_and_only_once() -> None:
    text = "report_id,text\n" + "".join(f"{number},text {number}\n" for number in range(10_000))
    files = {"t/t.csv": text.encode()}
    opened = Opened(files)
    found: list[str] = []
    for start in range(0, 10_500, 500):
        piece = read_parcel(parcel(files, key=77), opened, start, 500)
        found.extend(item.report_id for item in piece.items if isinstance(item, Report))
        assert piece.done is (start >= 10_000)
    assert found == [str(number) for number in range(10_000)]
    assert opened.opened == ["t/t.csv"]


def test_a_reading_that_was_lost_goes_on_at_the_same_place() -> None:
    files = {"t/t.ndjson": b"".join(b'{"report_id": "%d"}\n' % number for number in range(50))}
    first = read_parcel(parcel(files, key=78), Opened(files), 0, 10)
    later = read_parcel(parcel(files, key=79), Opened(files), 30, 10)  # another process, which has seen nothing yet
    back = read_parcel(parcel(files, key=78), Opened(files), 0, 10)
    assert [item.report_id for item in later.items if isinstance(item, Report)] == [str(n) for n in range(30, 40)]
    assert back.items == first.items
