"""A report's people, channels and files as lines of facts to read, only of what was said. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from msgspec import Struct

from vigie.desk.wording import CHANNELS, EVENTS, label
from vigie.report.nouns import (
    Address,
    Channel,
    Disabled,
    Email,
    LawEnforcement,
    Person,
    Phone,
    Place,
    ReportedFile,
    Saying,
    Sighting,
    say,
)

RELEVANCE = {"Reported": say("what is reported"), "Supplemental Reported": say("sent besides what is reported")}
Words = str | Saying | datetime


class Part(Struct, frozen=True):
    """One value of a fact, with what was said beside it. `plain`: an identifier, shown letter by letter."""

    value: Words
    beside: tuple[Words, ...] = ()
    plain: bool = False


class Fact(Struct, frozen=True):
    """A name and its values."""

    name: Saying
    parts: tuple[Part, ...]


Line = tuple[Saying, tuple[Part, ...]]


def _facts(lines: Iterator[Line]) -> tuple[Fact, ...]:
    return tuple(Fact(name, parts) for name, parts in lines if parts)


def _texts(*values: str | int | None, plain: bool = False) -> tuple[Part, ...]:
    return tuple(Part(str(value), plain=plain) for value in values if value not in (None, ""))


def yes_no(value: bool | None) -> Saying:
    """Three values: what was not said is not a no."""
    return say("not said") if value is None else say("yes") if value else say("no")


def _said(value: bool | None) -> tuple[Part, ...]:
    return () if value is None else (Part(yes_no(value)),)


def person(who: Person) -> tuple[Fact, ...]:
    """All that is said of a person or an account."""
    return _facts(_person(who))


def _person(who: Person) -> Iterator[Line]:
    yield say("Service"), _texts(who.service)
    yield say("Account"), _texts(who.identifier, plain=True)
    yield say("Screen name"), _texts(who.screen_name, plain=True)
    yield say("Display name"), _texts(*who.display_names)
    yield say("Name"), _texts(" ".join(part for part in (who.first_name, who.middle_name, who.last_name) if part))
    yield say("Age"), _texts(who.age)
    yield say("Born"), _texts(who.born.isoformat() if who.born else None)
    yield say("Gender"), _texts(who.gender)
    yield say("E-mail"), tuple(_email(email) for email in who.emails)
    yield say("Phone"), tuple(_phone(phone) for phone in who.phones)
    yield say("Profile"), _texts(*who.profile_urls, plain=True)
    yield say("IP address"), tuple(sighting(seen) for seen in who.sightings)
    yield say("Device"), tuple(Part(f"{one.kind}: {one.value}", _when(one.at), plain=True) for one in who.devices)
    yield say("Payment"), tuple(Part(f"{one.kind}: {one.value}", plain=True) for one in who.payments)
    yield say("Address"), tuple(_address(one) for one in who.addresses)
    yield say("Place, by the service's estimate"), _place(who.place)
    yield from _circumstances(who)


def _circumstances(who: Person) -> Iterator[Line]:
    yield say("Group"), _texts(who.group)
    yield say("School"), _texts(who.school)
    yield say("Occupation"), _texts(who.occupation)
    yield say("Vehicle"), _texts(who.vehicle)
    yield say("Relationship to the child"), _texts(who.relationship)
    yield say("Access to the child"), _texts(who.access_to_victim)
    yield say("Access to children"), _texts(who.access_to_children)
    yield say("Access to firearms"), _texts(who.access_to_firearms)
    yield say("Convicted before"), _texts(who.convicted)
    yield say("Aware of the report"), _texts(who.aware_of_report)
    yield say("Account taken over by somebody else"), _said(who.compromised)
    yield say("User of another service"), _said(who.third_party)
    yield say("Suspended"), _disabled(who.disabled_for_a_time)
    yield say("Closed"), _disabled(who.disabled_for_good)
    yield say("Earlier reports"), _texts(*who.prior_reports, plain=True)
    yield say("Tie"), _texts(who.association)
    yield say("Profile text"), _texts(who.bio)
    yield say("Text"), _texts(*who.texts)


def _when(at: datetime | None) -> tuple[Words, ...]:
    return (at,) if at else ()


def _verified(value: bool | None) -> tuple[Words, ...]:
    return () if value is None else (say("verified"),) if value else (say("not verified"),)


def _email(email: Email) -> Part:
    return Part(email.value, (*_verified(email.verified), *((email.kind,) if email.kind else ())), plain=True)


def _phone(phone: Phone) -> Part:
    code = f"{phone.calling_code} " if phone.calling_code and not phone.value.startswith("+") else ""
    return Part(code + phone.value, (*_verified(phone.verified), *((phone.kind,) if phone.kind else ())), plain=True)


def sighting(seen: Sighting) -> Part:
    """An address with its port, what was done from it, and when: what an access provider must be asked."""
    beside: list[Words] = [label(EVENTS, seen.event)] if seen.event else []
    beside.append(seen.at or say("time not said"))
    beside.append(say("port {port}", port=seen.port) if seen.port is not None else say("port not said"))
    if seen.proxy:
        beside.append(say("perhaps behind a proxy"))
    return Part(seen.ip, tuple(beside), plain=True)


def _address(one: Address) -> Part:
    town = " ".join(part for part in (one.postal_code, one.city) if part)
    text = ", ".join(part for part in (one.lines, town, one.region, one.country) if part)
    return Part(text, (one.kind,) if one.kind else ())


def _place(place: Place | None) -> tuple[Part, ...]:
    if place is None:
        return ()
    text = ", ".join(part for part in (place.city, place.region, place.country) if part)
    return (Part(text, (*_verified(place.verified), *_when(place.at))),) if text else ()


def _disabled(closed: Disabled | None) -> tuple[Part, ...]:
    if closed is None:
        return ()
    beside: list[Words] = [*_when(closed.at)]
    if closed.user_notified is not None:
        beside.append(say("the user was told") if closed.user_notified else say("the user was not told"))
    return (Part(yes_no(closed.disabled), tuple(beside)),)


def channel(one: Channel) -> tuple[Fact, ...]:
    """Where it happened."""
    return _facts(_channel(one))


def _channel(one: Channel) -> Iterator[Line]:
    yield say("Kind"), (Part(label(CHANNELS, one.kind)),)
    yield say("Name"), _texts(one.name)
    yield say("Room"), _texts(one.room)
    yield say("Address on the web"), _texts(*one.urls, plain=True)
    yield say("E-mail"), tuple(_email(email) for email in one.emails)
    yield say("Phone"), tuple(_phone(phone) for phone in one.phones)
    yield say("Address"), tuple(_address(address) for address in one.addresses)
    if one.latitude is not None and one.longitude is not None:
        yield say("Position"), _texts(f"{one.latitude:.5f}, {one.longitude:.5f}", plain=True)
    yield say("File names"), _texts(one.file_names, plain=True)
    yield say("Hosted by somebody else"), _said(one.third_party)
    yield say("IP address"), tuple(sighting(seen) for seen in one.sightings)
    yield say("Text"), _texts(*one.texts)


def file(one: ReportedFile) -> tuple[Fact, ...]:
    """What the sender says of a file, hashes and matches apart."""
    return _facts(_file(one))


def _file(one: ReportedFile) -> Iterator[Line]:
    yield say("Name when uploaded"), _texts(one.original_name if one.original_name != one.name else None, plain=True)
    yield say("Uploaded"), tuple(Part(at) for at in (one.uploaded_at,) if at)
    yield say("Address on the web"), _texts(one.url, plain=True)
    yield say("Seen by a person at the service"), (Part(yes_no(one.viewed)),)
    yield say("Its properties seen there"), _said(one.exif_viewed)
    yield say("Open to the public"), _said(one.public)
    yield say("Relevance"), (Part(RELEVANCE.get(one.relevance, one.relevance)),) if one.relevance else ()
    yield say("Class given by the service"), _texts(one.classification)
    yield say("Labels"), _texts(*one.tags)
    yield say("IP address"), tuple(sighting(seen) for seen in one.sightings)
    yield say("Device"), tuple(Part(f"{item.kind}: {item.value}", _when(item.at), plain=True) for item in one.devices)
    yield say("Properties"), tuple(Part(f"{item.name}: {item.value}", (item.group,)) for item in one.details)
    yield say("Text"), _texts(*one.texts)


def enforcement(one: LawEnforcement | None) -> tuple[Fact, ...]:
    """What the sender says of authorities already told."""
    return _facts(_enforcement(one)) if one else ()


def _enforcement(one: LawEnforcement) -> Iterator[Line]:
    yield say("Authority"), _texts(one.agency)
    yield say("Case number"), _texts(one.case_number, plain=True)
    yield say("Already told"), _said(one.reported)
    yield say("Court order, domestic"), _said(one.legal_process_domestic)
    yield say("Court order, international"), _said(one.legal_process_international)
    yield say("Country"), _texts(one.country)
