"""What travels through Vigie: the nouns that every stage knows.

Everything here is frozen, typed and free of any framework. Bytes become these at the door
(`intake/`), and become bytes again at the far door; between the two, only these move.
`None` always means "not said" or "not known", never "no".
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from enum import StrEnum
from typing import Generic, NewType, TypeVar

from msgspec import Struct, field

Sha256 = NewType("Sha256", str)  # 64 lower-case hex digits
Sha1 = NewType("Sha1", str)  # 40 lower-case hex digits
Md5 = NewType("Md5", str)  # 32 lower-case hex digits
Pdq = NewType("Pdq", str)  # 64 lower-case hex digits: 256 bits, most significant first
ReportId = NewType("ReportId", str)  # the sender's own id, e.g. NCMEC's reportId
SourceName = NewType("SourceName", str)  # who sent it to us: "ncmec", "hotline-x"
Country = NewType("Country", str)  # ISO 3166-1 alpha-2, upper case
Text = str | int | float


class Noun(Struct, frozen=True, omit_defaults=True):
    """What all nouns are: frozen records (`msgspec.structs.replace` copies one with changes) that become JSON and
    come back as they were; what was not said is not written."""


class Saying(Noun, frozen=True):
    """A sentence for a person: an English template and its values, translated only at a door.

    `Saying("seen in {n} reports", {"n": 3})`. Templates are the msgids of the catalogue;
    build them with `say`, which is what the extractor looks for.
    """

    template: str
    values: Mapping[str, Text] = field(default_factory=dict)

    def __str__(self) -> str:
        return self.template.format_map(dict(self.values)) if self.values else self.template


def say(template: str, **values: Text) -> Saying:
    """A `Saying`. `template` must be a literal, so that it can be found and translated."""
    return Saying(template, values)


class Remark(Noun, frozen=True):
    """Something a reader could not read or did not expect: where it stands, and what is wrong."""

    where: str
    what: Saying


# ---------------------------------------------------------------- what a report says of people


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


# ---------------------------------------------------------------- what a report says of files


class Hash(Noun, frozen=True):
    """A digest the sender gives for a file. `kind` is lower case: md5, sha1, sha256, pdq, photodna, ..."""

    kind: str
    value: str


class Detail(Noun, frozen=True):
    group: str  # EXIF, HASH, ...
    name: str
    value: str


class ReportedFile(Noun, frozen=True):
    """A file the report speaks of. `media` is set when its bytes were received with the report."""

    file_id: str | None = None
    name: str | None = None
    original_name: str | None = None
    media: Sha256 | None = None
    media_path: str | None = None
    uploaded_at: datetime | None = None
    url: str | None = None
    viewed: bool | None = None
    exif_viewed: bool | None = None
    public: bool | None = None
    relevance: str | None = None
    annotations: tuple[str, ...] = ()  # as the sender names them: viral, potentialMeme, infant, ...
    classification: str | None = None  # A1, A2, B1, B2
    tags: tuple[str, ...] = ()
    hashes: tuple[Hash, ...] = ()
    sightings: tuple[Sighting, ...] = ()
    devices: tuple[Device, ...] = ()
    details: tuple[Detail, ...] = ()
    texts: tuple[str, ...] = ()


# ---------------------------------------------------------------- the report


class Channel(Noun, frozen=True):
    """Where it happened: one `internetDetails` entry."""

    kind: str  # webpage, email, newsgroup, chat, game, phone, offline, p2p
    name: str | None = None  # chat client, game, newsgroup, p2p client, place
    room: str | None = None
    urls: tuple[str, ...] = ()
    emails: tuple[Email, ...] = ()
    phones: tuple[Phone, ...] = ()
    addresses: tuple[Address, ...] = ()
    latitude: float | None = None
    longitude: float | None = None
    file_names: str | None = None
    third_party: bool | None = None
    sightings: tuple[Sighting, ...] = ()
    texts: tuple[str, ...] = ()


class LawEnforcement(Noun, frozen=True):
    agency: str | None = None
    case_number: str | None = None
    reported: bool | None = None
    legal_process_domestic: bool | None = None
    legal_process_international: bool | None = None
    country: str | None = None


class Unknown(Noun, frozen=True):
    """An element no reader knows, kept as it came."""

    path: str
    text: str


class Report(Noun, frozen=True):
    """One report as one sender told it once: a version. Never mutated; a change is a new version."""

    source: SourceName
    report_id: ReportId
    format: str  # the reader and its version, e.g. "ncmec-xml/1"
    declared_version: int | None = None
    sent_at: datetime | None = None
    company: str | None = None  # the service that reported, as it names itself
    incident_kind: str | None = None  # the exact string of the sender's enumeration
    platform: str | None = None
    incident_at: datetime | None = None  # usually the moment of detection, not of the offence
    incident_at_description: str | None = None
    escalation: str | None = None  # the reason given; presence means escalated
    annotations: tuple[str, ...] = ()  # sextortion, csamSolicitation, spam, ...
    batched: str | None = None  # VIRAL_POTENTIAL_MEME
    status: str | None = None  # referral, informational
    channels: tuple[Channel, ...] = ()
    law_enforcement: LawEnforcement | None = None
    people: tuple[Person, ...] = ()
    files: tuple[ReportedFile, ...] = ()
    texts: tuple[str, ...] = ()
    boilerplate: tuple[str, ...] = ()  # the same in each report of a company: never evidence
    language: str | None = None
    unread: tuple[Remark, ...] = ()
    unknown: tuple[Unknown, ...] = ()

    def having(self, role: Role) -> tuple[Person, ...]:
        """The people in one role, in the sender's order."""
        return tuple(person for person in self.people if person.role is role)


# ---------------------------------------------------------------- what comes through a door

HEAD = 1024  # bytes of each file that a sniff may look at


class Member(Noun, frozen=True):
    """One sealed file of a parcel: its path as received (never a path on our disk) and its digest."""

    path: str
    sha256: Sha256
    size: int  # bytes
    md5: Md5
    sha1: Sha1
    head: bytes = b""  # the first bytes, at most HEAD


class Parcel(Noun, frozen=True):
    """What came together: a folder of one report, a file of many, an archive. `key` is its row's id."""

    key: int
    path: str
    members: tuple[Member, ...]
    source: SourceName
    received_at: datetime


# ---------------------------------------------------------------- what the stages find


class Purpose(StrEnum):
    """What a hash list is for."""

    KNOWN = "known"  # known abuse material
    VIRAL = "viral"  # known, and circulating
    KNOWN_GOOD = "known-good"  # must never match: operating systems, stock pictures
    OWN = "own"  # this desk's own


class FilePrint(Noun, frozen=True):
    """The fingerprints computed of one media file. `error` says why there is no picture fingerprint."""

    sha256: Sha256
    sha1: Sha1
    md5: Md5
    size: int
    pdq: Pdq | None = None
    pdq_quality: int | None = None  # 0 to 100; below 50 a fingerprint never matches alone
    kind: str | None = None  # what the bytes are: image/jpeg, video/mp4, ...
    width: int | None = None  # pixels, as a person would see the picture
    height: int | None = None
    error: str | None = None


class Match(Noun, frozen=True):
    """A list knows this file. `distance` is 0 for equal digests, else bits of 256."""

    list: str
    purpose: Purpose
    entry: str
    kind: str  # md5, sha1, sha256, pdq, photodna
    distance: int
    file: int  # position in Report.files
    category: str | None = None
    series: str | None = None
    victim_identified: bool | None = None
    offender_identified: bool | None = None
    distributed: bool | None = None
    submissions: int | None = None
    variant: str | None = None  # original, rotate90, flipx, ... : how it had to be turned to match
    quality: int | None = None


class Matches(Noun, frozen=True):
    """The matching stage's finding. `prints[i]` belongs to `Report.files[i]`, None without its bytes."""

    prints: tuple[FilePrint | None, ...] = ()
    matches: tuple[Match, ...] = ()
    lists: tuple[str, ...] = ()  # the lists looked at, with their revision
    remarks: tuple[Remark, ...] = ()


class Selector(Noun, frozen=True):
    """Something by which the same person, account, device or file is seen again.

    `strong` ties reports into one thread; a weak one is only shown. `value` is normalised.
    """

    kind: str  # the name of its file in linking/selectors: email, phone, account, ip, file, picture ...
    value: str
    role: Role | None = None
    strong: bool = True
    shown: str | None = None  # as written, when that differs
    person: int | None = None  # position in Report.people
    file: int | None = None  # position in Report.files


class ThreadFacts(Noun, frozen=True):
    """What the thread around a report says, when it was last looked at."""

    thread: str | None = None  # None: this report stands alone
    reports: int = 1
    earlier_reports: int = 0  # of the thread, received before this one; 100 means 100 or more
    companies: int = 1
    victims: int = 0  # distinct victims across the thread, at least
    via: tuple[str, ...] = ()  # kinds of selector that tie it
    cluster: str | None = None  # of this report's contents, the one seen with most suspects; None: none seen elsewhere
    cluster_reports: int = 1
    cluster_suspects: int = 1  # threads, and reports that stand alone
    cluster_companies: int = 1
    company_names: tuple[str, ...] = ()  # of the thread, when there are several; at most 12
    accounts: int = 0  # distinct accounts of the reported persons across the thread, at least
    recipients: int = 0  # distinct recipients across the thread, at least
    days: int = 0  # between the first incident of the thread and the last
    contents: int = 0  # distinct contents of this report (near-identical pictures are one)
    contents_elsewhere: int = 0  # of these, seen in other reports too; the rest is seen here alone
    victim_elsewhere: int = 0  # other suspects whose reports name a victim of this report
    victim_reported: int = 0  # reports that are about a victim or recipient of this report
    also_victim: int = 0  # reports in which the person reported here is a victim or recipient


class Links(Noun, frozen=True):
    """The linking stage's finding."""

    selectors: tuple[Selector, ...] = ()
    facts: ThreadFacts = ThreadFacts()


class Class(StrEnum):
    """The first selection (FACTS S-2)."""

    WORKABLE = "workable"
    INSUFFICIENT = "insufficient"
    VIRAL = "viral"


class Reason(Noun, frozen=True):
    """What one rule says of one report."""

    rule: str
    version: int
    points: int
    why: Saying


class Offence(Noun, frozen=True):
    """A proposal from a country pack; an officer confirms."""

    code: str  # e.g. "fr:227-23-al2"
    label: str
    why: Saying
    pack: str = ""  # pack and its version


class Verdict(Noun, frozen=True):
    """The triage stage's finding: a proposal, with everything that made it."""

    class_: Class
    grounds: tuple[Saying, ...]
    missing: tuple[Saying, ...]
    score: int  # 0 to 100
    total: int  # the points before the cap: orders reports that share a score
    reasons: tuple[Reason, ...]
    offences: tuple[Offence, ...]
    policy: str  # the policy and its version


class Deadline(Noun, frozen=True):
    """When something perishes: the access provider forgets who had this address."""

    at: datetime
    what: Saying


class Territory(Noun, frozen=True):
    """What is known of one address, from open data: a network and a country, never a person."""

    ip: str
    country: Country | None = None  # None: not known
    network: str | None = None
    asn: int | None = None
    shared: bool | None = None  # carrier-grade NAT: many subscribers behind one address
    data: str = ""  # the data set and its date


class Routing(Noun, frozen=True):
    """The dispatch stage's finding."""

    country: Country | None  # None: territory not known
    home: bool | None  # this desk's; None: not known
    unit: str | None
    unit_label: str | None
    prosecutor: str | None
    why: tuple[Saying, ...]
    deadlines: tuple[Deadline, ...] = ()
    notes: tuple[Saying, ...] = ()
    territories: tuple[Territory, ...] = ()
    pack: str = ""


class Dossier(Noun, frozen=True):
    """A report with all that the stages have found so far. Stages read it and return findings."""

    key: int  # the version's row
    report_key: int  # the report's row
    report: Report
    received_at: datetime
    earlier: tuple[Report, ...] = ()  # its earlier versions, oldest first
    matches: Matches | None = None
    links: Links | None = None
    verdict: Verdict | None = None
    routing: Routing | None = None


Finding = TypeVar("Finding")


class Kept(Noun, Generic[Finding], frozen=True):
    """What a stage kept inside the short write: its findings as they stand now, and the reports (`Dossier.report_key`)
    that must be triaged anew because of what was learned here."""

    findings: tuple[Finding, ...]
    again: frozenset[int] = frozenset()
