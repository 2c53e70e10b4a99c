"""A report as police receive it from NCMEC: JSON, with nulls, missing keys and a mark at the beginning at times."""

from __future__ import annotations

import json
from datetime import datetime
from random import Random
from typing import Any

from bench.elsewhere.companies import MEMBERS
from bench.elsewhere.told import Item, Party, Sighting, Told

Made = dict[str, Any]


def _time(value: datetime | None) -> str | None:
    return None if value is None else value.strftime("%Y-%m-%dT%H:%M:%SZ")


def _many(name: str, found: list[Any]) -> Made:
    return {name: found}


def _capture(one: Sighting) -> Made:
    port = str(one.port) if one.port else None
    return {
        "captureType": "IP Address",
        "value": one.ip,
        "eventName": one.event,
        "dateTime": _time(one.time),
        "port": port,
    }


def _person(one: Party) -> Made:
    first, _, last = (one.name or "").partition(" ")
    said = [text for text in (one.bio, one.school and f"School: {one.school}") if text]
    said += [f"Prior CyberTipline report: {prior}" for prior in one.prior]
    made: Made = {
        "firstName": first or None,
        "middleName": None,
        "lastName": last or None,
        "dateOfBirth": None,
        "approximateAge": one.age,
        "screenName": one.screen,
        "espUserId": one.account,
        "emails": _many("emails", [{"value": mail, "verified": True} for mail in one.emails]),
        "phones": _many("phones", [{"value": phone, "verified": None} for phone in one.phones]),
        "relationshipToChildVictim": one.relationship,
        "accessToChildVictim": one.access_victim,
        "accessToChildren": one.access_children,
        "convictedSexOffender": one.convicted,
        "occupation": one.occupation,
        "additionalInformations": [{"value": text} for text in said],
        "sourceInformation": _many("sourceCaptures", [_capture(seen) for seen in one.sightings]),
    }
    if one.country is not None:
        place = {"street1": "", "city": one.city, "postalCode": one.postal, "country": one.country}
        made["addresses"] = _many("addresses", [place])
    return made


def _file(item: Item) -> Made:
    told = [{"name": "Upload Date and Time", "value": _time(item.uploaded)}] if item.uploaded else []
    if item.camera:
        make, taken = item.camera
        told += [
            {"name": "EXIF Model", "value": make},
            {"name": "DateTimeOriginal", "value": f"{taken:%Y:%m:%d %H:%M:%S}"},
        ]
    groups = [{"tags": [{"value": "Apparent"}]}, {"tags": [{"value": tag} for tag in item.tags]}] if item.tags else []
    return {
        "filename": f"{item.md5[:12]}.bin",
        "originalFilename": item.name,
        "submittalId": None,
        "verificationHash": item.md5,
        "viewedByEsp": item.viewed,
        "industryClassification": item.classification,
        "ncmecTags": _many("groups", groups) if groups else None,
        "espMetadata": _many("metadatas", told) if told else None,
        "sourceInformation": _many("sourceCaptures", [_capture(item.sighting)]) if item.sighting else None,
        "additionalInformations": [{"value": item.note}] if item.note else None,
    }


def _thinned(rng: Random, made: Any) -> Any:
    """Keys of nothing are left out, or not, as it comes."""
    if isinstance(made, list):
        return [_thinned(rng, one) for one in made]
    if not isinstance(made, dict):
        return made
    return {
        key: _thinned(rng, value) for key, value in made.items() if value not in (None, [], {}) or rng.random() < 0.6
    }


def report_json(told: Told) -> bytes:
    """The document; the same report is always written the same way."""
    rng, company = Random(told.number), MEMBERS[told.company]
    pages = (
        [{"sourceInformation": _many("sourceCaptures", [{"captureType": "URL", "value": told.url}])}]
        if told.url
        else []
    )
    talks = [{"contents": [{"value": f"Sent Date: {_time(told.time)}\n{told.talk}"}]}] if told.talk else []
    made: Made = {
        "reportId": int(told.number),
        "dateReceived": _time(told.received),
        "reportedInformation": {
            "reportingEsp": {"espName": company.name, "lastName": None},
            "incidentSummary": {
                "incidentType": told.kind,
                "incidentDateTime": _time(told.time),
                "incidentDateTimeDescription": told.note,
            },
            "incidentDetails": {"webpageIncident": pages, "emailIncident": talks} if pages or talks else None,
            "reportedPeople": _many("reportedPersons", [_person(told.reported)]),
            "intendedRecipients": _many("intendedRecipients", [_person(one) for one in told.recipients]),
            "uploadedFiles": _many("uploadedFiles", [_file(item) for item in told.items]),
            "additionalInformations": [{"value": text} for text in (told.more, company.boilerplate) if text],
        },
    }
    text = json.dumps(_thinned(rng, made), ensure_ascii=rng.random() < 0.5, indent=rng.choice((None, 1)))
    return (b"\xef\xbb\xbf" if rng.random() < 0.15 else b"") + text.encode()
