"""The people and accounts of a report: reported, recipient, victim, reporter, and accounts tied to them."""

from __future__ import annotations

from typing import Any

from lxml.etree import _Element as Element

from vigie.intake import values
from vigie.intake.cybertipline.contacts import address, device, disabled, email, phone, place, sighting
from vigie.intake.cybertipline.filling import Slot, age, attribute, day, fill, text, truth
from vigie.intake.notes import Notes
from vigie.report.nouns import Person, Role

_NAMED = {
    "firstName": Slot("first_name", text),
    "middleName": Slot("middle_name", text),
    "lastName": Slot("last_name", text),
    "phone": Slot("phones", phone, many=True),
    "email": Slot("emails", email, many=True),
    "address": Slot("addresses", address, many=True),
    "age": Slot("age", age),
    "approximateAge": Slot("age", age),
    "dateOfBirth": Slot("born", day),
}


def _named(element: Element, notes: Notes) -> dict[str, Any]:
    return fill(element, _NAMED, notes)


_ACCOUNT = {
    "espIdentifier": Slot("identifier", text),
    "espService": Slot("service", text),
    "compromisedAccount": Slot("compromised", truth),
    "screenName": Slot("screen_name", text),
    "displayName": Slot("display_names", text, many=True),
    "profileUrl": Slot("profile_urls", text, many=True),
    "profileBio": Slot("bio", text),
    "ipCaptureEvent": Slot("sightings", sighting, many=True),
    "deviceId": Slot("devices", device, many=True),
    "priorCTReports": Slot("prior_reports", text, many=True),
    "priorCTReport": Slot("prior_reports", text, many=True),
    "groupIdentifier": Slot("group", text),
    "accountTemporarilyDisabled": Slot("disabled_for_a_time", disabled),
    "accountPermanentlyDisabled": Slot("disabled_for_good", disabled),
    "estimatedLocation": Slot("place", place),
    "allEmailsReported": Slot("all_emails_reported", truth),
    "additionalInfo": Slot("texts", text, many=True),
}


def _platform(element: Element, notes: Notes) -> dict[str, Any]:
    found: dict[str, Any] = {"platform": text(element, notes)}
    third_party = attribute(element, "thirdPartyUser", notes, values.truth)
    return found if third_party is None else {**found, "third_party": third_party}


_ASSOCIATED = {**_NAMED, **_ACCOUNT, "platform": Slot("", _platform, inline=True)}


def _associated(element: Element, notes: Notes) -> Person:
    """An account tied to a person. Its service is the platform it is on; the reporting service's own name for the
    product, if that differs, is kept as text."""
    found = fill(element, _ASSOCIATED, notes)
    platform = found.pop("platform", None)
    service = found.get("service")
    if platform and service and platform != service:
        found["texts"] = (*found.get("texts", ()), f"espService: {service}")
    found["service"] = platform or service
    kind = element.get("type") or element.get("accountType")
    return Person(Role.ASSOCIATED, association=kind or None, **found)


_PERSON = {
    **_ACCOUNT,
    "personOrUserReportedPerson": Slot("", _named, inline=True),
    "intendedRecipientPerson": Slot("", _named, inline=True),
    "victimPerson": Slot("", _named, inline=True),
    "vehicleDescription": Slot("vehicle", text),
    "thirdPartyUserReported": Slot("third_party", truth),
    "schoolName": Slot("school", text),
    "associatedAccount": Slot("associated", _associated, many=True),
}


def people_in(role: Role, element: Element, notes: Notes) -> tuple[Person, ...]:
    """The person of an element, then the accounts associated with it."""
    found = fill(element, _PERSON, notes)
    associated: tuple[Person, ...] = found.pop("associated", ())
    return (Person(role, **found), *associated)


def reported(element: Element, notes: Notes) -> tuple[Person, ...]:
    return people_in(Role.REPORTED, element, notes)


def recipient(element: Element, notes: Notes) -> tuple[Person, ...]:
    return people_in(Role.RECIPIENT, element, notes)


def victim(element: Element, notes: Notes) -> tuple[Person, ...]:
    return people_in(Role.VICTIM, element, notes)


def reporter(element: Element, notes: Notes) -> Person | None:
    """A person of the reporting service; None when the element says nothing of them."""
    found = fill(element, _NAMED, notes)
    return Person(Role.REPORTER, **found) if found else None
