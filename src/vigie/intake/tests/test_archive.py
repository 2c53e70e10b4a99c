from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from vigie.intake.archive import entries, is_archive
from vigie.intake.format import Unread
from vigie.intake.tests.received import member
from vigie.intake.zipped.limits import Limits

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer as Buffer

KIB = 1024


def zipped(files: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as made:
        for name, content in files.items():
            made.writestr(zipfile.ZipInfo(name), content, compress_type=method)
    return out.getvalue()


class Unpacked:
    """What came out of an archive, what was refused, and what broke while it was read."""

    def __init__(self, data: bytes, depth: int = 0, limits: Limits | None = None) -> None:
        self.refused: dict[str, str] = {}
        self.files: dict[str, bytes] = {}
        self.broken: dict[str, str] = {}
        for path, opener in entries(io.BytesIO(data), "in.zip", depth, self._refuse, limits):
            try:
                with opener() as stream:
                    self.files[path] = stream.read()
            except OSError as error:
                self.broken[path] = str(error)

    def _refuse(self, unread: Unread) -> None:
        self.refused[unread.path] = str(unread.why)


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_members_are_read_whatever_packs_them(method: int) -> None:
    files = {"a/b.xml": b"<report/>" * 1000, "c.bin": bytes(range(256)) * 900, "empty": b""}
    found = Unpacked(zipped(files, method))
    assert found.files == {f"in.zip/{name}": content for name, content in files.items()}
    assert not found.refused
    assert not found.broken


def test_folders_are_not_files_and_something_before_the_archive_does_no_harm() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        made.mkdir("folder")
        made.writestr("folder/a", b"x")
    assert Unpacked(b"#!/bin/sh something before" + out.getvalue()).files == {"in.zip/folder/a": b"x"}


@pytest.mark.parametrize(
    ("written", "path"),
    [
        ("../../etc/passwd", "etc/passwd"), ("/etc/passwd", "etc/passwd"), ("C:\\Windows\\x.txt", "Windows/x.txt"),
        ("a\\b\\c", "a/b/c"), ("./a/./b//c", "a/b/c"), ("a/../../../b", "a/b"), ("..", "unnamed"),
        ("a\x01b\nc", "a_b_c"),
        ("x" * 5000, "x" * 800), ("é/ü", "é/ü"),
    ],
)  # fmt: skip
def test_a_path_leads_nowhere_else(written: str, path: str) -> None:
    data = zipped({"placeholder": b"x"})
    raw = written.encode()
    for start in (data.find(b"placeholder"), data.rfind(b"placeholder")):
        assert start > 0
    data = _renamed(data, b"placeholder", raw)
    assert Unpacked(data).files == {f"in.zip/{path}": b"x"}


def _renamed(data: bytes, old: bytes, new: bytes) -> bytes:
    """The same archive of one member under another name, written by hand: `zipfile` would clean the name."""
    end = data.rfind(b"PK\x05\x06")
    central = data.find(b"PK\x01\x02")
    local = data[:central].replace(old, new, 1)
    local = local[:26] + struct.pack("<H", len(new)) + local[28:]
    listing = data[central:end].replace(old, new, 1)
    listing = listing[:28] + struct.pack("<H", len(new)) + listing[30:]
    tail = data[end : end + 12] + struct.pack("<II", len(listing), len(local)) + data[end + 20 :]
    return local + listing + tail


def test_a_nul_in_a_name_hides_nothing() -> None:
    found = Unpacked(_renamed(zipped({"placeholder": b"x"}), b"placeholder", b"a.jpg\x00.exe"))
    assert list(found.files) == ["in.zip/a.jpg_.exe"]


def test_names_in_the_old_code_page_are_read() -> None:
    found = Unpacked(_renamed(zipped({"placeholder": b"x"}), b"placeholder", "Éte.png".encode("cp437")))
    assert list(found.files) == ["in.zip/Éte.png"]


def test_names_that_stand_twice_get_a_number() -> None:
    out = io.BytesIO()
    with pytest.warns(UserWarning, match="Duplicate"), zipfile.ZipFile(out, "w") as made:
        for content in (b"1", b"2", b"3"):
            made.writestr("d/a.png", content)
    found = Unpacked(out.getvalue()).files
    assert found == {"in.zip/d/a.png": b"1", "in.zip/d/a (2).png": b"2", "in.zip/d/a (3).png": b"3"}


def test_a_member_under_a_password_is_said_and_the_others_are_read() -> None:
    data = zipped({"a": b"1", "b": b"2"}, zipfile.ZIP_STORED)
    at = data.find(b"PK\x01\x02") + 8
    found = Unpacked(data[:at] + b"\x01\x00" + data[at + 2 :])
    assert "password" in found.refused["in.zip/a"]
    assert found.files == {"in.zip/b": b"2"}


def test_a_member_with_a_wrong_checksum_is_said_and_the_others_are_read() -> None:
    data = zipped({"a": b"first content", "b": b"second content"}, zipfile.ZIP_STORED)
    found = Unpacked(data.replace(b"first content", b"First content"))
    assert "CRC" in found.broken["in.zip/a"]
    assert found.files == {"in.zip/b": b"second content"}


def test_damaged_packed_bytes_are_said() -> None:
    data = bytearray(zipped({"a": b"content " * 500}))
    data[40:60] = b"\xff" * 20
    assert "in.zip/a" in Unpacked(bytes(data)).broken


@pytest.mark.parametrize("says", [10, 1_000_000])
def test_a_member_that_is_not_as_long_as_it_says_is_said(says: int) -> None:
    data = zipped({"a": b"x" * 500})
    at = data.find(b"PK\x01\x02") + 24
    found = Unpacked(data[:at] + struct.pack("<I", says) + data[at + 4 :])
    assert "in.zip/a" in found.broken


def test_a_method_nobody_knows_is_said() -> None:
    data = zipped({"a": b"x" * 50})
    at = data.find(b"PK\x01\x02") + 10
    assert "9" in Unpacked(data[:at] + struct.pack("<H", 9) + data[at + 2 :]).refused["in.zip/a"]


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_of_an_archive_cut_short_the_whole_members_are_read(method: int) -> None:
    data = zipped({"a": b"1" * 900, "b": b"2" * 900, "c": bytes(range(256)) * 20}, method)
    cut = data.find(b"PK\x01\x02") - 20
    found = Unpacked(data[:cut])
    assert found.files == {"in.zip/a": b"1" * 900, "in.zip/b": b"2" * 900}
    assert "cut short" in found.refused["in.zip"]
    assert "2 whole" in found.refused["in.zip"]


def test_of_a_streamed_archive_cut_short_the_whole_members_are_read() -> None:
    class OneWay(io.RawIOBase):
        def __init__(self) -> None:
            self.parts: list[bytes] = []

        def writable(self) -> bool:
            return True

        def write(self, data: Buffer) -> int:
            self.parts.append(bytes(data))
            return len(self.parts[-1])

    out = OneWay()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("a", b"1" * 900)
        made.writestr("b", bytes(range(256)) * 200)
    data = b"".join(out.parts)
    assert Unpacked(data[: data.find(b"PK\x01\x02") - 30]).files == {"in.zip/a": b"1" * 900}


@pytest.mark.parametrize("data", [b"", b"PK", b"PK\x05\x06", b"not an archive at all" * 50, b"PK\x03\x04" + bytes(60)])
def test_what_is_no_archive_is_said(data: bytes) -> None:
    found = Unpacked(data)
    assert not found.files
    assert list(found.refused) == ["in.zip"]


def test_an_empty_archive_is_said() -> None:
    assert "empty" in Unpacked(zipped({})).refused["in.zip"]


def test_a_bomb_of_one_member_is_stopped() -> None:
    limits = Limits(free=100 * KIB)
    found = Unpacked(zipped({"a": bytes(3_000 * KIB), "b": b"fine"}), limits=limits)
    assert "bomb" in found.refused["in.zip/a"]


def test_a_bomb_that_lies_about_its_size_is_stopped_while_it_is_read() -> None:
    data = zipped({"a": bytes(3_000 * KIB)})
    at = data.find(b"PK\x01\x02") + 24
    found = Unpacked(data[:at] + struct.pack("<I", 10) + data[at + 4 :], limits=Limits(free=100 * KIB))
    assert not found.files
    assert found.broken


def test_many_members_that_are_too_much_together_are_stopped() -> None:
    limits = Limits(total=250 * KIB, free=1 << 40)
    files = {str(number): bytes(number for number in range(100)) * KIB for number in range(4)}
    found = Unpacked(zipped(files, zipfile.ZIP_STORED), limits=limits)
    assert list(found.files) == ["in.zip/0", "in.zip/1"]
    assert set(found.refused) == {"in.zip/2", "in.zip/3"}


def test_a_member_that_is_too_large_is_refused_before_it_is_read() -> None:
    found = Unpacked(zipped({"a": b"x" * 2000}, zipfile.ZIP_STORED), limits=Limits(member=1000))
    assert "larger" in found.refused["in.zip/a"]


def test_an_archive_of_too_many_members_is_refused() -> None:
    found = Unpacked(zipped({str(number): b"" for number in range(50)}), limits=Limits(members=49))
    assert "more than 49" in found.refused["in.zip"]


def _overlapping() -> bytes:
    """Two entries that share one body, as the quoted-overlap bombs do in thousands."""
    data = zipped({"a": b"kernel" * 100, "b": b"fine"}, zipfile.ZIP_STORED)
    central, end = data.find(b"PK\x01\x02"), data.rfind(b"PK\x05\x06")
    first = data[central : central + 47]
    listing = data[central:end] + first.replace(b"a", b"c")
    counted = struct.pack("<HHII", 3, 3, len(listing), central)
    return data[:central] + listing + data[end : end + 8] + counted + b"\x00\x00"


def test_members_that_share_their_bytes_are_refused_and_the_others_read() -> None:
    found = Unpacked(_overlapping())
    assert found.files == {"in.zip/b": b"fine"}
    assert set(found.refused) == {"in.zip/a", "in.zip/c"}


def test_an_archive_in_an_archive_is_handed_on_and_not_deeper_than_three() -> None:
    inner = zipped({"a": b"x"})
    found = Unpacked(zipped({"inner.zip": inner}))
    assert found.files == {"in.zip/inner.zip": inner}
    assert Unpacked(inner, depth=3).files
    deep = Unpacked(inner, depth=4)
    assert not deep.files
    assert "3 deep" in deep.refused["in.zip"]


def test_a_large_archive_of_the_64_bit_kind_is_read() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made, made.open("a", "w", force_zip64=True) as target:
        target.write(b"content")
    assert Unpacked(out.getvalue()).files == {"in.zip/a": b"content"}


def test_an_archive_of_more_members_than_16_bits_count_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(zipfile, "ZIP_FILECOUNT_LIMIT", 2)  # so that `zipfile` writes what it writes for 65,536
    data = zipped({str(number): b"x" for number in range(5)})
    assert b"PK\x06\x06" in data
    assert len(Unpacked(data).files) == 5


@pytest.mark.parametrize("flip", range(0, 420, 7))
def test_a_damaged_archive_gives_files_or_reasons_and_never_another_error(flip: int) -> None:
    data = bytearray(zipped({"a/b.xml": b"<report/>" * 20, "c.png": bytes(range(200))}))
    data[flip % len(data)] ^= 0xFF
    found = Unpacked(bytes(data))
    assert found.files or found.refused or found.broken


def test_reading_in_small_pieces_gives_the_same_bytes() -> None:
    content = zlib.compress(bytes(range(256)) * 5000) * 3
    ((_, opener),) = list(entries(io.BytesIO(zipped({"a": content})), "in.zip", 0, lambda _: None))
    pieces: list[bytes] = []
    with opener() as stream:
        while piece := stream.read(777):
            pieces.append(piece)
    assert b"".join(pieces) == content


def _office(name: str) -> Callable[[], bool]:
    return lambda: is_archive(member(name, zipped({"word/document.xml": b"<a/>"})))


def test_office_documents_are_left_whole() -> None:
    assert _office("a.zip")()
    assert _office("no-ending")()
    assert not _office("a.docx")()
    assert not _office("a.xlsx")()
    assert not is_archive(member("a.zip", b"not really"))
