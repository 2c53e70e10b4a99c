"""Documents made to break, read or reach what they must not."""

from __future__ import annotations

import io
import json
import socket
import time
import tracemalloc
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO, NoReturn

import pytest
from msgspec.structs import replace

from vigie.intake.format import LARGEST_DOCUMENT, Unread
from vigie.intake.step import read_parcel
from vigie.intake.tests.received import Opened, details, parcel, read, refusal, remarks, report, xml
from vigie.report.nouns import Member, Report

XML, JSON = "900000001/report.xml", "900000001/report.json"


def _json(inside: str) -> bytes:
    return f'{{"reportId": 900000001, "reportedInformation": {{"additionalInformations": {inside}}}}}'.encode()


def _in_the_end(do: Callable[[], str]) -> str:
    """What is said, if it is said at all: an attack that works would keep the reader busy for hours."""
    start = time.process_time()
    said = do()
    assert time.process_time() - start < 120
    return said


@pytest.fixture
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> NoReturn:
        pytest.fail("a reader opened a connection")

    monkeypatch.setattr(socket.socket, "connect", refuse)


@pytest.mark.usefixtures("no_network")
@pytest.mark.parametrize("scheme", ["file", "http", "ftp"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_no_outside_entity_is_ever_fetched(tmp_path: Path, scheme: str, encoding: str) -> None:
    secret = tmp_path / "secret"
    secret.write_text("SECRET")
    address = secret.as_uri() if scheme == "file" else f"{scheme}://192.0.2.1/x"
    attack = f'<!DOCTYPE report [<!ENTITY x SYSTEM "{address}">]>'
    body = attack + xml("<additionalInfo>&x;</additionalInfo>").decode()
    said = refusal({XML: body.encode(encoding)})
    assert "entities" in said
    assert "SECRET" not in said


@pytest.mark.usefixtures("no_network")
def test_no_outside_definition_is_ever_fetched() -> None:
    outside = b'<!DOCTYPE report SYSTEM "http://192.0.2.1/report.dtd">'
    assert "elsewhere" in refusal({XML: outside + xml()})
    parameter = b'<!DOCTYPE report [<!ENTITY % x SYSTEM "http://192.0.2.1/x"> %x;]>'
    assert isinstance(read({XML: parameter + xml()})[0], Unread)


def test_a_plain_document_type_is_no_attack() -> None:
    assert report({XML: b"<!DOCTYPE report>" + xml()}).report_id == "900000001"


def test_words_that_look_like_an_attack_do_not_make_a_report_unreadable() -> None:
    found = report({XML: xml("<additionalInfo><![CDATA[<!DOCTYPE x [<!ENTITY y 'z'>]>]]></additionalInfo>")})
    assert found.texts == ("<!DOCTYPE x [<!ENTITY y 'z'>]>",)


@pytest.mark.parametrize("where", ["<additionalInfo>&x9;</additionalInfo>", "<victim school='&x9;'/>"])
def test_a_billion_laughs_are_not_laughed(where: str) -> None:
    laughs = "".join(f'<!ENTITY x{n} "{f"&x{n - 1};" * 10}">' for n in range(1, 10))
    body = f'<!DOCTYPE report [<!ENTITY x0 "ha">{laughs}]>'.encode() + xml(where)
    assert "entities" in _in_the_end(lambda: refusal({XML: body}))


def test_a_huge_document_is_refused_on_its_size_before_a_byte_is_read() -> None:
    opened: list[str] = []

    def open_(member: Member) -> BinaryIO:
        opened.append(member.path)
        return io.BytesIO(xml())

    whole = parcel({XML: xml()})
    huge = replace(whole, members=(replace(whole.members[0], size=1 << 30),))
    (item,) = read_parcel(huge, open_, 0, 10).items
    assert isinstance(item, Unread)
    assert "too large" in str(item.why)
    assert opened == []


def test_a_document_that_lies_about_its_size_is_not_read_further_than_the_limit() -> None:
    class Endless(io.RawIOBase):
        given = 0

        def readable(self) -> bool:
            return True

        def read(self, size: int = -1) -> bytes:
            assert 0 < size <= LARGEST_DOCUMENT + 1
            self.given += size
            return b" " * size

    (item,) = read_parcel(parcel({XML: xml()}), lambda _: Endless(), 0, 10).items  # type: ignore[arg-type,return-value]
    assert isinstance(item, Unread)
    assert "too large" in str(item.why)


def test_deep_xml_is_refused() -> None:
    body = b"<report>" + b"<a>" * 100_000 + b"</a>" * 100_000 + b"</report>"
    assert "deep" in _in_the_end(lambda: refusal({XML: body}))


@pytest.mark.parametrize("opening", ["[", '{"a":', '[{"reportId":'])
def test_deep_json_is_refused(opening: str) -> None:
    assert "deep" in _in_the_end(lambda: refusal({JSON: _json(opening * 100_000)}))
    closed = "[" * 100_000 + "]" * 100_000
    assert "deep" in refusal({JSON: _json(closed)})


@pytest.mark.parametrize("depth", [50, 300, 900, 960, 980])
def test_json_of_any_depth_gives_a_report_or_a_reason(depth: int) -> None:
    for opening, closing in (("[", "]"), ('{"additionalInformations":', "}"), ('{"value":', "}")):
        (item,) = read({JSON: _json(opening * depth + "1" + closing * depth)})
        assert isinstance(item, Report | Unread)


@pytest.mark.parametrize("number", ["9" * 5000, "-" + "9" * 5000, "1e999999", "NaN", "-Infinity", "0." + "1" * 5000])
def test_huge_numbers_do_no_harm(number: str) -> None:
    body = f'{{"reportId": 1, "reportedInformation": {{"reportedPeople": [{{"approximateAge": {number}}}]}}}}'.encode()
    one = report({JSON: body})
    assert all(person.age is None for person in one.people)
    xml_one = report({XML: xml(f"<victim><victimPerson><age>{number}</age></victimPerson></victim>")})
    assert xml_one.people[1].age is None
    assert xml_one.unread


@pytest.mark.parametrize(
    ("path", "content", "said"),
    [
        (XML, b"", "empty"), (XML, b" \r\n\t", "empty"), (XML, b"\xef\xbb\xbf", "empty"),
        (XML, b"\x00" * 5000, "empty"),
        (JSON, b"", "empty"), (JSON, b"\xff\xfe", "empty"), ("t/t.csv", b"", "empty"), ("t/t.ndjson", b"", "empty"),
        (XML, xml()[:-20], "ends early"), (XML, xml()[:30], "ends early"),
        (JSON, _json('["x"')[:40], "ends early"),
        (JSON, _json('["x'), "ends early"), (XML, xml() + b"<more/>", "broken"), (JSON, _json("[]") + b"{}", "broken"),
    ],
)  # fmt: skip
def test_what_is_empty_cut_or_broken_is_said_clearly(path: str, content: bytes, said: str) -> None:
    assert said in refusal({path: content})


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_xml_in_wide_encodings_is_read(encoding: str) -> None:
    body = xml("<additionalInfo>é€😀</additionalInfo>").decode().encode(encoding)
    assert report({XML: body}).texts == ("é€😀",)


@pytest.mark.parametrize("declared", ["utf-8", "utf-16", "no-such-thing", "us-ascii", "EBCDIC-CP-FR"])
@pytest.mark.parametrize("actual", ["utf-8", "utf-8-sig", "windows-1252", "utf-16"])
def test_an_encoding_that_is_not_the_declared_one_is_found(declared: str, actual: str) -> None:
    inside = xml("<additionalInfo>déjà</additionalInfo>").decode()
    found = report({XML: f'<?xml version="1.0" encoding="{declared}"?>{inside}'.encode(actual)})
    assert found.texts == ("déjà",)


def test_bytes_that_are_not_utf_8_are_read_and_said() -> None:
    found = report({XML: xml().replace(b"Child Sex Tourism", b"d\xe9j\xe0")})
    assert found.incident_kind == "déjà"
    assert "windows-1252" in remarks(found)["/"]
    told = report({JSON: _json('["d\u00e9j\u00e0"]').decode().encode("latin-1")})
    assert told.texts == ("déjà",)
    assert "windows-1252" in remarks(told)[""]


@pytest.mark.parametrize("bad", ["\x00", "\x08", "&#0;", "&#x1F;", "&#xD800;", "\ufffe"])
def test_characters_that_xml_forbids_are_left_out_and_said(bad: str) -> None:
    found = report({XML: xml(f"<additionalInfo>a{bad}b</additionalInfo>")})
    assert found.texts == ("ab",)
    assert "forbids" in remarks(found)["/"]


def test_nul_and_halves_of_characters_in_json_are_replaced() -> None:
    found = report({JSON: _json(r'["a\u0000b", "\ud83d", "\ud83d\ude00", {"value": "\udc00x"}]')})
    assert found.texts == ("a\ufffdb", "\ufffd", "😀", "\ufffdx")
    json.dumps(found.texts, ensure_ascii=False).encode()


def test_raw_control_characters_in_json_are_no_reason_to_refuse_it() -> None:
    assert report({JSON: _json('["a\x01\tb\x00c"]')}).texts == ("a\x01\tb\ufffdc",)


@pytest.mark.parametrize("path", [XML, JSON, "t/t.csv", "t/t.ndjson"])
def test_a_single_line_of_ten_megabytes_is_read(path: str) -> None:
    text = "x" * (10 * 2**20)
    body = {
        XML: xml(
            f"<additionalInfo>{text[: 5 * 2**20]}</additionalInfo><additionalInfo>{text[5 * 2**20 :]}</additionalInfo>"
        ),
        JSON: _json(json.dumps([text])),
        "t/t.csv": f"report_id,text\n1,{text}\n2,y\n".encode(),
        "t/t.ndjson": json.dumps({"report_id": "1", "text": text}).encode(),
    }[path]
    first = read({path: body})[0]
    assert isinstance(first, Report)
    assert "".join(first.texts) == text


def test_a_single_text_of_more_than_ten_megabytes_in_xml_is_refused_clearly() -> None:
    text = "x" * (11 * 2**20)
    assert "longer than 10 MB" in refusal({XML: xml(f"<additionalInfo>{text}</additionalInfo>")})


def test_a_line_without_end_is_passed_over_without_being_kept() -> None:
    body = b"report_id,text\n1," + b"x" * (20 * 2**20) + b"\n2,y\n"
    bad, two = read({"t/t.csv": body})
    assert isinstance(bad, Unread)
    assert "longer" in str(bad.why)
    assert isinstance(two, Report)


def test_a_hundred_thousand_strange_elements_are_counted_and_not_kept() -> None:
    def do() -> str:
        found = report({XML: xml("<strange>x</strange>" * 100_000 + "<victim><victimPerson/></victim>")})
        assert len(found.unknown) == 500
        assert len(found.people) == 2
        return str(found.unread[-1].what)

    assert "99500" in _in_the_end(do)


def test_a_hundred_thousand_repeated_elements_take_no_time_squared() -> None:
    def do() -> str:
        names = "<displayName>x</displayName>" * 100_000
        found = report({XML: xml(f"<personOrUserReported>{names}</personOrUserReported>")})
        return str(len(found.people[1].display_names))

    assert _in_the_end(do) == "100000"


def test_a_hundred_thousand_bad_values_take_no_time_squared() -> None:
    event = "<ipCaptureEvent><ipAddress>x</ipAddress></ipCaptureEvent>"

    def do() -> str:
        return str(len(report({XML: xml(f"<personOrUserReported>{event * 100_000}</personOrUserReported>")}).unread))

    assert int(_in_the_end(do)) <= 501


def test_an_open_quotation_mark_on_every_line_takes_no_time_squared() -> None:
    body = b"report_id,text\n" + b'"x,y\n' * 20_001
    items = read({"t/t.csv": body})
    assert all(isinstance(item, Unread) for item in items)


def test_a_long_table_stays_small_in_memory() -> None:
    body = b"report_id,text\n" + b"".join(b"%d,some words of a narrative\n" % number for number in range(20_000))
    files = {"t/t.csv": body}
    whole, opened = parcel(files, key=91), Opened(files)
    tracemalloc.start()
    for start in range(0, 20_001, 1000):
        read_parcel(whole, opened, start, 1000)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 6 * 2**20


def test_a_companion_that_attacks_does_not_take_its_report_with_it() -> None:
    attack = b'<!DOCTYPE fileDetails [<!ENTITY x SYSTEM "file:///etc/hostname">]>' + details("900000001", "&x;")
    one, bad = read({XML: xml(), "900000001/filedetails-1.xml": attack})
    assert isinstance(one, Report)
    assert isinstance(bad, Unread)
    assert not bad.whole
