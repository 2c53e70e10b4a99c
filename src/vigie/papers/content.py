"""What goes into a dossier, frozen when it is made: the papers are written from this and from nothing else. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from vigie.report.nouns import Matches, Noun, Report, Routing, Sha256, Verdict


class Step(Noun, frozen=True):
    """One entry of the ledger about a report: what was done, when, by whom."""

    number: int
    at: datetime
    tag: str
    actor: str
    hash: str
    subject: str = ""


class Document(Noun, frozen=True):
    """A file as it was received. `place`: where it stands in the bag; empty when it stays at the desk."""

    path: str
    sha256: Sha256
    size: int  # bytes
    received_at: datetime
    origin: str  # what handed it in
    place: str = ""


class Ruled(Noun, frozen=True):
    """What an officer decided of a report, as the ledger has it."""

    at: datetime
    officer: str
    outcome: str
    punishable: str
    reason: str
    class_: str = ""
    unit: str = ""
    offences: tuple[str, ...] = ()


class Piece(Noun, frozen=True):
    """One report of the dossier."""

    key: int
    version: int  # the number of the version
    versions: int  # how many came in
    received_at: datetime
    digest: str  # of what was received
    report: Report
    matches: Matches
    verdict: Verdict | None = None
    routing: Routing | None = None
    ruled: Ruled | None = None
    documents: tuple[Document, ...] = ()
    custody: tuple[Step, ...] = ()
    thread: str = ""

    @property
    def name(self) -> str:
        """As the journal names it."""
        return f"{self.report.source}/{self.report.report_id}"


class Included(Noun, frozen=True):
    """A media file that was put into the bag by an explicit act."""

    sha256: Sha256
    size: int
    place: str
    piece: int  # position of its report, from 0
    file: int  # position in that report's files


class Asked(Noun, frozen=True):
    """What a dossier was asked to be. The same request over the same reports gives the same dossier."""

    language: str
    officer: str  # who makes it, as the ledger names them
    signatory: str = ""  # the same in words: first name, name
    addressee: str = ""  # in words; empty: the prosecutor that dispatch named, or the unit
    reason: str = ""
    case: str = ""  # the number of the case, in words
    media: bool = False
    stamped: bool = False  # whether an authority is to stamp it


class Content(Noun, frozen=True):
    """A whole dossier."""

    reference: str  # V-FR-2026-000012
    made_at: datetime  # the time of its entry in the ledger
    entry: int  # the number of that entry
    country: str
    zone: str  # time zone in which dates are shown
    service: str
    pack: str
    program: str  # the program and its version
    asked: Asked
    pieces: tuple[Piece, ...]
    included: tuple[Included, ...] = ()
    address: str = ""  # of the addressee, in lines, as the pack had it


def addressed(asked: Asked, pieces: Sequence[Piece]) -> str:
    """Whom a dossier is for, as it was named or as the route names it: who was asked for, else the prosecutor or unit
    that is one for all; empty where there is none."""
    if asked.addressee:
        return asked.addressee
    for name in ("prosecutor", "unit_label"):
        found = {getattr(one.routing, name) if one.routing else None for one in pieces}
        if len(found) == 1 and (only := found.pop()):
            return str(only)
    return ""
