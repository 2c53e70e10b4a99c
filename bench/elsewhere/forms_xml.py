"""A report as a company submits it: NCMEC's CyberTipline API XML, with a document for each file."""

from __future__ import annotations

from datetime import datetime
from xml.sax.saxutils import escape

from bench.elsewhere.companies import MEMBERS
from bench.elsewhere.told import Item, Party, Sighting, Told

_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'


def _one(name: str, value: object) -> str:
    return "" if value is None else f"<{name}>{escape(str(value))}</{name}>"


def _time(value: datetime | None) -> str | None:
    return None if value is None else value.strftime("%Y-%m-%dT%H:%M:%SZ")


def _yes(value: bool | None) -> str | None:
    return None if value is None else str(value).lower()


def _sighting(one: Sighting) -> str:
    inner = _one("ipAddress", one.ip) + _one("eventName", one.event.title()) + _one("dateTime", _time(one.time))
    return f"<ipCaptureEvent>{inner}{_one('possibleProxy', _yes(one.proxy))}{_one('port', one.port)}</ipCaptureEvent>"


def _person(tag: str, one: Party) -> str:
    first, _, last = (one.name or "").partition(" ")
    inner = _one("firstName", first or None) + _one("lastName", last or None)
    inner += "".join(_one("phone", phone) for phone in one.phones) + "".join(_one("email", mail) for mail in one.emails)
    if one.postal and one.country is not None:
        inner += f'<address type="Home">{_one("city", one.city)}{_one("zipCode", one.postal)}'
        inner += f"{_one('country', one.country)}</address>"
    inner += _one("age", one.age)
    return f"<{tag}>{inner}</{tag}>" if inner or tag == "victimPerson" else ""


def _account(one: Party) -> str:
    inner = _one("espIdentifier", one.account) + _one("screenName", one.screen) + _one("profileBio", one.bio)
    inner += "".join(map(_sighting, one.sightings))
    inner += "".join(
        f"<deviceId>{_one('idType', 'IMEI')}{_one('idValue', one_id)}</deviceId>" for one_id in one.devices
    )
    return inner + _one("schoolName", one.school)


def _reported(one: Party) -> str:
    inner = _person("personOrUserReportedPerson", one) + _account(one)
    inner += _one("thirdPartyUserReported", "true" if one.third_party else None)
    inner += "".join(_one("priorCTReports", prior) for prior in one.prior)
    if one.disabled:
        inner += f'<accountTemporarilyDisabled userNotified="{_yes(one.notified)}">true</accountTemporarilyDisabled>'
    if one.country is not None:
        place = _one("city", one.city) + _one("countryCode", one.country)
        inner += f'<estimatedLocation verified="false">{place}</estimatedLocation>'
    return f"<personOrUserReported>{inner}</personOrUserReported>"


def _marks(tag: str, names: set[str], spelt: bool) -> str:
    inner = "".join(f"<{name}>true</{name}>" if spelt else f"<{name}/>" for name in sorted(names))
    return f"<{tag}>{inner}</{tag}>" if inner else ""


def report_xml(told: Told) -> str:
    """The main document. It has no number: the folder has."""
    company = MEMBERS[told.company]
    summary = _one("incidentType", told.kind) + _one("platform", told.platform)
    summary += _one("escalateToHighPriority", told.escalation)
    summary += _marks("reportAnnotations", told.annotations, spelt=len(company.name) % 2 == 0)
    summary += _one("incidentDateTime", _time(told.time)) + _one("incidentDateTimeDescription", told.note)
    chat = _one("chatClient", company.name) + _one("content", told.talk)
    body = '<batchedReport reason="VIRAL_POTENTIAL_MEME"/>' if told.batched else ""
    body += f"<incidentSummary>{summary}</incidentSummary>"
    body += f"<internetDetails><chatImIncident>{chat}</chatImIncident></internetDetails>"
    if told.url:
        body += f"<internetDetails><webPageIncident>{_one('url', told.url)}</webPageIncident></internetDetails>"
    desk = f"<reportingPerson>{_one('email', f'safety@{company.domain}')}</reportingPerson>"
    body += f"<reporter>{desk}{_one('companyTemplate', company.boilerplate)}</reporter>" + _reported(told.reported)
    for one in told.recipients:
        body += f"<intendedRecipient>{_person('intendedRecipientPerson', one)}{_account(one)}</intendedRecipient>"
    body += "".join(f"<victim>{_person('victimPerson', one)}{_account(one)}</victim>" for one in told.victims)
    return f"{_HEAD}<report>{body}{_one('additionalInfo', told.more)}</report>"


def details_xml(told: Told, place: int, item: Item) -> str:
    """The document of one file."""
    inner = _one("reportId", told.number) + _one("fileId", f"f{place}{item.md5[:10]}")
    inner += _one("fileName", f"{item.md5[:12]}.bin") + _one("originalFileName", item.name)
    inner += _one("uploadedToEspTimestamp", _time(item.uploaded)) + _one("fileViewedByEsp", _yes(item.viewed))
    inner += _one("publiclyAvailable", _yes(item.public))
    inner += _one("fileRelevance", "Supplemental Reported" if item.supplemental else None)
    inner += _marks("fileAnnotations", item.annotations, spelt=False)
    inner += _one("industryClassification", None if item.supplemental else item.classification)
    for kind, value in (("MD5", item.md5), ("SHA1", item.sha1)):
        inner += f'<originalFileHash hashType="{kind}">{value}</originalFileHash>' if value else ""
    inner += _sighting(item.sighting) if item.sighting else ""
    if item.camera:
        make, taken = item.camera
        pairs = (("Make", make.partition(" ")[0]), ("Model", make), ("DateTimeOriginal", f"{taken:%Y:%m:%d %H:%M:%S}"))
        exif = "".join(f"<nameValuePair>{_one('name', k)}{_one('value', v)}</nameValuePair>" for k, v in pairs)
        inner += f'<details type="EXIF">{exif}</details>'
    return f"{_HEAD}<fileDetails>{inner}{_one('additionalInfo', item.note)}</fileDetails>"
