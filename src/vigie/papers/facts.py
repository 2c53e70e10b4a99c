"""A report's people, places and files as lines to be printed, only of what was said. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime

from vigie.papers.tongue import Tongue, Words, broken
from vigie.papers.wording import CHANNELS, EVENTS, INCIDENTS, label
from vigie.report.nouns import (
    Address,
    Channel,
    Disabled,
    Email,
    Person,
    Phone,
    Place,
    Report,
    ReportedFile,
    Saying,
    Sighting,
    say,
)
from vigie.triage.called import ANNOTATIONS

Named = Callable[[str], str]
Line = tuple[Saying, Iterable[str]]
Lines = list[tuple[str, list[str]]]


class Facts:
    """Says facts in one language."""

    def __init__(self, tongue: Tongue) -> None:
        self._say, self._country = tongue.say, tongue.country

    def _kept(self, lines: Iterator[Line]) -> Lines:
        said = ((self._say(name), [self._value(one) for one in values if one]) for name, values in lines)
        return [(name, values) for name, values in said if values]

    def _value(self, value: str) -> str:
        return broken(self._say(value))

    def _beside(self, value: str, *beside: Words | None) -> str:
        more = ", ".join(self._say(one) for one in beside if one not in (None, ""))
        return f"{value} ({more})" if more else value

    def _marks(self, names: Iterable[str]) -> str:
        """What reviewers and classifiers marked it as, in words where there are any."""
        return ", ".join(self._say(label(ANNOTATIONS, name)) for name in names)

    def _when(self, at: datetime | None) -> Iterable[str]:
        return (self._say(at),) if at else ()

    def report(self, report: Report) -> Lines:
        """What the report says of itself."""
        return self._kept(self._report(report))

    def _report(self, told: Report) -> Iterator[Line]:
        yield say("Kind of facts"), _some(self._say(label(INCIDENTS, told.incident_kind or "")))
        yield say("Service"), _some(told.company)
        yield say("Platform"), _some(told.platform if told.platform != told.company else None)
        yield say("Incident, often the moment of detection"), self._when(told.incident_at)
        yield say("What the sender says of that time"), _some(told.incident_at_description)
        yield say("Sent"), self._when(told.sent_at)
        yield say("Urgent, says the service"), _some(told.escalation)
        yield say("Labels"), _some(self._marks(told.annotations))
        yield say("Text"), told.texts

    def person(self, who: Person) -> Lines:
        """All that is said of a person or an account."""
        return self._kept(self._person(who))

    def _person(self, who: Person) -> Iterator[Line]:
        yield say("Name"), _some(" ".join(one for one in (who.first_name, who.middle_name, who.last_name) if one))
        yield say("Service"), _some(who.service)
        yield say("Account"), _some(who.identifier)
        yield say("Screen name"), _some(who.screen_name)
        yield say("Display name"), who.display_names
        yield say("Age"), _some(str(who.age) if who.age is not None else None)
        yield say("Born"), _some(who.born.isoformat() if who.born else None)
        yield say("Gender"), _some(who.gender)
        yield say("E-mail"), (self._email(one) for one in who.emails)
        yield say("Phone"), (self._phone(one) for one in who.phones)
        yield say("Profile"), who.profile_urls
        yield say("IP address"), (self._sighting(one) for one in who.sightings)
        yield say("Device"), (self._beside(f"{one.kind}: {one.value}", one.at) for one in who.devices)
        yield say("Payment"), (f"{one.kind}: {one.value}" for one in who.payments)
        yield say("Address"), (_address(one, self._country) for one in who.addresses)
        yield say("Place, by the service's estimate"), _some(_place(who.place, self._country))
        yield from _circumstances(who)
        yield say("Account taken over by somebody else"), self._three(who.compromised)
        yield say("User of another service"), self._three(who.third_party)
        yield say("Suspended"), self._disabled(who.disabled_for_a_time)
        yield say("Closed"), self._disabled(who.disabled_for_good)
        yield say("Profile text"), _some(who.bio)
        yield say("Text"), who.texts

    def channel(self, one: Channel) -> Lines:
        """Where it happened."""
        return self._kept(self._channel(one))

    def _channel(self, one: Channel) -> Iterator[Line]:
        yield say("Kind"), _some(self._say(label(CHANNELS, one.kind)))
        yield say("Name"), _some(one.name)
        yield say("Room"), _some(one.room)
        yield say("Address on the web"), one.urls
        yield say("E-mail"), (self._email(email) for email in one.emails)
        yield say("Phone"), (self._phone(phone) for phone in one.phones)
        yield say("Address"), (_address(address, self._country) for address in one.addresses)
        if one.latitude is not None and one.longitude is not None:
            yield say("Position"), _some(f"{one.latitude:.5f}, {one.longitude:.5f}")
        yield say("File names"), _some(one.file_names)
        yield say("Hosted by somebody else"), self._three(one.third_party)
        yield say("IP address"), (self._sighting(seen) for seen in one.sightings)
        yield say("Text"), one.texts

    def file(self, one: ReportedFile) -> Lines:
        """What the sender says of a file; what was computed of it stands in the annexes."""
        return self._kept(self._file(one))

    def _file(self, one: ReportedFile) -> Iterator[Line]:
        yield say("Name when uploaded"), _some(one.original_name if one.original_name != one.name else None)
        yield say("Uploaded"), self._when(one.uploaded_at)
        yield say("Address on the web"), _some(one.url)
        yield say("Seen by a person at the service"), _some(self._say(_three(one.viewed)))
        yield say("Its properties seen there"), self._three(one.exif_viewed)
        yield say("Open to the public"), self._three(one.public)
        yield say("Relevance"), _some(one.relevance)
        yield say("Class given by the service"), _some(one.classification)
        yield say("Labels"), _some(self._marks((*one.annotations, *one.tags)))
        yield say("IP address"), (self._sighting(seen) for seen in one.sightings)
        yield say("Device"), (self._beside(f"{item.kind}: {item.value}", item.at) for item in one.devices)
        yield say("Properties"), (self._beside(f"{item.name}: {item.value}", item.group) for item in one.details)
        yield say("Text"), one.texts

    def _three(self, value: bool | None) -> Iterable[str]:
        return () if value is None else (self._say(_three(value)),)

    def _disabled(self, closed: Disabled | None) -> Iterable[str]:
        if closed is None:
            return ()
        told = closed.user_notified
        user = None if told is None else say("the user was told") if told else say("the user was not told")
        return (self._beside(self._say(_three(closed.disabled)), closed.at, user),)

    def _email(self, email: Email) -> str:
        return self._beside(email.value, _verified(email.verified), email.kind)

    def _phone(self, phone: Phone) -> str:
        code = f"{phone.calling_code} " if phone.calling_code and not phone.value.startswith("+") else ""
        return self._beside(code + phone.value, _verified(phone.verified), phone.kind)

    def _sighting(self, seen: Sighting) -> str:
        """An address with its port, what was done from it, and when: what an access provider must be asked."""
        port = say("port {port}", port=str(seen.port)) if seen.port is not None else say("port not said")
        event = label(EVENTS, seen.event) if seen.event else None
        proxy = say("perhaps behind a proxy") if seen.proxy else None
        return self._beside(seen.ip, event, seen.at or say("time not said"), port, proxy)


def _some(value: str | None) -> Iterable[str]:
    return (value,) if value else ()


def _three(value: bool | None) -> Saying:
    """Three values: what was not said is not a no."""
    return say("not said") if value is None else say("yes") if value else say("no")


def _verified(value: bool | None) -> Saying | None:
    return None if value is None else say("verified") if value else say("not verified")


def _address(one: Address, country: Named) -> str:
    town = " ".join(part for part in (one.postal_code, one.city) if part)
    return ", ".join(part for part in (one.lines, town, one.region, country(one.country or "")) if part)


def _place(place: Place | None, country: Named) -> str:
    parts = (place.city, place.region, country(place.country or "")) if place else ()
    return ", ".join(part for part in parts if part)


def _circumstances(who: Person) -> Iterator[Line]:
    yield say("Group"), _some(who.group)
    yield say("School"), _some(who.school)
    yield say("Occupation"), _some(who.occupation)
    yield say("Vehicle"), _some(who.vehicle)
    yield say("Relationship to the child"), _some(who.relationship)
    yield say("Access to the child"), _some(who.access_to_victim)
    yield say("Access to children"), _some(who.access_to_children)
    yield say("Access to firearms"), _some(who.access_to_firearms)
    yield say("Convicted before"), _some(who.convicted)
    yield say("Aware of the report"), _some(who.aware_of_report)
    yield say("Earlier reports"), who.prior_reports
    yield say("Tie"), _some(who.association)
