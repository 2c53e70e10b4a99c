"""NCMEC CyberTipline Reporting API XML: a `report` document with its `fileDetails` documents beside it.

Source: the public documentation of the API and the schema of 10 November 2025, whose field facts `docs/formats.md`
repeats. Read leniently: the order of elements, namespaces and elements nobody knows do no harm.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from vigie.intake import identity, paths
from vigie.intake.cybertipline.files import file_details
from vigie.intake.cybertipline.heads import is_file_details, root_of, says
from vigie.intake.cybertipline.parsing import parse
from vigie.intake.cybertipline.told import is_told, told
from vigie.intake.document import load
from vigie.intake.format import Format, Open, Unread, Unreadable
from vigie.intake.media import tie
from vigie.intake.notes import Notes
from vigie.report.nouns import Member, Parcel, Report, ReportedFile, ReportId, SourceName, say

_CHILDREN = (b"incidentSummary", b"reporter", b"internetDetails", b"personOrUserReported", b"batchedReport")


def _sniff(path: str, head: bytes) -> float:
    if root_of(head) == "report":
        return 1.0 if any(says(head, child) for child in _CHILDREN) else 0.6
    named = paths.name(path).lower() == "report.xml"
    return 0.4 if named and root_of(head) in (None, "report") else 0.0


class _Described(NamedTuple):
    """A file's description, the report it says it belongs to, and the document it stands in."""

    file: ReportedFile
    report_id: ReportId | None
    where: str


def _read(document: Member, parcel: Parcel, open: Open) -> Iterator[Report | Unread]:
    notes = Notes()
    root, repairs = parse(load(document, open))
    if root.tag != "report":
        raise Unreadable(say("the document is a “{root}”, not a report", root=str(root.tag)))
    if not any(is_told(child) for child in root):
        raise Unreadable(say("the XML calls itself a report, and has nothing that NCMEC's reports have"))
    for repair in repairs:
        notes.remark("/", repair)
    fields = told(root, notes)
    own_id = fields.pop("report_id", None)
    beside = [member for member in parcel.members if member.path != document.path]
    companions = [member for member in beside if is_file_details(member.path, member.head)]
    described, unread = _companions(companions, open, notes)
    report_id, version = _identity(document, own_id, described, notes)
    told_of = {member.path for member in companions}
    others = [member for member in beside if member.path not in told_of]
    source, fields["company"] = sender(parcel.source, fields.get("company"))
    yield Report(
        source=source,
        report_id=report_id,
        format="ncmec-xml/1",
        declared_version=version,
        files=tie([each.file for each in described], others, notes, lambda n: described[n].where),
        unread=notes.unread(),
        unknown=tuple(notes.unknowns),
        **fields,
    )
    yield from unread


def _companions(members: Sequence[Member], open: Open, notes: Notes) -> tuple[list[_Described], list[Unread]]:
    """The files described beside the report. A broken description does not take the report down with it."""
    described: list[_Described] = []
    unread: list[Unread] = []
    for member in members:
        name = paths.name(member.path)
        try:
            root, _ = parse(load(member, open))
        except Unreadable as error:
            unread.append(Unread(member.path, error.why, whole=False))
            notes.remark(name, error.why)
            continue
        elements = [root] if root.tag == "fileDetails" else root.findall(".//fileDetails")
        described.extend(_Described(*file_details(element, notes), name) for element in elements)
    return described, unread


def sender(source: SourceName, told: str | None) -> tuple[SourceName, str | None]:
    """Who sent it, and for which company: NCMEC, unless our own gateway took it in and knows whose account it was.
    `company:X` is the account of one company, `service:X` of one that may report for many."""
    kind, colon, name = source.partition(":")
    if not (colon and name and kind in ("company", "service")):
        return SourceName("ncmec"), told
    return SourceName(name), name if kind == "company" else told or name


def _identity(
    document: Member, own_id: str | None, described: Sequence[_Described], notes: Notes
) -> tuple[ReportId, int | None]:
    """The report's id and declared version: from the document, should it say, the files' descriptions, the path, or
    its own bytes."""
    by_path, version = identity.of_path(document.path)
    said = Counter(each.report_id for each in described if each.report_id)
    report_id = by_path if by_path in said or not said else said.most_common(1)[0][0]
    if own_id is not None and own_id.isdecimal() and len(own_id) <= 20:
        report_id = ReportId(own_id)
    for each in described:
        if each.report_id and each.report_id != report_id:
            notes.remark(each.where, say("this file says that it belongs to report {id}", id=each.report_id))
    if report_id is None:
        report_id = identity.invented(document.sha256)
        notes.remark("/", say("nothing tells this report's number; it was given {id}", id=report_id))
    return report_id, version if report_id == by_path else None


def _example() -> Mapping[str, bytes]:
    return {"900000001/report.xml": _REPORT, "900000001/filedetails-1.xml": _FILE, "900000001/synthetic.png": _PIXEL}


_REPORT = b"""<?xml version="1.0" encoding="UTF-8"?>
<report>
 <incidentSummary>
  <incidentType>Online Enticement of Children for Sexual Acts</incidentType>
  <platform>Example Chat</platform>
  <escalateToHighPriority>Synthetic: meeting planned tomorrow</escalateToHighPriority>
  <reportAnnotations><sextortion/></reportAnnotations>
  <incidentDateTime>2026-01-02T03:04:05Z</incidentDateTime>
 </incidentSummary>
 <internetDetails><chatImIncident><chatClient>Example Chat</chatClient></chatImIncident></internetDetails>
 <reporter>
  <reportingPerson><email>le@example.invalid</email></reportingPerson>
  <companyTemplate>Synthetic boilerplate</companyTemplate>
 </reporter>
 <personOrUserReported>
  <espIdentifier>u-1</espIdentifier><screenName>synthetic_user</screenName>
  <ipCaptureEvent><ipAddress>203.0.113.7</ipAddress><eventName>Login</eventName>
   <dateTime>2026-01-02T03:04:05Z</dateTime><possibleProxy>false</possibleProxy><port>443</port></ipCaptureEvent>
  <estimatedLocation verified="false"><city>Lyon</city><countryCode>FR</countryCode></estimatedLocation>
 </personOrUserReported>
</report>
"""
_FILE = b"""<fileDetails>
 <reportId>900000001</reportId><fileId>f-1</fileId><fileName>synthetic.png</fileName>
 <fileViewedByEsp>true</fileViewedByEsp><fileAnnotations><viral/></fileAnnotations>
 <industryClassification>B2</industryClassification>
 <originalFileHash hashType="MD5">17b3e19593efeb4c09a755092de9d245</originalFileHash>
</fileDetails>
"""
_PIXEL = (
    b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x00\x00\x00\x00:~\x9bU"
    b"\x00\x00\x00\nIDATx\x9cc`\x00\x00\x00\x02\x00\x01H\xaf\xa4q\x00\x00\x00\x00IEND\xaeB`\x82"
)

FORMAT = Format(version=1, what="NCMEC CyberTipline API (XML)", sniff=_sniff, read=_read, example=_example)
