"""What one report tells, whatever its form: the noun that passes between the world and the writers."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime


@dataclass
class Sighting:
    """An address on the network, seen at a time."""

    ip: str
    event: str
    time: datetime | None
    port: int | None
    proxy: bool | None = None


@dataclass
class Party:
    """A person of a report, as far as the company tells."""

    name: str | None = None
    age: int | None = None
    emails: list[str] = field(default_factory=list)
    phones: list[str] = field(default_factory=list)
    account: str | None = None
    screen: str | None = None
    bio: str | None = None
    sightings: list[Sighting] = field(default_factory=list)
    devices: list[str] = field(default_factory=list)
    city: str | None = None
    postal: str | None = None
    country: str | None = None
    school: str | None = None
    occupation: str | None = None
    relationship: str | None = None
    access_victim: str | None = None
    access_children: str | None = None
    convicted: str | None = None
    disabled: bool = False
    notified: bool = False
    third_party: bool = False
    prior: list[int] = field(default_factory=list)


@dataclass
class Item:
    """A file, by its name and digests: there are no bytes."""

    name: str
    md5: str
    sha1: str | None = None
    uploaded: datetime | None = None
    viewed: bool | None = None
    public: bool | None = None
    camera: tuple[str, datetime] | None = None
    annotations: set[str] = field(default_factory=set)
    classification: str | None = None
    tags: list[str] = field(default_factory=list)
    note: str | None = None
    sighting: Sighting | None = None
    supplemental: bool = False


@dataclass
class Told:
    """One report. `number` is the sender's, `form` one of xml, json, csv, ndjson."""

    number: str
    form: str
    company: str
    kind: str
    time: datetime
    received: datetime
    platform: str | None = None
    escalation: str | None = None
    annotations: set[str] = field(default_factory=set)
    batched: bool = False
    note: str | None = None
    talk: str | None = None
    more: str | None = None
    url: str | None = None
    reported: Party = field(default_factory=Party)
    victims: list[Party] = field(default_factory=list)
    recipients: list[Party] = field(default_factory=list)
    associated: Party | None = None
    items: list[Item] = field(default_factory=list)

    def texts(self) -> str:
        """All that stands in words, for a reader of words."""
        parties = [self.reported, *self.victims, *self.recipients]
        said = [self.escalation, self.note, self.talk, self.more, self.reported.occupation, self.reported.relationship]
        return "\n".join(filter(None, [*said, *(one.bio for one in parties), *(item.note for item in self.items)]))


def carried(told: Told) -> Told:
    """The report less what its form has no place for: what a reader can know at most."""
    if told.form == "xml":
        person = replace(
            told.reported, occupation=None, relationship=None, access_victim=None, access_children=None, convicted=None
        )
        for item in told.items:
            item.tags = []
        return replace(told, reported=person)
    if told.form == "json":  # the police's JSON has no annotations and no priority; the account's state is words
        words = " ".join(filter(None, [told.more, told.escalation and f"ESP escalation: {told.escalation}"]))
        person = replace(told.reported, devices=[], disabled=False, notified=False, third_party=False)
        items = [replace(item, annotations=set(), public=None, sha1=None) for item in told.items]
        return replace(
            told,
            reported=person,
            escalation=None,
            annotations=set(),
            batched=False,
            more=words or None,
            associated=None,
            victims=[],
            items=items,
            recipients=[*told.recipients, *told.victims],
        )
    return replace(told, batched=False)
