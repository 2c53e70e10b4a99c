"""What changed between two versions, in words: where in the report, what stood there, what stands there now. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

import msgspec
from msgspec import Struct

from vigie.desk.telling import Words
from vigie.report.nouns import Saying, say

PARTS: Mapping[str, Saying] = {
    "people": say("Person or account {n}"),
    "files": say("File {n}"),
    "channels": say("Place of the facts {n}"),
}
WHOLE: Mapping[str, Saying] = {
    "people": say("People and accounts"),
    "files": say("Files"),
    "channels": say("Where it happened"),
}
FIELDS: Mapping[str, Saying] = {
    "texts": say("Text"),
    "sightings": say("IP address"),
    "emails": say("E-mail"),
    "phones": say("Phone"),
    "display_names": say("Display name"),
    "profile_urls": say("Profile"),
    "urls": say("Address on the web"),
    "place": say("Place, by the service's estimate"),
    "first_name": say("Name"),
    "last_name": say("Name"),
    "screen_name": say("Screen name"),
    "identifier": say("Account"),
    "age": say("Age"),
    "classification": say("Class given by the service"),
    "media": say("Received file"),
    "viewed": say("Seen by a person at the service"),
    "hashes": say("Digests"),
    "platform": say("Platform"),
    "incident_at": say("Incident"),
    "incident_kind": say("Kind of facts"),
    "annotations": say("Labels"),
    "escalation": say("Urgent, says the service"),
    "company": say("Service"),
}
PLAIN = {"value", "ip", "at", "name", "event", "kind"}  # keys that go without saying
TIME = re.compile(r"\d{4}-\d\d-\d\dT[\d:.]+(?:Z|[+-]\d\d:\d\d)")
STEP = re.compile(r"(\w+)(?:\[(\d+)\])?")


class Changed(Struct, frozen=True):
    """One difference. `before` and `after` hold a line for each value; empty: nothing stood there."""

    where: tuple[Saying | str, ...]
    before: tuple[tuple[Words, ...], ...]
    after: tuple[tuple[Words, ...], ...]


def changed(path: str, before: str | None, after: str | None) -> Changed:
    """A difference as the intake noted it: a path such as `people[1].emails`, and JSON on both sides."""
    return Changed(tuple(_where(path)), tuple(_lines(before)), tuple(_lines(after)))


def _where(path: str) -> Iterator[Saying | str]:
    for name, index in STEP.findall(path):
        if index and name in PARTS:
            yield Saying(PARTS[name].template, {"n": int(index) + 1})
        else:
            yield WHOLE.get(name) or FIELDS.get(name) or name


def _lines(text: str | None) -> Iterator[tuple[Words, ...]]:
    if not text:
        return
    try:
        value = msgspec.json.decode(text)
    except msgspec.DecodeError:
        value = text  # cut short where it was too long
    for one in value if isinstance(value, list) else [value]:
        yield tuple(_words(one))


def _words(value: Any, key: str = "") -> Iterator[Words]:
    """A value as pieces to be read one after the other."""
    if isinstance(value, Mapping):
        for name, one in value.items():
            yield from _words(one, str(name))
    elif isinstance(value, list):
        for one in value:
            yield from _words(one, key)
    elif isinstance(value, str) and TIME.fullmatch(value):
        yield datetime.fromisoformat(value)
    elif value is not None:
        yield str(value) if not key or key in PLAIN else f"{key.replace('_', ' ')}: {value}"
