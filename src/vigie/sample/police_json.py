"""Writes a report as police receive it: JSON with its nested envelopes, its nulls and its silences.

The shape is the one read by investigators' own programs; no specification is public. What the document has no
field for (an escalation, an estimated place, annotations) stands in free text, as it does there.
"""

from __future__ import annotations

import json
from datetime import UTC, datetime
from random import Random
from typing import Any

from vigie.report import nouns
from vigie.report.nouns import Role
from vigie.sample.draws import chance, stream

_BOM = b"\xef\xbb\xbf"
Node = dict[str, Any]


def _moment(at: datetime | None) -> str | None:
    return None if at is None else at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _values(texts: tuple[str, ...] | list[str]) -> list[Node]:
    return [{"value": text} for text in texts]


def _capture(seen: nouns.Sighting, shout: bool) -> Node:
    event = seen.event or ""
    found: Node = {
        "captureType": "IP Address",
        "value": seen.ip,
        "eventName": event.upper() if shout else event.capitalize(),
        "dateTime": _moment(seen.at),
    }
    if seen.port is not None:
        found["port"] = str(seen.port)
    if seen.proxy is not None:
        found["possibleProxy"] = seen.proxy
    return found


def _source(captures: list[Node]) -> Node | None:
    return {"sourceCaptures": captures} if captures else None


def _person_texts(person: nouns.Person) -> list[str]:
    texts = [person.bio] if person.bio else []
    if person.place and person.place.country is not None:
        texts.append(f"Estimated location: {person.place.city or 'unknown city'}, {person.place.country or 'unknown'}")
    if person.prior_reports:
        texts.append("Prior CyberTipline reports: " + ", ".join(person.prior_reports))
    return texts


def _contacts(person: nouns.Person) -> Node:
    mails = [{"value": mail.value, "verified": mail.verified} for mail in person.emails]
    phones = [{"value": phone.value, "verified": phone.verified} for phone in person.phones]
    places = [
        {"street1": "", "street2": "", "city": place.city, "state": "", "postalCode": "", "country": place.country}
        for place in person.addresses
    ]
    return {
        "emails": {"emails": mails} if mails else None,
        "phones": {"phones": phones} if phones else None,
        "addresses": {"addresses": places} if places else None,
    }


def _person(person: nouns.Person) -> Node:
    captures = [_capture(seen, False) for seen in person.sightings]
    captures += [{"captureType": "Profile URL", "value": url} for url in person.profile_urls]
    captures += [{"captureType": one.kind, "value": one.value} for one in person.devices]
    return {
        "firstName": person.first_name,
        "middleName": None,
        "lastName": person.last_name,
        "dateOfBirth": None,
        "approximateAge": person.age,
        "gender": person.gender,
        "screenName": {"value": person.screen_name} if person.screen_name else None,
        "espUserId": person.identifier,
        "espService": person.service,
        **_contacts(person),
        "relationshipToChildVictim": person.relationship,
        "accessToChildVictim": person.access_to_victim,
        "accessToChildren": person.access_to_children,
        "accessToFirearms": None,
        "convictedSexOffender": person.convicted,
        "awareOfReport": None,
        "occupation": person.occupation,
        "vehicleDescription": None,
        "additionalContactInformation": None,
        "additionalInformations": _values(_person_texts(person)) or None,
        "sourceInformation": _source(captures),
    }


def _groups(rng: Random, tags: tuple[str, ...]) -> Node | None:
    if not tags:
        return {"groups": []} if chance(rng, 0.3) else None
    cut = 1 if chance(rng, 0.6) else len(tags)
    return {"groups": [{"tags": _values(part)} for part in (tags[:cut], tags[cut:]) if part]}


def _metadata(file: nouns.ReportedFile) -> Node | None:
    pairs = [{"name": "Upload Date and Time", "value": _moment(file.uploaded_at)}] if file.uploaded_at else []
    pairs += [{"name": one.name, "value": one.value} for one in file.details]
    pairs += [{"name": name, "value": "true"} for name in file.annotations]
    return {"metadatas": pairs} if pairs else None


def _file(rng: Random, file: nouns.ReportedFile) -> Node:
    md5 = next((one.value for one in file.hashes if one.kind == "md5"), None)
    more = [f"{one.kind.upper()}: {one.value}" for one in file.hashes if one.kind != "md5"]
    more += ["Supplemental Reported"] if file.relevance == "Supplemental Reported" else []
    captures = [_capture(seen, True) for seen in file.sightings]
    captures += [{"captureType": "URL", "value": file.url}] if file.url else []
    return {
        "filename": file.name,
        "originalFilename": file.original_name,
        "submittalId": None,
        "verificationHash": md5,
        "viewedByEsp": file.viewed,
        "industryClassification": file.classification,
        "ncmecTags": _groups(rng, file.tags),
        "espMetadata": _metadata(file),
        "sourceInformation": _source(captures),
        "additionalInformations": _values(more) or None,
    }


def _incident(report: nouns.Report) -> Node:
    details: Node = {}
    for channel in report.channels:
        if channel.kind == "email":
            froms = "\n".join(f"From: {mail.value}" for mail in channel.emails)
            details["emailIncident"] = [{"contents": _values([f"Sent Date: {_moment(report.incident_at)}\n{froms}"])}]
        else:
            captures = [{"captureType": "URL", "value": url} for url in channel.urls]
            where = _values([f"Type: {channel.kind}"])
            details["webpageIncident"] = [{"sourceInformation": _source(captures), "additionalInformations": where}]
    return details


def _texts(report: nouns.Report) -> list[str]:
    texts = list(report.texts) + list(report.boilerplate)
    if report.escalation:
        texts.append(f"Escalated by the ESP: {report.escalation}")
    return texts + [f"Annotation: {name}" for name in report.annotations]


def _without_nulls(rng: Random, node: Node) -> Node:
    """Half of the documents leave out what others write as null."""
    return {
        key: _without_nulls(rng, value) if isinstance(value, dict) else value
        for key, value in node.items()
        if value is not None or chance(rng, 0.3)
    }


def report_json(seed: int, report: nouns.Report) -> bytes:
    """The whole document, in UTF-8; a third begin with a byte order mark."""
    rng = stream(seed, "json", report.report_id)
    reported, recipients = report.having(Role.REPORTED), (*report.having(Role.RECIPIENT), *report.having(Role.VICTIM))
    associated = [f"Linked account: {one.service}, {one.screen_name}" for one in report.having(Role.ASSOCIATED)]
    told: Node = {
        "reportingEsp": {"espName": report.company, "lastName": None},
        "incidentSummary": {
            "incidentType": report.incident_kind,
            "incidentDateTime": _moment(report.incident_at),
            "incidentDateTimeDescription": report.incident_at_description,
        },
        "incidentDetails": _incident(report) or None,
        "reportedPeople": {"reportedPersons": [_person(one) for one in reported]} if reported else None,
        "intendedRecipients": {"intendedRecipients": [_person(one) for one in recipients]},
        "uploadedFiles": {"uploadedFiles": [_file(rng, one) for one in report.files]} if report.files else None,
        "additionalInformations": _values(_texts(report) + associated) or None,
    }
    if chance(rng, 0.5):
        told = _without_nulls(rng, told)
    document = {"reportId": int(report.report_id), "dateReceived": _moment(report.sent_at), "reportedInformation": told}
    body = json.dumps(document, ensure_ascii=chance(rng, 0.5), indent=1 if chance(rng, 0.2) else None).encode("utf-8")
    return _BOM + body if chance(rng, 0.33) else body
