"""The people of the JSON that police receive."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from vigie.intake import values
from vigie.intake.delivered.captures import captured
from vigie.intake.delivered.record import Record
from vigie.report.nouns import Address, Email, Person, Phone, Place, ReportId, Role

_TEXTS = {
    "first_name": ("firstName",),
    "middle_name": ("middleName",),
    "last_name": ("lastName",),
    "gender": ("gender",),
    "service": ("espService",),
    "identifier": ("espUserId", "espIdentifier"),
    "bio": ("profileBio",),
    "group": ("groupIdentifier",),
    "school": ("schoolName",),
    "occupation": ("occupation",),
    "vehicle": ("vehicleDescription",),
    "relationship": ("relationshipToChildVictim",),
    "access_to_victim": ("accessToChildVictim",),
    "access_to_children": ("accessToChildren",),
    "access_to_firearms": ("accessToFirearms",),
    "convicted": ("convictedSexOffender",),
    "aware_of_report": ("awareOfReport",),
}


def person(record: Record, role: Role) -> Person:
    """One person, with everything the record says of them."""
    seen = captured(record)
    screen_names = list(dict.fromkeys(record.texts("screenName", "screenNames")))
    texts: dict[str, Any] = {field: record.text(*names) for field, names in _TEXTS.items()}
    found = Person(
        role=role,
        **texts,
        age=record.parsed(values.age, "approximateAge", "age"),
        born=record.parsed(values.day, "dateOfBirth"),
        emails=(*_emails(record), *seen.emails),
        phones=(*_phones(record), *seen.phones),
        addresses=tuple(_addresses(record)),
        screen_name=screen_names[0] if screen_names else None,
        display_names=(*screen_names[1:], *record.texts("displayNames", "displayName")),
        profile_urls=(*seen.urls, *record.texts("profileUrls", "profileUrl")),
        compromised=record.truth("compromisedAccount"),
        third_party=record.truth("thirdPartyUserReported"),
        sightings=tuple(seen.sightings),
        devices=tuple(seen.devices),
        place=_place(record),
        prior_reports=tuple(ReportId(number) for number in record.texts("priorCTReports", "priorReports")),
        association=record.text("accountType", "associationType") if role is Role.ASSOCIATED else None,
        texts=(
            *record.texts("additionalContactInformation"),
            *record.texts("additionalInformations", "additionalInformation"),
        ),
    )
    record.rest()
    return found


def _emails(record: Record) -> Iterator[Email]:
    for email in record.records("emails", "email"):
        value = email.text("value", "emailAddress")
        if value:
            yield Email(value, email.truth("verified"), email.text("type"))
        email.rest()


def _phones(record: Record) -> Iterator[Phone]:
    for phone in record.records("phones", "phone"):
        value = phone.text("value", "number", "phoneNumber")
        if value:
            yield Phone(value, phone.truth("verified"), phone.text("type"), phone.text("countryCallingCode"))
        phone.rest()


def _addresses(record: Record) -> Iterator[Address]:
    for written in record.records("addresses", "address"):
        streets = [street for name in ("street1", "street2", "address", "value") if (street := written.text(name))]
        country = written.text("country")
        found = Address(
            lines=", ".join(streets) or None,
            city=written.text("city"),
            postal_code=written.text("postalCode", "zipCode"),
            region=written.text("state", "nonUsaState", "region"),
            country=country.upper() if country else None,
            kind=written.text("type"),
        )
        written.rest()
        if found != Address():
            yield found


def _place(record: Record) -> Place | None:
    for written in record.records("estimatedLocation"):
        country = written.text("countryCode", "country")
        place = Place(
            city=written.text("city"),
            region=written.text("region"),
            country=country.upper() if country else None,
            verified=written.truth("verified"),
            at=written.moment("timestamp", "dateTime"),
        )
        written.rest()
        return place if place != Place() else None
    return None
