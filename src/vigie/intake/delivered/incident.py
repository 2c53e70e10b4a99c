"""`incidentDetails`: where it happened."""

from __future__ import annotations

from collections.abc import Iterator

from vigie.intake.delivered.captures import captured
from vigie.intake.delivered.record import Record
from vigie.report.nouns import Channel, Email, Phone

_INCIDENTS = {
    "webpageIncident": "webpage",
    "webPageIncident": "webpage",
    "emailIncident": "email",
    "newsgroupIncident": "newsgroup",
    "chatImIncident": "chat",
    "chatIncident": "chat",
    "onlineGamingIncident": "game",
    "cellPhoneIncident": "phone",
    "nonInternetIncident": "offline",
    "peer2peerIncident": "p2p",
    "peerToPeerIncident": "p2p",
}
_NAMES = ("chatClient", "gameName", "client", "locationName", "name")


def channels(told: Record) -> tuple[Channel, ...]:
    """A channel for each incident, in the document's order."""
    return tuple(_each(told))


def _each(told: Record) -> Iterator[Channel]:
    for details in told.records("incidentDetails", "incidentDetail"):
        for name, kind in _INCIDENTS.items():
            for incident in details.records(name, f"{name}s"):
                yield _channel(incident, kind)
                incident.rest()
        details.rest()


def _channel(incident: Record, kind: str) -> Channel:
    seen = captured(incident)
    return Channel(
        kind=kind,
        name=next((text for name in _NAMES if (text := incident.text(name))), None),
        room=incident.text("chatRoomName"),
        urls=(*seen.urls, *incident.texts("urls", "url")),
        emails=(*(Email(text) for text in incident.texts("emailAddresses", "emailAddress")), *seen.emails),
        phones=(*(Phone(text) for text in incident.texts("phoneNumbers", "phoneNumber")), *seen.phones),
        file_names=incident.text("fileNames"),
        third_party=incident.truth("thirdPartyHostedContent"),
        sightings=tuple(seen.sightings),
        texts=(
            *incident.texts("contents", "content", "value"),
            *incident.texts("additionalInformations", "additionalInformation"),
        ),
    )
