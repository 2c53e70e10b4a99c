"""What matching and linking find."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from vigie.report.person import Role
from vigie.report.saying import Md5, Noun, Pdq, Remark, Sha1, Sha256


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
    seconds: float | None = None  # of a video, as far as it could be read
    frames: int | None = None  # of a video, that were looked at
    every: float | None = None  # seconds between these; None: its keyframes


class Share(Noun, frozen=True):
    """How much of a video looks like what a list knows. A picture, here or on the list, is one frame."""

    frames: int  # of this file, that look like some of the entry
    of: int  # of this file, that are good enough to be compared
    entry_frames: int
    entry_of: int
    at: float | None = None  # seconds into this file, of the nearest frame; None: it is a picture
    entry_at: float | None = None


class Match(Noun, frozen=True):
    """A list knows this file. `distance` is 0 for equal digests, else bits of 256, of the nearest frames of a video."""

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
    share: Share | None = None  # where a video matched, here or on the list
    profile: str | None = None  # the vocabulary of `category`
    member: str | None = None  # who said it
    said_at: datetime | None = None
    votes_for: int | None = None
    votes_against: int | None = None
    overruled: str | None = (
        None  # the list of harmless files that has these very bytes: this match, only near, gives way
    )


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
    also: tuple[str, ...] = ()  # other names of the very same thing, known by computation: a file's other digests


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
