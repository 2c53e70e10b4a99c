"""`sourceInformation`: the addresses, devices and links that a service saw."""

from __future__ import annotations

from dataclasses import dataclass, field

from vigie.intake import values
from vigie.intake.delivered.record import Record
from vigie.report.nouns import Device, Email, Phone, Sighting

_DEVICES = ("device", "imei", "imsi", "iccid", "mac", "ssid", "advertising", "idfa", "android", "serial")


@dataclass(slots=True)
class Captured:
    """What the captures of one person, file or incident show."""

    sightings: list[Sighting] = field(default_factory=list)
    urls: list[str] = field(default_factory=list)
    devices: list[Device] = field(default_factory=list)
    emails: list[Email] = field(default_factory=list)
    phones: list[Phone] = field(default_factory=list)


def captured(record: Record) -> Captured:
    """The captures of a record. One of a kind nobody knows, or that is not what it says, is kept as unknown."""
    found = Captured()
    for source in record.records("sourceInformation", "sourceInformations"):
        for capture in source.records("sourceCaptures", "sourceCapture"):
            _sort(capture, found)
            capture.rest()
        source.rest()
    return found


def _sort(capture: Record, found: Captured) -> None:
    kind = capture.text("captureType") or ""
    lower = kind.lower()
    if ("IP" in kind or lower.startswith("ip")) and "zip" not in lower:
        _address(capture, kind, found)
        return
    value = capture.text("value")
    if value is None:
        return
    if "url" in lower or "link" in lower:
        found.urls.append(value)
    elif "email" in lower or "e-mail" in lower:
        found.emails.append(Email(value))
    elif "phone" in lower:
        found.phones.append(Phone(value))
    elif any(word in lower for word in _DEVICES):
        found.devices.append(Device(kind, value, _event(capture), capture.moment("dateTime")))
    else:
        capture.notes.unknown(capture.path, f"{kind}: {value}")


def _address(capture: Record, kind: str, found: Captured) -> None:
    written = capture.text("value")
    where = None
    if written is not None:
        try:
            where = values.host(written)
        except values.BadValue as bad:
            capture.notes.remark(capture.where("value"), bad.why)
            capture.notes.unknown(capture.path, f"{kind}: {written}")
    event, at = _event(capture), capture.moment("dateTime")
    port, proxy = capture.parsed(values.port, "port"), capture.truth("possibleProxy")
    if where is not None:
        found.sightings.append(Sighting(where[0], event, at, where[1] if port is None else port, proxy))


def _event(capture: Record) -> str | None:
    event = capture.text("eventName")
    return event.lower() if event else None
