"""The shapes of the pack's files that say who is competent where: one record type for each TOML file.

An unknown key is refused, so that a misspelt one is found when the pack is read and not in a courtroom.
`verified = false` marks what nobody has yet checked against an official source; the desk shows it as such.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Literal

from msgspec import Struct, field

Words = Mapping[str, str]  # a text by language: {"fr": ..., "en": ...}


class Shape(Struct, frozen=True, forbid_unknown_fields=True):
    """What all shapes are: frozen, and strict about their keys."""


class Origin(Shape, frozen=True):
    """Where a table comes from. `on` is its date: it is as good as that day."""

    title: str
    licence: str
    on: date
    attribution: str = ""
    link: str = ""
    note: str = ""


class Identity(Shape, frozen=True):
    """`pack.toml`: which country, which version, whose territory, which languages (the first one labels units)."""

    country: str
    version: str
    name: Words
    territories: tuple[str, ...]
    languages: tuple[str, ...]
    sources: tuple[Origin, ...] = ()


class Means(Shape, frozen=True):
    """What a unit works with, on a day. None: not known, which is never none."""

    interviewers: int | None = None  # officers trained to hear a child
    rooms: int | None = None  # rooms made for that (in France: «salles Mélanie»)
    responders: int | None = None  # digital first responders
    on: date | None = None
    source: str = ""


class Unit(Shape, frozen=True):
    """A service that works reports, or a queue of one. `area` is set for a territorial one. `capacity`: how many
    undecided reports it can hold; None: nobody said. It exists from `since` to `until`, both days included."""

    label: Words
    level: Literal["central", "territorial", "queue", "partner"]
    area: str | None = None
    means: Means | None = None
    capacity: int | None = None
    since: date | None = None
    until: date | None = None
    verified: bool = False
    note: str = ""
    source: str = ""

    def stands(self, on: date) -> bool:
        """Whether it exists on a day."""
        return (self.since is None or self.since <= on) and (self.until is None or on <= self.until)


class Territorial(Shape, frozen=True):
    """The model of the territorial units: one for each area; `{area}` and `{name}` are filled in."""

    key: str
    label: Words
    verified: bool = False
    note: str = ""


class Units(Shape, frozen=True):
    """`units.toml`."""

    unit: Mapping[str, Unit]
    territorial: Territorial


class Area(Shape, frozen=True):
    """A département, an arrondissement: the unit of territory on which units and courts are competent."""

    label: Words
    region: str = ""
    prefixes: tuple[str, ...] = ()  # postal codes that begin so are its own unless listed otherwise


class Places(Shape, frozen=True):
    """`places.toml`. `file` is a gzipped CSV beside it: postal code, name, area. `code`: how a postal code is written,
    its digits in the first group, where the table lists none."""

    file: str
    kind: Words
    area: Mapping[str, Area]
    territory: Mapping[str, str] = field(default_factory=dict)  # a country code that is one area: RE = "974"
    code: str = ""


class Court(Shape, frozen=True):
    """A court by its name in each of its languages (none: its seat says enough). It judges there from `since` to
    `until`, both days included. Of two courts of one place `language` says in which each of them hears a case.
    `prosecutor`: what its prosecutor's office is called, where the country's model does not say it; `address` (lines)
    and `email` are that office's."""

    label: Words = field(default_factory=dict)
    since: date | None = None
    until: date | None = None
    language: str = ""
    prosecutor: Words = field(default_factory=dict)
    address: str = ""
    email: str = ""
    verified: bool = False
    source: str = ""

    def stands(self, on: date) -> bool:
        """Whether it judges there on a day."""
        return (self.since is None or self.since <= on) and (self.until is None or on <= self.until)


class Courts(Shape, frozen=True):
    """`courts.toml`. `areas` gives the seats of an area, the default one first; `prosecutor` has `{seat}`. A seat that
    is a key of `court` is told by that court's name, on the days on which it stands.

    `first` is who comes before the local prosecutor, when the country has one.
    """

    prosecutor: Words
    areas: Mapping[str, tuple[str, ...]]
    first: Words = field(default_factory=dict)
    court: Mapping[str, Court] = field(default_factory=dict)
    verified: bool = False
    note: str = ""
    source: str = ""


class Retention(Shape, frozen=True):
    """How long somebody keeps something, for events from `since` until `until`. `source` is in the languages of the
    pack's readers; what a desk says itself is in its own."""

    key: str
    keeps: Literal["subscriber", "preservation"]
    days: int
    since: date
    source: str | Words
    until: date | None = None
    senders: tuple[str, ...] = ()  # preservation: the report formats ("ncmec") whose senders are bound by it
    verified: bool = False
    note: str = ""


class Retentions(Shape, frozen=True):
    """`retention.toml`."""

    rule: tuple[Retention, ...]


class Network(Shape, frozen=True):
    """A network of the country. `shared`: whether many subscribers stand behind one address."""

    asn: int
    name: str
    kind: Literal["mobile", "fixed", "mixed", "hosting"]
    shared: Literal["yes", "some", "no", "unknown"] = "unknown"
    subscribers: int | None = None  # behind one address, when the provider says so
    days: int | None = None  # keeps longer or shorter than the country's rule
    verified: bool = False
    note: str = ""


class Networks(Shape, frozen=True):
    """`networks.toml`."""

    network: tuple[Network, ...]
    note: str = ""


class Keep(Shape, frozen=True):
    """What a unit keeps whatever the place. One named thing is enough; `also_rules`, if any, must speak besides."""

    key: str
    unit: str
    label: Words
    urgent: bool = False
    rules: tuple[str, ...] = ()  # triage rules that spoke
    offences: tuple[str, ...] = ()  # codes of proposed offences
    incident_kinds: tuple[str, ...] = ()
    annotations: tuple[str, ...] = ()  # of the report
    file_annotations: tuple[str, ...] = ()
    also_rules: tuple[str, ...] = ()


class Need(Shape, frozen=True):
    """Which means a report asks for: when one of these rules spoke or somebody in it has one of these roles."""

    means: Literal["interviewers", "rooms", "responders"]
    rules: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()


class Queues(Shape, frozen=True):
    """The units that take what no area takes."""

    central: str
    unplaced: str  # this country, but no area yet
    unknown: str  # no country known
    outgoing: str  # through whom a report leaves for another country
    incoming: str  # where another country's desk sends what is ours


class Competence(Shape, frozen=True):
    """`routes.toml`: who gets what."""

    queues: Queues
    keep: tuple[Keep, ...] = ()
    need: tuple[Need, ...] = ()
