"""What happened and where: `incidentSummary`, `internetDetails`, `lawEnforcement`."""

from __future__ import annotations

from typing import Any

from lxml.etree import _Element as Element

from vigie.intake import values
from vigie.intake.cybertipline.contacts import address, email, phone, sighting
from vigie.intake.cybertipline.files import flags
from vigie.intake.cybertipline.filling import (
    Slot,
    attribute,
    degrees,
    fill,
    keep_unknown,
    moment,
    remark,
    text,
    truth,
)
from vigie.intake.notes import Notes
from vigie.report.nouns import Channel, LawEnforcement, say

_NO_REASON = "(no reason given)"  # presence alone means escalated


def _escalation(element: Element, notes: Notes) -> str | None:
    """The reason; the element alone means that the report was escalated. A literal `false` does not."""
    reason = text(element, notes)
    if reason and not values.flag(reason):
        remark(element, notes, say("“{text}” stands where the reason of an escalation should", text=reason))
        return None
    return reason or _NO_REASON


_SUMMARY = {
    "incidentType": Slot("incident_kind", text),
    "platform": Slot("platform", text),
    "escalateToHighPriority": Slot("escalation", _escalation),
    "reportAnnotations": Slot("annotations", flags),
    "incidentDateTime": Slot("incident_at", moment),
    "incidentDateTimeDescription": Slot("incident_at_description", text),
}


def summary(element: Element, notes: Notes) -> dict[str, Any]:
    """The report's own fields that `incidentSummary` gives."""
    return fill(element, _SUMMARY, notes)


def _console(element: Element, notes: Notes) -> str | None:
    name = text(element, notes)
    return f"Console: {name}" if name else None


_TEXTS = {"content": Slot("texts", text, many=True), "additionalInfo": Slot("texts", text, many=True)}
_CHANNELS = {
    "webPageIncident": ("webpage", {"url": Slot("urls", text, many=True)}),
    "emailIncident": ("email", {"emailAddress": Slot("emails", email, many=True)}),
    "newsgroupIncident": ("newsgroup", {"name": Slot("name", text), "emailAddress": Slot("emails", email, many=True)}),
    "chatImIncident": ("chat", {"chatClient": Slot("name", text), "chatRoomName": Slot("room", text)}),
    "onlineGamingIncident": ("game", {"gameName": Slot("name", text), "console": Slot("texts", _console, many=True)}),
    "cellPhoneIncident": (
        "phone",
        {
            "phoneNumber": Slot("phones", phone, many=True),
            "latitude": Slot("latitude", degrees),
            "longitude": Slot("longitude", degrees),
        },
    ),
    "nonInternetIncident": (
        "offline",
        {"locationName": Slot("name", text), "incidentAddress": Slot("addresses", address, many=True)},
    ),
    "peer2peerIncident": (
        "p2p",
        {
            "client": Slot("name", text),
            "ipCaptureEvent": Slot("sightings", sighting, many=True),
            "fileNames": Slot("file_names", text),
        },
    ),
}
_SLOTS = {tag: (kind, {**_TEXTS, **slots}) for tag, (kind, slots) in _CHANNELS.items()}


def channels(element: Element, notes: Notes) -> tuple[Channel, ...]:
    """The incidents of one `internetDetails`: exactly one by the schema, however many stand there."""
    found = []
    for child in element:
        if child.tag not in _SLOTS:
            keep_unknown(child, notes)
            continue
        kind, slots = _SLOTS[child.tag]
        third_party = attribute(child, "thirdPartyHostedContent", notes, values.truth)
        found.append(Channel(kind, third_party=third_party, **fill(child, slots, notes)))
    return tuple(found)


_LAW = {
    "agencyName": Slot("agency", text),
    "caseNumber": Slot("case_number", text),
    "reportedToLe": Slot("reported", truth),
    "servedLegalProcessDomestic": Slot("legal_process_domestic", truth),
    "servedLegalProcessInternational": Slot("legal_process_international", truth),
}


def law_enforcement(element: Element, notes: Notes) -> LawEnforcement:
    """Another agency that the service already spoke to. Its officer's particulars are kept as unknown."""
    found = fill(element, _LAW, notes)
    process = element.find("servedLegalProcessInternational")
    country = (process.get("fleaCountry") if process is not None else None) or element.get("fleaCountry")
    return LawEnforcement(country=country.strip().upper() if country else None, **found)
