"""NCMEC's CyberTipline XML as a company submits it: the report, and one description for each file beside it."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree as ET

from bench.third import fields
from bench.third.seen import Report, thinned

Element = ET.Element


def add(parent: Element, name: str, text: str = "", **attributes: str) -> Element:
    """A further element within one."""
    child = ET.SubElement(parent, name, attributes)
    child.text = text or None
    return child


def _summary(root: Element, report: Report) -> None:
    summary = add(root, "incidentSummary")
    add(summary, "incidentType", report.type)
    if reason := fields.escalation(report):
        add(summary, "escalateToHighPriority", reason)
    if told := fields.flags(report, fields.ANNOTATIONS):
        annotations = add(summary, "reportAnnotations")
        for name in told:
            add(annotations, name)
    add(summary, "incidentDateTime", fields.noticed(report))


def _capture(parent: Element, report: Report, event: str) -> None:
    if address := report.link("ip"):
        capture = add(parent, "ipCaptureEvent")
        add(capture, "ipAddress", address)
        add(capture, "eventName", event)
        add(capture, "dateTime", fields.noticed(report))
        if "proxy" in report.marks:
            add(capture, "possibleProxy", "true")
        add(capture, "port", str(fields.port(report)))


def _named(parent: Element, report: Report) -> None:
    phone, email = report.link("phone"), report.link("email")
    if phone or email or report.age is not None:
        person = add(parent, "personOrUserReportedPerson")
        if phone:
            add(person, "phone", phone, type="Mobile")
        if email:
            add(person, "email", email, verified="true")
        if report.age is not None:
            add(person, "age", str(report.age))


def _account(parent: Element, report: Report) -> None:
    add(parent, "espIdentifier", report.link("account"))
    add(parent, "espService", report.source.name)
    if screen := report.link("screen"):
        add(parent, "screenName", screen)
    if told := fields.bio(report):
        add(parent, "profileBio", told)
    _capture(parent, report, "Login")
    if device := report.link("device"):
        held = add(parent, "deviceId")
        add(held, "idType", "Device ID")
        add(held, "idValue", device)
    for number in fields.priors(report):
        add(parent, "priorCTReports", number)
    if "notified" in report.marks:
        add(parent, "accountPermanentlyDisabled", "true", userNotified="true")


def _person(root: Element, report: Report) -> None:
    parent = add(root, "personOrUserReported")
    _named(parent, report)
    _account(parent, report)
    place = add(parent, "estimatedLocation", verified="false")
    if report.town and report.person.town:
        add(place, "city", report.person.town)
    add(place, "countryCode", report.person.country)
    told = [
        f"{name}: {value}"
        for name, value in (
            ("Relationship", fields.relationship(report)),
            ("Access to children", fields.access(report)),
            ("Registered offender", fields.convicted(report)),
        )
        if value
    ]
    if told := [*told, *fields.remarks(report)]:
        add(parent, "additionalInfo", "\n".join(told))


def _victims(root: Element, report: Report) -> None:
    ages, name = fields.victims(report), fields.school(report)
    for age in ages:
        add(add(add(root, "victim"), "victimPerson"), "age", str(age))
    if name and not ages:
        add(add(root, "victim"), "victimPerson")
    if name:
        add(root.findall("victim")[0], "schoolName", name)


def _report(report: Report) -> Element:
    """The whole report, in the schema's order."""
    root, source = Element("report"), report.source
    _summary(root, report)
    if report.told.chat:
        details = add(add(root, "internetDetails"), "chatImIncident")
        add(details, "chatClient", source.name)
        add(details, "content", report.told.chat)
    reporter = add(root, "reporter")
    add(add(reporter, "reportingPerson"), "email", f"law@{source.key.replace('_', '-')}.example")
    add(
        reporter, "companyTemplate", f"{source.name} has a duty to report. Contact us about any urgent risk to a child."
    )
    _person(root, report)
    _victims(root, report)
    if report.told.note:
        add(root, "additionalInfo", report.told.note)
    return root


def _file(report: Report, at: int) -> Element:
    file, root = report.files[at], Element("fileDetails")
    add(root, "reportId", report.number)
    add(root, "fileId", f"x{report.number}{at}")
    add(root, "fileName", file.name)
    add(root, "originalFileName", file.name)
    add(root, "fileViewedByEsp", "true" if report.source.voice != "label" else "false")
    if told := fields.flags(report, fields.FLAGS) if at == 0 else []:
        parent = add(root, "fileAnnotations")
        for name in told:
            add(parent, name)
    add(root, "originalFileHash", file.md5, hashType="MD5")
    add(root, "originalFileHash", file.sha1, hashType="SHA1")
    _capture(root, report, "Upload")
    if "camera" in report.marks and at == 0:
        details = add(root, "details", type="EXIF")
        for name, value in (("Make", "Synthetic"), ("Model", "T-3")):
            pair = add(details, "nameValuePair")
            add(pair, "name", name)
            add(pair, "value", value)
    return root


def _save(folder: Path, report: Report) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    ET.ElementTree(_report(report)).write(folder / "report.xml", "utf-8", xml_declaration=True)
    for at in range(len(report.files)):
        ET.ElementTree(_file(report, at)).write(folder / f"fileDetails_{at + 1}.xml", "utf-8", xml_declaration=True)


def write(root: Path, report: Report) -> None:
    """A folder named by the report's number, with `-v2` what was completed later; once more where it came twice."""
    place = root / "api" / report.source.key
    if report.later:
        _save(place / report.number, thinned(report))
        _save(place / f"{report.number}-v2", report)
        return
    _save(place / report.number, report)
    if report.again:
        _save(root / "api-again" / report.number, report)
