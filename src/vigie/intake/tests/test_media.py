from __future__ import annotations

import pytest

from vigie.intake.media import is_media
from vigie.intake.tests.received import GIF, PNG, details, member, report, xml
from vigie.report.nouns import ReportedFile


def _hash(kind: str, value: str) -> str:
    return f"<originalFileHash hashType='{kind}'>{value}</originalFileHash>"


def _files(more: str, received: dict[str, bytes], name: str = "a.png") -> tuple[ReportedFile, ...]:
    found = report(
        {"900000001/report.xml": xml(), "900000001/filedetails-1.xml": details("900000001", name, more), **received}
    )
    return found.files


@pytest.mark.parametrize(
    ("name", "more", "path"),
    [
        ("a.png", "", "900000001/a.png"),
        ("A.PNG", "", "900000001/media/a.png"),
        ("other", "<originalFileName>a.png</originalFileName>", "900000001/class 1/a.png"),
        ("sub/a.png", "", "900000001/sub/a.png"),
        ("C:\\Users\\x\\a.png", "", "900000001/a.png"),
        ("other", "<fileId>0123456789abcdef</fileId>", "900000001/0123456789abcdef.png"),
        ("other", _hash("MD5", member("", PNG).md5), "900000001/renamed.png"),
        ("other", _hash("SHA1", member("", PNG).sha1), "900000001/x.png"),
        ("other", _hash("SHA256", member("", PNG).sha256), "900000001/x.png"),
    ],
)
def test_a_received_file_is_tied_to_the_entry_that_names_it(name: str, more: str, path: str) -> None:
    (only,) = _files(more, {path: PNG}, name)
    assert only.name == name
    assert (only.media, only.media_path) == (member("", PNG).sha256, path)


def test_the_digest_decides_before_the_name() -> None:
    digest = _hash("MD5", member("", GIF).md5)
    named, unnamed = _files(digest, {"900000001/a.png": PNG, "900000001/b.gif": GIF})
    assert named.media_path == "900000001/b.gif"
    assert unnamed.media_path == "900000001/a.png"


def test_a_received_file_that_is_not_the_one_described_is_tied_and_said() -> None:
    body = details("900000001", "a.png", f"<originalFileHash hashType='MD5'>{'0' * 32}</originalFileHash>")
    found = report({"900000001/report.xml": xml(), "900000001/filedetails-1.xml": body, "900000001/a.png": PNG})
    assert found.files[0].media_path == "900000001/a.png"
    assert found.unread[0].where == "filedetails-1.xml"
    assert "md5" in str(found.unread[0].what)


def test_two_files_of_one_name_go_to_the_two_entries_that_name_it() -> None:
    found = report(
        {
            "900000001/report.xml": xml(),
            "900000001/filedetails-1.xml": details("900000001", "a.png"),
            "900000001/filedetails-2.xml": details("900000001", "a.png"),
            "900000001/1/a.png": PNG,
            "900000001/2/a.png": GIF,
        }
    )
    assert [file.media_path for file in found.files] == ["900000001/1/a.png", "900000001/2/a.png"]


def test_media_that_no_entry_names_is_a_file_of_its_own() -> None:
    _, extra = _files("", {"900000001/a.png": PNG, "900000001/b.gif": GIF})
    assert extra == ReportedFile(name="b.gif", media=member("", GIF).sha256, media_path="900000001/b.gif")
    assert extra.relevance is None


def test_papers_beside_a_report_are_neither_media_nor_problems() -> None:
    found = report(
        {
            "900000001/report.xml": xml(),
            "900000001/report.pdf": b"%PDF-1.7",
            "900000001/notes.txt": b"x",
            "900000001/Thumbs.db": b"x",
            "900000001/._a.jpg": b"\x00\x05\x16\x07",
        }
    )
    assert found.files == ()
    assert found.unread == ()


def test_a_paper_that_an_entry_names_is_tied_to_it() -> None:
    (only,) = _files("", {"900000001/chat.csv": b"time,text\n"}, "chat.csv")
    assert only.media_path == "900000001/chat.csv"


@pytest.mark.parametrize(
    ("path", "content", "media"),
    [
        ("a", b"\xff\xd8\xff\xe0", True),
        ("a", b"\x00\x00\x00\x18ftypmp42", True),
        ("a", b"RIFF\x00\x00\x00\x00WEBPVP8", True),
        ("a.bin", b"BM\x36\x00\x00\x00\x00\x00\x00\x00", True),
        ("a.jpg", b"damaged", True),
        ("a.mp4", b"", True),
        ("a.pdf", b"%PDF", False),
        ("a", b"BMW is a car", False),
        ("__MACOSX/a.jpg", b"x", False),
        ("a.xml", b"<a/>", False),
    ],
)
def test_media_are_known_by_their_bytes_and_else_by_their_name(path: str, content: bytes, media: bool) -> None:
    assert is_media(member(path, content)) is media


def test_a_copy_of_a_file_that_an_entry_names_is_no_file_of_its_own() -> None:
    named = {"900000001/a.png": PNG, "900000001/copy/b.png": PNG}
    (only,) = _files("", named)
    assert only.media_path == "900000001/a.png"
    (first,) = report({"900000001/report.xml": xml(), **named}).files
    assert first.media_path == "900000001/a.png"


def test_of_copies_the_one_that_bears_the_entrys_name_is_tied() -> None:
    (only,) = _files(_hash("MD5", member("", PNG).md5), {"900000001/0.png": PNG, "900000001/x/a.png": PNG})
    assert only.media_path == "900000001/x/a.png"
