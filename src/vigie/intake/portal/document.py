"""The document that the portal seals for each submission: written by the portal, read by `formats/portal_json.py`.

Everything but the number is optional: a child says as little as it wants. `None` is "not said", never "no".
"""

from __future__ import annotations

from datetime import datetime

from msgspec import Struct

MARK = "vigie_portal"
VERSION = 1
SOURCE = "portal"
DOCUMENT = "report.portal.json"  # its name in the parcel
CHILD, PUBLIC, TALK = "child", "public", "talk"  # the ways


class Band(Struct, frozen=True, omit_defaults=True):
    """An age as a band of years, both included. A side that is open is None."""

    least: int | None = None
    most: int | None = None


class Account(Struct, frozen=True, omit_defaults=True):
    """Somebody's name at a service."""

    name: str
    service: str | None = None


class Kept(Struct, frozen=True, omit_defaults=True):
    """A file handed in: its path in the parcel, the name it bore, what its bytes are."""

    path: str
    name: str | None = None
    kind: str | None = None
    voice: bool = False  # the reporter's own voice


class Fingerprint(Struct, frozen=True, omit_defaults=True):
    """A picture that stayed where it is: what was computed of it there."""

    sha256: str | None = None
    pdq: str | None = None
    quality: int | None = None


class Line(Struct, frozen=True, omit_defaults=True):
    """One line of a talk: from the child, or from the person at the desk."""

    at: datetime
    by: str  # "child" or "desk"
    text: str


class Told(Struct, frozen=True, omit_defaults=True):
    """All that one submission says. `taps` are keys of what was tapped; `reporter` is sealed to the desk."""

    vigie_portal: int
    number: str
    way: str
    round: int = 1  # 2 and more: the same, with what was added since
    language: str | None = None
    sent_at: datetime | None = None
    what: str | None = None
    taps: tuple[str, ...] = ()
    gist: tuple[str, ...] = ()  # what was tapped, in the words of the desk
    relation: str | None = None
    danger: bool | None = None
    danger_why: str | None = None
    private: bool | None = None  # it was received in private
    addresses: tuple[str, ...] = ()
    accounts: tuple[Account, ...] = ()
    phones: tuple[str, ...] = ()
    emails: tuple[str, ...] = ()
    game: str | None = None
    when: str | None = None
    place: str | None = None
    reporter_age: Band | None = None
    child_age: Band | None = None
    child_lives: str | None = None
    suspect: str | None = None  # who it is, in the reporter's words
    words: tuple[str, ...] = ()
    files: tuple[Kept, ...] = ()
    fingerprints: tuple[Fingerprint, ...] = ()
    lines: tuple[Line, ...] = ()
    reporter: str | None = None  # base64; only the desk can open it
    address: str | None = None  # the network address, where the country requires it
    bridge: str | None = None  # through which a talk came
