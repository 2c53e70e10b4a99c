"""The police's JSON of a report, as far as it is known in public: envelopes, nulls, habits of each company."""

from __future__ import annotations

import json
from pathlib import Path
from random import Random
from typing import Any

from bench.afar.happenings import Report
from bench.afar.told import (
    ANNOTATIONS,
    FILE_TAGS,
    OCCUPATIONS,
    RELATIONS,
    SCHOOL,
    escalation,
    numbers,
    port,
    received,
    seen_at,
    victims,
)

Json = dict[str, Any]


def _notes(*texts: str) -> list[Json]:
    return [{"value": text} for text in texts if text]


def _captures(report: Report, event: str) -> list[Json]:
    found: list[Json] = []
    if report.ip:
        found.append(
            {
                "captureType": "IP Address",
                "value": report.ip,
                "eventName": event,
                "dateTime": seen_at(report),
                "port": str(port(report)),
            }
        )
    if device := report.links.get("device"):
        found.append({"captureType": "Device ID", "value": device, "eventName": event, "dateTime": seen_at(report)})
    return found


def _person(report: Report) -> Json:
    links, marks, country = report.links, report.marks, report.person.country
    address = {"street1": "", "city": report.person.town if report.town else "", "country": country}
    return {
        "firstName": None,
        "lastName": None,
        "dateOfBirth": None,
        "approximateAge": report.age,
        "screenName": {"value": links["screen"]} if "screen" in links else None,
        "espUserId": links["account"],
        "espService": report.company.name,
        "emails": {"emails": [{"value": links["email"], "verified": True}] if "email" in links else []},
        "phones": {"phones": [{"value": links["phone"], "verified": True}] if "phone" in links else []},
        "addresses": {"addresses": [address]},
        "relationshipToChildVictim": next((RELATIONS[mark] for mark in marks if mark in RELATIONS), None),
        "accessToChildVictim": "Yes" if "relative" in marks else None,
        "accessToChildren": "Yes" if "access" in marks else None,
        "accessToFirearms": None,
        "awareOfReport": None,
        "occupation": OCCUPATIONS[report.person.number % len(OCCUPATIONS)] if "occupation" in marks else None,
        "additionalInformations": _notes(
            f"Prior CyberTipline reports: {', '.join(numbers(report))}" if "prior" in marks else "",
            report.text if report.company.voice == "label" else "",
        ),
        "sourceInformation": {"sourceCaptures": _captures(report, "Login")},
    }


def _file(report: Report, at: int) -> Json:
    file, marks = report.files[at], report.marks
    tags = [FILE_TAGS[mark] for mark in marks if mark in FILE_TAGS] if at == 0 else []
    camera = [{"name": "EXIF Make", "value": "Synthetic"}, {"name": "EXIF Model", "value": "S-1"}]
    return {
        "filename": f"{at + 1:02d}-{file.name}",
        "originalFilename": file.name,
        "submittalId": None,
        "verificationHash": file.md5,
        "viewedByEsp": {"note": True, "chat": None, "label": False}[report.company.voice],
        "industryClassification": None,
        "ncmecTags": {"groups": [{"tags": [{"value": tag}]} for tag in tags]} if tags else None,
        "espMetadata": {"metadatas": camera if "camera" in marks and at == 0 else []},
        "sourceInformation": {"sourceCaptures": _captures(report, "UPLOAD") if at == 0 else []},
        "additionalInformations": [],
    }


def _information(report: Report) -> Json:
    chat = report.text if report.company.voice == "chat" else ""
    found: Json = {
        "reportingEsp": {"espName": report.company.name, "lastName": None},
        "incidentSummary": {
            "incidentType": report.type,
            "incidentDateTime": seen_at(report),
            "incidentDateTimeDescription": None,
            "escalateToHighPriority": escalation(report) or None,
            "reportAnnotations": {ANNOTATIONS[mark]: True for mark in report.marks if mark in ANNOTATIONS} or None,
        },
        "incidentDetails": {"chatImIncident": [{"contents": [{"value": chat}]}]} if chat else None,
        "reportedPeople": {"reportedPersons": [_person(report)]},
        "intendedRecipients": {"intendedRecipients": []},
        "uploadedFiles": {"uploadedFiles": [_file(report, at) for at in range(len(report.files))]},
        "additionalInformations": _notes(report.text if report.company.voice == "note" else ""),
    }
    ages = victims(report)
    if ages or SCHOOL in report.marks:
        told: list[int | None] = list(ages) or [None]
        school = "School on file" if SCHOOL in report.marks else None
        people = [{"approximateAge": age, "schoolName": school} for age in told]
        found["victims"] = {"victims": people}
    return found


def document(report: Report) -> Json:
    """One report as the police receive it."""
    return {
        "reportId": int(report.number),
        "dateReceived": received(report),
        "reportedInformation": _information(report),
    }


def _thin(told: Json) -> Json:
    """The first version of a report: what the company knew before somebody looked."""
    inside: Json = told["reportedInformation"]
    summary = {**inside["incidentSummary"], "escalateToHighPriority": None, "reportAnnotations": None}
    kept = {**inside, "incidentSummary": summary, "incidentDetails": None, "additionalInformations": []}
    kept.pop("victims", None)
    return {**told, "reportedInformation": kept}


def write(root: Path, report: Report) -> None:
    """One file; a thinner one before it where the report came in two versions; the same again where it came twice."""
    told, rng = document(report), Random(report.number)
    mark = "\ufeff" if rng.random() < 0.3 else ""
    text = mark + json.dumps(told, ensure_ascii=False, indent=rng.choice((None, 1)))
    day = root / "police" / f"day-{report.minute // 1440 + 1:02d}"
    day.mkdir(parents=True, exist_ok=True)
    if report.earlier:
        (day / f"{report.number}.json").write_text(json.dumps(_thin(told), ensure_ascii=False), "utf-8")
        day = root / "police-later" / day.name
        day.mkdir(parents=True, exist_ok=True)
        (day / f"{report.number}-v2.json").write_text(text, "utf-8")
        return
    (day / f"{report.number}.json").write_text(text, "utf-8")
    if report.again:
        twice = root / "police-again"
        twice.mkdir(exist_ok=True)
        (twice / f"{report.number}.json").write_text(text, "utf-8")
