"""Writes a report as services send it: the CyberTipline API's XML, its elements in the order the schema asks for."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import datetime

from vigie.report import nouns
from vigie.report.nouns import Role
from vigie.sample.companies import BY_NAME

_INCIDENTS = {
    "webpage": "webPageIncident",
    "email": "emailIncident",
    "chat": "chatImIncident",
    "game": "onlineGamingIncident",
    "phone": "cellPhoneIncident",
    "p2p": "peer2peerIncident",
}
HASH_TYPES = {"md5": "MD5", "sha1": "SHA1", "sha256": "SHA256", "pdq": "PDQ"}
_ESCAPES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;"})
_DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n'


def _tag(name: str, value: object | None, attributes: str = "") -> str:
    """An element, or nothing for what is not said."""
    if value is None:
        return ""
    text = ("true" if value else "false") if isinstance(value, bool) else str(value).translate(_ESCAPES)
    return f"<{name}{attributes}>{text}</{name}>"


def _wrap(name: str, *parts: str, attributes: str = "") -> str:
    inside = "".join(parts)
    return f"<{name}{attributes}>{inside}</{name}>" if inside else f"<{name}{attributes}/>"


def _each(name: str, values: Iterable[object]) -> str:
    return "".join(_tag(name, value) for value in values)


def moment(at: datetime | None) -> str | None:
    """xs:dateTime; UTC is written Z."""
    return None if at is None else at.isoformat().replace("+00:00", "Z")


def _sighting(seen: nouns.Sighting) -> str:
    return _wrap(
        "ipCaptureEvent",
        _tag("ipAddress", seen.ip),
        _tag("eventName", seen.event and seen.event.capitalize()),
        _tag("dateTime", moment(seen.at)),
        _tag("possibleProxy", seen.proxy),
        _tag("port", seen.port),
    )


def _email(mail: nouns.Email) -> str:
    verified = "" if mail.verified is None else f' verified="{str(mail.verified).lower()}"'
    return _tag("email", mail.value, verified)


def _phone(phone: nouns.Phone) -> str:
    kind = f' type="{phone.kind}"' if phone.kind else ""
    return _tag("phone", phone.value, kind + (' verified="true"' if phone.verified else ""))


def _address(place: nouns.Address) -> str:
    return _wrap(
        "address",
        _tag("city", place.city),
        _tag("country", place.country),
        attributes=f' type="{place.kind}"' if place.kind else "",
    )


def _contacts(person: nouns.Person) -> str:
    return "".join((*map(_phone, person.phones), *map(_email, person.emails), *map(_address, person.addresses)))


def _civil(name: str, person: nouns.Person) -> str:
    inside = "".join(
        (
            _tag("firstName", person.first_name),
            _tag("lastName", person.last_name),
            _contacts(person),
            _tag("age", person.age),
        )
    )
    needed = name == "victimPerson"
    return _wrap(name, inside) if inside or needed else ""


def _devices(person: nouns.Person) -> str:
    return "".join(_wrap("deviceId", _tag("idType", one.kind), _tag("idValue", one.value)) for one in person.devices)


def _closed(person: nouns.Person) -> str:
    closed = person.disabled_for_good
    if closed is None:
        return ""
    notified = "" if closed.user_notified is None else f' userNotified="{str(closed.user_notified).lower()}"'
    when = f' userNotifiedDate="{moment(closed.user_notified_at)}"' if closed.user_notified_at else ""
    return _tag("accountPermanentlyDisabled", True, f' disabledDate="{moment(closed.at)}"{notified}{when}')


def _place(person: nouns.Person) -> str:
    place = person.place
    if place is None:
        return ""
    verified = f' verified="{str(bool(place.verified)).lower()}"'
    return _wrap("estimatedLocation", _tag("city", place.city), _tag("countryCode", place.country), attributes=verified)


def _associated(person: nouns.Person) -> str:
    return _wrap(
        "associatedAccount",
        *map(_email, person.emails),
        _tag("espService", person.service),
        _tag("screenName", person.screen_name),
        attributes=f' type="{person.association}"',
    )


def _account(person: nouns.Person) -> str:
    return "".join(
        (
            _tag("espIdentifier", person.identifier),
            _tag("espService", person.service),
            _tag("compromisedAccount", person.compromised),
            _tag("screenName", person.screen_name),
            _each("displayName", person.display_names),
            _each("profileUrl", person.profile_urls),
            _tag("profileBio", person.bio),
            *map(_sighting, person.sightings),
            _devices(person),
        )
    )


def _reported(person: nouns.Person, others: tuple[nouns.Person, ...], texts: Iterable[str]) -> str:
    return _wrap(
        "personOrUserReported",
        _civil("personOrUserReportedPerson", person),
        _account(person),
        _each("priorCTReports", person.prior_reports),
        _closed(person),
        _place(person),
        *map(_associated, others),
        _tag("additionalInfo", " | ".join(texts) or None),
    )


def _people(report: nouns.Report, texts: tuple[str, ...]) -> str:
    associated, parts = report.having(Role.ASSOCIATED), []
    for place, person in enumerate(report.having(Role.REPORTED)):
        parts.append(_reported(person, associated if place == 0 else (), texts if place == 0 else ()))
    parts.extend(
        _wrap("intendedRecipient", _civil("intendedRecipientPerson", person), _account(person))
        for person in report.having(Role.RECIPIENT)
    )
    parts.extend(
        _wrap("victim", _civil("victimPerson", person), _account(person), _tag("schoolName", person.school))
        for person in report.having(Role.VICTIM)
    )
    return "".join(parts)


def _channel(channel: nouns.Channel) -> str:
    named = {"chat": "chatClient", "game": "gameName", "p2p": "client"}.get(channel.kind)
    inside = _each("url", channel.urls) + "".join(_tag("emailAddress", mail.value) for mail in channel.emails)
    return _wrap("internetDetails", _wrap(_INCIDENTS[channel.kind], inside, _tag(named, channel.name) if named else ""))


def _summary(report: nouns.Report) -> str:
    flags = "".join(f"<{name}/>" for name in report.annotations)
    return _wrap(
        "incidentSummary",
        _tag("incidentType", report.incident_kind),
        _tag("platform", report.platform),
        _tag("escalateToHighPriority", report.escalation),
        _wrap("reportAnnotations", flags) if flags else "",
        _tag("incidentDateTime", moment(report.incident_at)),
        _tag("incidentDateTimeDescription", report.incident_at_description),
    )


def _reporter(report: nouns.Report) -> str:
    host = BY_NAME[report.company].host if report.company else "company.example"
    return _wrap(
        "reporter",
        _wrap("reportingPerson", _tag("firstName", report.company), _tag("email", f"reports@{host}")),
        _tag("companyTemplate", report.boilerplate[0] if report.boilerplate else None),
    )


def report_xml(report: nouns.Report) -> bytes:
    """`report.xml`: its texts stand with the reported person for every other report, else at the end."""
    with_person = bool(report.having(Role.REPORTED)) and int(report.report_id[-1]) % 2 == 0
    batched = f'<batchedReport reason="{report.batched}"/>' if report.batched else ""
    body = _wrap(
        "report",
        batched,
        _summary(report),
        *map(_channel, report.channels),
        _reporter(report),
        _people(report, report.texts if with_person else ()),
        "" if with_person else _tag("additionalInfo", " | ".join(report.texts) or None),
    )
    return (_DECLARATION + body + "\n").encode("utf-8")


def file_id(report_id: str, place: int) -> str:
    """The token under which the n-th file of a report was uploaded."""
    return hashlib.sha256(f"{report_id}/{place}".encode()).hexdigest()[:32]


def _file_flags(file: nouns.ReportedFile) -> str:
    if file.annotations == ("potentialMeme",):
        return _tag("potentialMeme", True)
    flags = "".join(f"<{name}/>" if len(name) % 2 else f"<{name}>true</{name}>" for name in file.annotations)
    return _wrap("fileAnnotations", flags) if flags else ""


def _details(file: nouns.ReportedFile) -> str:
    pairs = "".join(_wrap("nameValuePair", _tag("name", one.name), _tag("value", one.value)) for one in file.details)
    return _wrap("details", pairs, attributes=' type="EXIF"') if pairs else ""


def file_details_xml(report: nouns.Report, place: int) -> bytes:
    """`filedetails-<place + 1>.xml`: what is said of `report.files[place]`."""
    file = report.files[place]
    body = _wrap(
        "fileDetails",
        _tag("reportId", report.report_id),
        _tag("fileId", file_id(report.report_id, place)),
        _tag("fileName", file.name),
        _tag("originalFileName", file.original_name),
        _tag("uploadedToEspTimestamp", moment(file.uploaded_at)),
        _tag("locationOfFile", file.url),
        _tag("fileViewedByEsp", file.viewed),
        _tag("exifViewedByEsp", file.exif_viewed),
        _tag("publiclyAvailable", file.public),
        _tag("fileRelevance", file.relevance),
        _file_flags(file),
        _tag("industryClassification", file.classification),
        *(_tag("originalFileHash", one.value, f' hashType="{HASH_TYPES[one.kind]}"') for one in file.hashes),
        *map(_sighting, file.sightings[:1]),
        _details(file),
        _each("additionalInfo", file.texts),
    )
    return (_DECLARATION + body + "\n").encode("utf-8")
