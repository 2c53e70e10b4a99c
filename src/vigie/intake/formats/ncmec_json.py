"""The JSON in which NCMEC delivers a report to the police.

No specification is public: the shape is what two investigators' own programs read (`docs/formats.md` names the keys).
Hence the leniency: any object may be null, absent, bare or in one or two envelopes.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from vigie.intake import identity, paths
from vigie.intake.delivered.record import Record, items
from vigie.intake.delivered.told import told
from vigie.intake.document import load
from vigie.intake.format import Format, Open, Unread, Unreadable
from vigie.intake.jsontext import loads, too_deep
from vigie.intake.media import Shelf, alone
from vigie.intake.notes import Notes
from vigie.report.nouns import Member, Parcel, Report, ReportId, SourceName, say

_ENVELOPES = ("reports", "cyberTipReports", "cyberTips", "report", "cyberTip")
_TOLD, _ID = "reportedInformation", "reportId"
_INSIDE = ("reportedPeople", "uploadedFiles", "incidentSummary", "incidentDetails", "reportingEsp")


def _sniff(path: str, head: bytes) -> float:
    plain = head.replace(b"\x00", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
    if plain[:1] in (b"{", b"["):
        if f'"{_TOLD}"'.encode() in plain:
            return 1.0
        bare = f'"{_ID}"'.encode() in plain and any(f'"{key}"'.encode() in plain for key in _INSIDE)
        if bare:
            return 0.6  # an id alone is an answer of NCMEC's server, or a description of a file
    return 0.4 if paths.name(path).lower() == "report.json" else 0.0


def _read(document: Member, parcel: Parcel, open: Open) -> Iterator[Report | Unread]:
    notes = Notes()
    found = items(loads(load(document, open), notes), _ENVELOPES)
    if not any(_is_report(each) for each in found):
        raise Unreadable(say("the JSON is not a report: “{key}” is missing", key=_TOLD))
    shelf = Shelf(member for member in parcel.members if member.path != document.path)
    for number, each in enumerate(found, 1):
        if not _is_report(each):
            yield Unread(document.path, say("number {n} of this document is not a report", n=number))
            continue
        yield _report(document, each, notes if number == 1 else Notes(), shelf, None if len(found) == 1 else number)
    if len(found) > 1:
        for member in shelf.left():
            yield Unread(
                member.path, say("none of the reports in “{name}” names this file", name=paths.name(document.path))
            )


def _is_report(value: Any) -> bool:
    if not isinstance(value, dict):
        return False
    return value.get(_TOLD) is not None or (_ID in value and any(value.get(key) is not None for key in _INSIDE))


def _report(document: Member, value: Mapping[str, Any], notes: Notes, shelf: Shelf, number: int | None) -> Report:
    """One report. `number` is its place among several in one document; one alone takes the media nobody names."""
    record = Record(value, "", notes)
    try:
        report_id, version = _identity(document, record.text("reportId"), number, notes)
        fields = told(record)
    except RecursionError:
        raise too_deep() from None
    files = [shelf.take(file, notes, f"uploadedFiles[{index}]") for index, file in enumerate(fields.pop("files"))]
    more = [alone(member) for member in shelf.left()] if number is None else []
    return Report(
        source=SourceName("ncmec"),
        report_id=report_id,
        format="ncmec-json/1",
        declared_version=version,
        files=(*files, *more),
        unread=notes.unread(),
        unknown=tuple(notes.unknowns),
        **fields,
    )


def _identity(document: Member, said: str | None, number: int | None, notes: Notes) -> tuple[ReportId, int | None]:
    """The id the document gives, else its path's; the version from the path if that is the same report's."""
    by_path, version = identity.of_path(document.path)
    if said is not None:
        return ReportId(said[:200]), version if said == by_path else None
    if by_path is not None and number is None:
        return by_path, version
    report_id = identity.invented(document.sha256)
    if number is not None:
        report_id = ReportId(f"{report_id}-{number}")
    notes.remark("reportId", say("nothing tells this report's number; it was given {id}", id=report_id))
    return report_id, None


def _example() -> Mapping[str, bytes]:
    return {"900000002/report.json": b"\xef\xbb\xbf" + json.dumps(_REPORT).encode(), "900000002/b.gif": _GIF}


_GIF = (
    b"GIF89a\x01\x00\x01\x00\x80\x00\x00\x80\x80\x80\xff\xff\xff,\x00\x00\x00\x00\x01\x00\x01\x00\x00\x02\x02D\x01\x00;"
)


def _ip(event: str) -> dict[str, str]:
    return {
        "captureType": "IP Address", "value": "203.0.113.7", "eventName": event, "dateTime": "2026-01-02T03:04:05Z",
        "port": "443",
    }  # fmt: skip


def _values(*texts: str) -> Sequence[Mapping[str, str]]:
    return [{"value": text} for text in texts]


_REPORT = {
    "reportId": 900000002,
    "dateReceived": "2026-01-03T00:00:00Z",
    "reportedInformation": {
        "reportingEsp": {"espName": "Example ESP", "lastName": None},
        "incidentSummary": {
            "incidentType": "Child Pornography (possession, manufacture, and distribution)",
            "incidentDateTime": "2026-01-02T03:04:05Z",
            "incidentDateTimeDescription": None,
        },
        "incidentDetails": {
            "webpageIncident": [
                {
                    "sourceInformation": {
                        "sourceCaptures": [{"captureType": "URL", "value": "https://example.invalid/x"}]
                    },
                    "additionalInformations": _values("Type: synthetic"),
                }
            ]
        },
        "reportedPeople": {
            "reportedPersons": [
                {
                    "firstName": None,
                    "screenName": {"value": "synthetic_user"},
                    "espUserId": "u-1",
                    "espService": "Example",
                    "emails": {"emails": [{"value": "u1@example.invalid", "verified": True}]},
                    "phones": {"phones": [{"value": "+33000000000", "verified": False}]},
                    "addresses": {"addresses": [{"street1": "", "city": "", "country": ""}]},
                    "additionalInformations": _values("free text"),
                    "sourceInformation": {
                        "sourceCaptures": [
                            _ip("Login"),
                            {"captureType": "Profile URL", "value": "https://example.invalid/u1"},
                        ]
                    },
                }
            ]
        },
        "intendedRecipients": {"intendedRecipients": []},
        "uploadedFiles": {
            "uploadedFiles": [
                {
                    "filename": "b.gif",
                    "originalFilename": "holiday.gif",
                    "submittalId": None,
                    "verificationHash": "3540245ee3dde984fd6c7830ac70f4bf",
                    "viewedByEsp": None,
                    "industryClassification": "B2",
                    "ncmecTags": {"groups": [{"tags": _values("first")}, {"tags": _values("second", "third")}]},
                    "espMetadata": {"metadatas": [{"name": "Upload Date and Time", "value": "2026-01-02T03:00:00Z"}]},
                    "sourceInformation": {"sourceCaptures": [_ip("UPLOAD")]},
                    "additionalInformations": _values("free text"),
                }
            ]
        },
        "additionalInformations": _values("free text of the whole report"),
    },
}

FORMAT = Format(version=1, what="NCMEC report as police receive it (JSON)", sniff=_sniff, read=_read, example=_example)
