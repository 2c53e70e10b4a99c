"""Addresses, e-mails, phones, devices and capture events: what people, files and channels share."""

from __future__ import annotations

from lxml.etree import _Element as Element

from vigie.intake import values
from vigie.intake.cybertipline.filling import (
    Slot,
    as_written,
    attribute,
    attribute_moment,
    fill,
    host,
    keep_unknown,
    lower,
    moment,
    port,
    remark,
    text,
    truth,
)
from vigie.intake.notes import Notes
from vigie.report.nouns import Address, Device, Disabled, Email, Phone, Place, Sighting, say

_SIGHTING = {
    "ipAddress": Slot("host", host),
    "eventName": Slot("event", lower),
    "dateTime": Slot("at", moment),
    "possibleProxy": Slot("proxy", truth),
    "port": Slot("port", port),
}
_DEVICE = {
    "idType": Slot("kind", text),
    "idValue": Slot("value", text),
    "eventName": Slot("event", lower),
    "dateTime": Slot("at", moment),
}
_ADDRESS = {
    "address": Slot("lines", text),
    "city": Slot("city", text),
    "zipCode": Slot("postal_code", text),
    "state": Slot("state", text),
    "nonUsaState": Slot("region", text),
    "country": Slot("country", as_written),
}
_PLACE = {"city": Slot("city", text), "region": Slot("region", text), "countryCode": Slot("country", as_written)}


def sighting(element: Element, notes: Notes) -> Sighting | None:
    """An `ipCaptureEvent`. One without a readable address is kept whole as unknown, so that nothing of it is lost."""
    found = fill(element, _SIGHTING, notes)
    where = found.pop("host", None)
    if where is None:
        keep_unknown(element, notes)
        return None
    ip, written_port = where
    found.setdefault("port", written_port)
    return Sighting(ip, **found)


def device(element: Element, notes: Notes) -> Device | None:
    found = fill(element, _DEVICE, notes)
    if "value" not in found:
        remark(element, notes, say("a device without its identifier"))
        return None
    return Device(found.pop("kind", "unknown"), **found)


def email(element: Element, notes: Notes) -> Email | None:
    value = text(element, notes)
    if value is None:
        return None
    if not element.attrib:
        return Email(value)
    return Email(value, attribute(element, "verified", notes, values.truth), _kind(element))


def phone(element: Element, notes: Notes) -> Phone | None:
    value = text(element, notes)
    if value is None:
        return None
    if not element.attrib:
        return Phone(value)
    extension = element.get("extension", "").strip()
    return Phone(
        f"{value} x{extension}" if extension else value,
        attribute(element, "verified", notes, values.truth),
        _kind(element),
        element.get("countryCallingCode", "").strip() or None,
    )


def _kind(element: Element) -> str | None:
    return element.get("type", "").strip() or None


def address(element: Element, notes: Notes) -> Address | None:
    found = fill(element, _ADDRESS, notes)
    state = found.pop("state", None)
    if state:
        found.setdefault("region", state)
    return Address(kind=_kind(element), **found) if found else None


def place(element: Element, notes: Notes) -> Place | None:
    found = fill(element, _PLACE, notes)
    verified = attribute(element, "verified", notes, values.truth)
    return Place(verified=verified, at=attribute_moment(element, "timestamp", notes), **found) if found else None


def disabled(element: Element, notes: Notes) -> Disabled | None:
    """An account's closure. The element alone, without a word in it, means that it was closed."""
    closed = True if text(element, notes) is None else truth(element, notes)
    if closed is None:
        return None
    return Disabled(
        closed,
        attribute_moment(element, "disabledDate", notes),
        attribute(element, "userNotified", notes, values.truth),
        attribute_moment(element, "userNotifiedDate", notes),
        attribute_moment(element, "reenabledDate", notes),
    )
