"""What a report says: its files, the report itself, and the parcel it came in."""

from __future__ import annotations

from datetime import datetime

from vigie.report.person import Address, Device, Email, Person, Phone, Role, Sighting
from vigie.report.saying import Md5, Noun, Remark, ReportId, Sha1, Sha256, SourceName


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
