"""Files as they are received, made in memory, and what becomes of them."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import BinaryIO

from vigie.intake.bundle import group
from vigie.intake.format import Unread
from vigie.intake.step import read_parcel
from vigie.report.nouns import HEAD, Md5, Member, Parcel, Report, Sha1, Sha256, SourceName

Files = Mapping[str, bytes]
PNG = (
    b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x00\x00\x00\x00:~\x9bU"
    b"\x00\x00\x00\nIDATx\x9cc`\x00\x00\x00\x02\x00\x01H\xaf\xa4q\x00\x00\x00\x00IEND\xaeB`\x82"
)
GIF = (
    b"GIF89a\x01\x00\x01\x00\x80\x00\x00\x80\x80\x80\xff\xff\xff,\x00\x00\x00\x00\x01\x00\x01\x00\x00\x02\x02D\x01\x00;"
)


def member(path: str, content: bytes) -> Member:
    return Member(
        path,
        Sha256(hashlib.sha256(content).hexdigest()),
        len(content),
        Md5(hashlib.md5(content).hexdigest()),
        Sha1(hashlib.sha1(content).hexdigest()),
        content[:HEAD],
    )


def parcel(files: Files, key: int = 1) -> Parcel:
    members = tuple(member(path, content) for path, content in files.items())
    return Parcel(key, members[0].path, members, SourceName("test"), datetime(2026, 11, 22, tzinfo=UTC))


class Opened:
    """Opens members out of memory, and counts how often and how much."""

    def __init__(self, files: Files) -> None:
        self._files = files
        self.opened: list[str] = []

    def __call__(self, member: Member) -> BinaryIO:
        self.opened.append(member.path)
        return io.BytesIO(self._files[member.path])


def read(files: Files) -> tuple[Report | Unread, ...]:
    """Everything the step makes of one parcel."""
    return read_parcel(parcel(files), Opened(files), 0, 100_000).items


def report(files: Files) -> Report:
    """The one report of a parcel, with nothing else beside it."""
    (one,) = read(files)
    assert isinstance(one, Report), one
    return one


def refusal(files: Files) -> str:
    """Why a parcel's only item is not a report."""
    (one,) = read(files)
    assert isinstance(one, Unread), one
    return str(one.why)


def remarks(one: Report) -> dict[str, str]:
    return {remark.where: str(remark.what) for remark in one.unread}


def grouped(files: Files, *, opening: bool = True) -> list[list[str]]:
    """The paths of each parcel that the files make."""
    members = [member(path, content) for path, content in files.items()]
    return [[each.path for each in parcel] for parcel in group(members, Opened(files) if opening else None)]


def xml(inside: str = "", *, summary: str = "", reporter: str = "<email>le@example.invalid</email>") -> bytes:
    """A CyberTipline report with these elements beside the compulsory ones."""
    return (
        "<report><incidentSummary><incidentType>Child Sex Tourism</incidentType>"
        f"<incidentDateTime>2026-01-02T03:04:05Z</incidentDateTime>{summary}</incidentSummary>"
        f"<reporter><reportingPerson>{reporter}</reportingPerson></reporter>{inside}</report>"
    ).encode()


def xml_report(inside: str = "", *, summary: str = "") -> Report:
    return report({"900000001/report.xml": xml(inside, summary=summary)})


def details(report_id: str, name: str, more: str = "") -> bytes:
    """A file's description."""
    return f"<fileDetails><reportId>{report_id}</reportId><fileName>{name}</fileName>{more}</fileDetails>".encode()
