"""What triage and dispatch find, and the dossier that carries it all."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Generic, TypeVar

from vigie.report.found import Links, Matches
from vigie.report.person import Person
from vigie.report.saying import Country, Noun, Saying
from vigie.report.told import Report


class Class(StrEnum):
    """The first selection (FACTS S-2)."""

    WORKABLE = "workable"
    INSUFFICIENT = "insufficient"
    VIRAL = "viral"


class Reason(Noun, frozen=True):
    """What one rule says of one report. `alone`: the points that it would give if no other rule heard a side of the
    same thing, where these are more."""

    rule: str
    version: int
    points: int
    why: Saying
    alone: int = 0


class Offence(Noun, frozen=True):
    """A proposal from a country pack; an officer confirms."""

    code: str  # e.g. "fr:227-23-al2"
    label: str
    why: Saying
    pack: str = ""  # pack and its version


class Shadow(Noun, frozen=True):
    """What a policy on trial would have said of the same report. It orders nothing."""

    policy: str
    class_: Class
    score: int
    total: int


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
    shadows: tuple[Shadow, ...] = ()  # kept apart by the triage stage, never in its finding


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


class Answer(Noun, frozen=True):
    """What somebody outside answered to a request of this desk. `None` in a field: not said; never "no"."""

    request: str  # the request's reference
    kind: str  # what was asked for: subscriber, complement, ...
    by: str  # who answered, as they name themselves
    at: datetime  # when the answer was read here
    document: str = ""  # SHA-256 of the sealed answer
    ip: str | None = None  # of which address it speaks
    seen_at: datetime | None = None
    identified: bool | None = None  # False: they say that they cannot tell
    person: Person | None = None
    texts: tuple[str, ...] = ()


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
    answers: tuple[Answer, ...] = ()  # oldest first


Finding = TypeVar("Finding")


class Kept(Noun, Generic[Finding], frozen=True):
    """What a stage kept inside the short write: its findings as they stand now, and the reports (`Dossier.report_key`)
    that must be triaged anew because of what was learned here; `numbered` only if they show in how many hands their
    content is."""

    findings: tuple[Finding, ...]
    again: frozenset[int] = frozenset()
    numbered: frozenset[int] = frozenset()
