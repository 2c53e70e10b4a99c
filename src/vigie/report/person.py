"""What a report says of people. `None` means "not said", never "no"."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum

from vigie.report.saying import Noun, ReportId


class Role(StrEnum):
    REPORTED = "reported"  # the person or account the report is about
    RECIPIENT = "recipient"
    VICTIM = "victim"
    ASSOCIATED = "associated"  # an account that the service ties to one of the above
    REPORTER = "reporter"


class Sighting(Noun, frozen=True):
    """An address seen doing something: `ipCaptureEvent`. `at` is aware (UTC) or not known."""

    ip: str
    event: str | None = None  # lower case: login, registration, purchase, upload, other, unknown
    at: datetime | None = None
    port: int | None = None
    proxy: bool | None = None


class Email(Noun, frozen=True):
    value: str
    verified: bool | None = None
    kind: str | None = None


class Phone(Noun, frozen=True):
    value: str  # as written; `calling_code` apart, e.g. "+33"
    verified: bool | None = None
    kind: str | None = None
    calling_code: str | None = None


class Address(Noun, frozen=True):
    lines: str | None = None
    city: str | None = None
    postal_code: str | None = None
    region: str | None = None
    country: str | None = None  # as written, upper case; may be a legacy code such as A1 or EU
    kind: str | None = None


class Device(Noun, frozen=True):
    kind: str
    value: str
    event: str | None = None
    at: datetime | None = None


class Place(Noun, frozen=True):
    """The service's estimate of where somebody is. Not evidence."""

    city: str | None = None
    region: str | None = None
    country: str | None = None
    verified: bool | None = None
    at: datetime | None = None


class Disabled(Noun, frozen=True):
    """An account closed by its service, for a time or for good."""

    disabled: bool
    at: datetime | None = None
    user_notified: bool | None = None
    user_notified_at: datetime | None = None
    reenabled_at: datetime | None = None


class Payment(Noun, frozen=True):
    kind: str  # iban, card (last four), wallet, paypal ...
    value: str


class Person(Noun, frozen=True):
    """A person or an account, in one role. `service` + `identifier` is the account."""

    role: Role
    first_name: str | None = None
    middle_name: str | None = None
    last_name: str | None = None
    age: int | None = None
    born: date | None = None
    gender: str | None = None
    emails: tuple[Email, ...] = ()
    phones: tuple[Phone, ...] = ()
    addresses: tuple[Address, ...] = ()
    service: str | None = None
    identifier: str | None = None
    screen_name: str | None = None
    display_names: tuple[str, ...] = ()
    profile_urls: tuple[str, ...] = ()
    bio: str | None = None
    group: str | None = None
    school: str | None = None
    occupation: str | None = None
    vehicle: str | None = None
    relationship: str | None = None  # to the child
    access_to_victim: str | None = None
    access_to_children: str | None = None
    access_to_firearms: str | None = None
    convicted: str | None = None  # convicted sex offender, in the sender's words
    aware_of_report: str | None = None
    compromised: bool | None = None
    third_party: bool | None = None
    disabled_for_a_time: Disabled | None = None
    disabled_for_good: Disabled | None = None
    sightings: tuple[Sighting, ...] = ()
    devices: tuple[Device, ...] = ()
    payments: tuple[Payment, ...] = ()
    place: Place | None = None
    prior_reports: tuple[ReportId, ...] = ()
    association: str | None = None  # for ASSOCIATED: Billing, Linked, Business, ...
    all_emails_reported: bool | None = None
    texts: tuple[str, ...] = ()
