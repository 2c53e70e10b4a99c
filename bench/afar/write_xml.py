"""NCMEC's CyberTipline XML as a company submits it: the report, and one description for each file beside it."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree as ET

from bench.afar.happenings import Report
from bench.afar.told import (
    ANNOTATIONS,
    FILE_FLAGS,
    OCCUPATIONS,
    RELATIONS,
    SCHOOL,
    escalation,
    numbers,
    port,
    seen_at,
    victims,
)


def _add(parent: ET.Element, name: str, text: str = "", **attributes: str) -> ET.Element:
    child = ET.SubElement(parent, name, attributes)
    child.text = text or None
    return child


def _summary(root: ET.Element, report: Report) -> None:
    summary = _add(root, "incidentSummary")
    _add(summary, "incidentType", report.type)
    if reason := escalation(report):
        _add(summary, "escalateToHighPriority", reason)
    if told := [ANNOTATIONS[mark] for mark in report.marks if mark in ANNOTATIONS]:
        annotations = _add(summary, "reportAnnotations")
        for name in told:
            _add(annotations, name)
    _add(summary, "incidentDateTime", seen_at(report))


def _capture(parent: ET.Element, report: Report, event: str) -> None:
    if report.ip:
        capture = _add(parent, "ipCaptureEvent")
        _add(capture, "ipAddress", report.ip)
        _add(capture, "eventName", event)
        _add(capture, "dateTime", seen_at(report))
        _add(capture, "port", str(port(report)))


def _known_of_person(parent: ET.Element, report: Report) -> None:
    links = report.links
    if report.age is not None or "email" in links or "phone" in links:
        person = _add(parent, "personOrUserReportedPerson")
        if "phone" in links:
            _add(person, "phone", links["phone"], type="Mobile")
        if "email" in links:
            _add(person, "email", links["email"], verified="true")
        if report.age is not None:
            _add(person, "age", str(report.age))
    _add(parent, "espIdentifier", links["account"])
    _add(parent, "espService", report.company.name)
    if "screen" in links:
        _add(parent, "screenName", links["screen"])
    if "occupation" in report.marks:
        _add(parent, "profileBio", OCCUPATIONS[report.person.number % len(OCCUPATIONS)])


def _person(root: ET.Element, report: Report) -> None:
    parent = _add(root, "personOrUserReported")
    _known_of_person(parent, report)
    _capture(parent, report, "Login")
    if device := report.links.get("device"):
        held = _add(parent, "deviceId")
        _add(held, "idType", "IMEI")
        _add(held, "idValue", device)
    for number in numbers(report) if "prior" in report.marks else ():
        _add(parent, "priorCTReports", number)
    place = _add(parent, "estimatedLocation", verified="false")
    if report.town and report.person.town:
        _add(place, "city", report.person.town)
    _add(place, "countryCode", report.person.country)
    told = [f"Relationship to the child: {RELATIONS[mark]}." for mark in report.marks if mark in RELATIONS]
    told += ["Has access to children."] if "access" in report.marks else []
    told += [report.text] if report.company.voice == "label" and report.text else []
    if told:
        _add(parent, "additionalInfo", " ".join(told))


def _victims(root: ET.Element, report: Report) -> None:
    ages = victims(report)
    for age in ages:
        _add(_add(_add(root, "victim"), "victimPerson"), "age", str(age))
    if SCHOOL in report.marks:
        if not ages:
            _add(_add(root, "victim"), "victimPerson")
        _add(root.findall("victim")[0], "schoolName", "School on file")


def _report(report: Report) -> ET.Element:
    root = ET.Element("report")
    _summary(root, report)
    if report.text and report.company.voice == "chat":
        details = _add(_add(root, "internetDetails"), "chatImIncident")
        _add(details, "chatClient", report.company.name)
        _add(details, "content", report.text)
    reporting = _add(_add(root, "reporter"), "reportingPerson")
    _add(reporting, "email", f"le@{report.company.key}.example")
    _add(
        root.findall("reporter")[0], "companyTemplate", f"{report.company.name} reports what it finds, as the law asks."
    )
    _person(root, report)
    _victims(root, report)
    if report.text and report.company.voice == "note":
        _add(root, "additionalInfo", report.text)
    return root


def _file(report: Report, at: int) -> ET.Element:
    file, root = report.files[at], ET.Element("fileDetails")
    _add(root, "reportId", report.number)
    _add(root, "fileId", f"f{report.number}{at}")
    _add(root, "fileName", file.name)
    _add(root, "originalFileName", file.name)
    if report.company.voice == "note":
        _add(root, "fileViewedByEsp", "true")
    flags = [FILE_FLAGS[mark] for mark in report.marks if mark in FILE_FLAGS] if at == 0 else []
    if flags:
        parent = _add(root, "fileAnnotations")
        for flag in flags:
            _add(parent, flag)
    _add(root, "originalFileHash", file.md5, hashType="MD5")
    if at % 2 == 0:
        _add(root, "originalFileHash", file.sha1, hashType="SHA1")
    _capture(root, report, "Upload")
    if "camera" in report.marks and at == 0:
        details = _add(root, "details", type="EXIF")
        for name, value in (("Make", "Synthetic"), ("Model", "S-1")):
            pair = _add(details, "nameValuePair")
            _add(pair, "name", name)
            _add(pair, "value", value)
    return root


def _save(element: ET.Element, path: Path) -> None:
    ET.ElementTree(element).write(path, "utf-8", xml_declaration=True)


def write(root: Path, report: Report) -> None:
    """A folder named by the report's number; once more elsewhere where it came twice."""
    places = [root / "services" / report.company.key] + ([root / "services-again"] if report.again else [])
    for place in places:
        folder = place / report.number
        folder.mkdir(parents=True, exist_ok=True)
        _save(_report(report), folder / "report.xml")
        for at in range(len(report.files)):
            _save(_file(report, at), folder / f"filedetails-{at + 1}.xml")
