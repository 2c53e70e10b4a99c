from __future__ import annotations

import pytest
from msgspec.structs import replace

from vigie.intake.format import Unread
from vigie.intake.step import read_parcel
from vigie.intake.tests.received import GIF, Opened, details, parcel, read, refusal, report, xml


@pytest.mark.parametrize(
    ("path", "content", "said"),
    [
        ("a/a.gif", GIF, "without a report"),
        ("a/a.jpg", b"damaged", "without a report"),
        ("a/a.pdf", b"%PDF-1.7", "PDF"),
        ("a/a.txt", b"", "empty"),
        ("a/filedetails-1.xml", details("1", "a"), "description of a file"),
        ("a/filedetails-1.xml", b"\x01broken", "description of a file"),
        ("a/.DS_Store", b"x", "file manager"),
        ("a/a.docx", b"PK\x03\x04", "office"),
        ("a/a.zip", b"PK\x03\x04", "ZIP"),
        ("a/a.7z", b"7z\xbc\xaf\x27\x1c", "7z"),
        ("a/a.tar", b"x" * 257 + b"ustar\x00", "tar"),
        ("a/a.xml", b"<invoice/>", "invoice"),
        ("a/a.json", b'{"a": 1}', "JSON"),
        ("a/mapping.toml", b"", "empty"),
        ("a/x.mapping.toml", b"source = 'x'", "mapping"),
        ("a/a.txt", b"words", "text"),
        ("a/a", b"\x00\x01\x02\x03" * 9, "no known kind"),
    ],
)
def test_a_file_that_is_no_report_says_what_it_looks_like(path: str, content: bytes, said: str) -> None:
    assert said in refusal({path: content})


def test_each_file_of_a_parcel_without_a_report_is_said() -> None:
    items = read({"a/a.gif": GIF, "a/b.pdf": b"%PDF"})
    assert [item.path for item in items if isinstance(item, Unread)] == ["a/a.gif", "a/b.pdf"]


def test_a_parcel_that_comes_without_first_bytes_is_read_all_the_same() -> None:
    files = {
        "900000001/report.xml": xml(),
        "900000001/filedetails-1.xml": details("900000001", "a.gif"),
        "900000001/a.gif": GIF,
    }
    whole = parcel(files)
    bare = replace(whole, members=tuple(replace(member, head=b"") for member in whole.members))
    opened = Opened(files)
    reading = read_parcel(bare, opened, 0, 10)
    assert reading.items == (report(files),)
    assert reading.done
    assert "900000001/a.gif" not in opened.opened


def test_each_broken_document_of_a_folder_is_said_and_a_broken_report_speaks_for_its_companions() -> None:
    broken = {"a.xml": b"<report><unclosed>", "b.json": b'{"reportId": ', "c.xml": b"", "d.gif": GIF}
    items = read({f"in/{name}": content for name, content in broken.items()})
    assert [item.path for item in items if isinstance(item, Unread)] == ["in/a.xml", "in/b.json", "in/c.xml"]
    items = read({"in/900000001/report.xml": b"<report><unclosed>", "in/900000001/chat.csv": b"at,words\n"})
    assert [item.path for item in items if isinstance(item, Unread)] == ["in/900000001/report.xml"]
