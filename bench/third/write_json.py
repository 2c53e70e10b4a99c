"""The police's JSON of a report, as far as it is known in public: envelopes, nulls, habits of each source."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from bench.third import fields
from bench.third.seen import Report, thinned

Json = dict[str, Any]
DEVICES = ("Device ID", "IMEI", "Advertising ID", "Android ID")


def _notes(*texts: str) -> list[Json]:
    return [{"value": text} for text in texts if text]


def _captures(report: Report, event: str) -> list[Json]:
    at, found = fields.noticed(report), []
    if address := report.link("ip"):
        told: Json = {"captureType": "IP Address", "value": address, "eventName": event, "dateTime": at}
        told["port"] = str(fields.port(report))
        found.append({**told, "possibleProxy": True} if "proxy" in report.marks else told)
    if device := report.link("device"):
        kind = DEVICES[len(report.source.key) % len(DEVICES)]
        found.append({"captureType": kind, "value": device, "eventName": event, "dateTime": at})
    return found


def _person(report: Report) -> Json:
    def several(plural: str, value: str) -> Json:
        return {plural: [{"value": value, "verified": fields.own(report, plural).random() < 0.6}] if value else []}

    address = {"city": report.person.town if report.town else "", "country": report.person.country}
    return {
        "firstName": None,
        "approximateAge": report.age,
        "screenName": {"value": report.link("screen")} if report.link("screen") else None,
        "espUserId": report.link("account"),
        "espService": report.source.name,
        "emails": several("emails", report.link("email")),
        "phones": several("phones", report.link("phone")),
        "addresses": {"addresses": [address]},
        "relationshipToChildVictim": fields.relationship(report) or None,
        "accessToChildVictim": None,
        "accessToChildren": fields.access(report) or None,
        "accessToFirearms": None,
        "convictedSexOffender": fields.convicted(report) or None,
        "awareOfReport": "Yes" if "notified" in report.marks else None,
        "occupation": fields.occupation(report) or None,
        "priorCTReports": fields.priors(report) or None,
        "additionalInformations": _notes(*fields.remarks(report)),
        "sourceInformation": {"sourceCaptures": _captures(report, "Login")},
    }


def _file(report: Report, at: int) -> Json:
    file, first = report.files[at], at == 0
    tags = fields.flags(report, fields.TAGS) if first else []
    camera = [{"name": "EXIF Make", "value": "Synthetic"}, {"name": "EXIF Model", "value": "T-3"}]
    return {
        "filename": f"{at + 1}-{file.name}",
        "originalFilename": file.name,
        "verificationHash": file.md5,
        "viewedByEsp": {"note": True, "both": True, "label": False}.get(report.source.voice),
        "industryClassification": None,
        "ncmecTags": {"groups": [{"tags": [{"value": one}]} for one in tags]} if tags else None,
        "espMetadata": {"metadatas": camera if first and "camera" in report.marks else []},
        "sourceInformation": {"sourceCaptures": _captures(report, "UPLOAD") if first else []},
        "additionalInformations": [],
    }


def _victims(report: Report) -> Json | None:
    ages: list[int | None] = [*fields.victims(report)]
    name = fields.school(report) or None
    if not ages and not name:
        return None
    return {"victims": [{"approximateAge": one, "schoolName": name} for one in ages or [None]]}


def _information(report: Report) -> Json:
    chat = report.told.chat
    return {
        "reportingEsp": {"espName": report.source.name, "lastName": None},
        "incidentSummary": {
            "incidentType": report.type,
            "incidentDateTime": fields.noticed(report),
            "escalateToHighPriority": fields.escalation(report) or None,
            "reportAnnotations": dict.fromkeys(fields.flags(report, fields.ANNOTATIONS), True) or None,
        },
        "incidentDetails": {"chatImIncident": [{"contents": [{"value": chat}]}]} if chat else None,
        "reportedPeople": {"reportedPersons": [_person(report)]},
        "victims": _victims(report),
        "uploadedFiles": {"uploadedFiles": [_file(report, at) for at in range(len(report.files))]},
        "additionalInformations": _notes(report.told.note),
    }


def document(report: Report) -> Json:
    """One report as the police receive it."""
    told = {"reportId": int(report.number), "dateReceived": fields.received(report)}
    return {**told, "reportedInformation": _information(report)}


def _save(folder: Path, name: str, told: Json, indent: int | None) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{name}.json").write_text(json.dumps(told, ensure_ascii=False, indent=indent), "utf-8")


def write(root: Path, report: Report) -> None:
    """One document; a thinner one before it where it was completed later; the same again where it came twice."""
    told, week = document(report), f"week-{report.minute // 10080 + 1:02d}"
    indent = fields.own(report, "indent").choice((None, 1, 2))
    if report.later:
        _save(root / "ncmec" / week, report.number, document(thinned(report)), indent)
        _save(root / "ncmec-completed" / week, f"{report.number}-v2", told, indent)
        return
    _save(root / "ncmec" / week, report.number, told, indent)
    if report.again:
        _save(root / "ncmec-again", report.number, told, indent)
