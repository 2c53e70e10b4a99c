"""What happened when, as the report tells it, in order. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from msgspec import Struct

from vigie.desk.wording import EVENTS, label
from vigie.report.nouns import Person, Report, Saying, Sighting, say

MOST = 60


class Moment(Struct, frozen=True):
    """Something that happened."""

    at: datetime
    what: Saying | str
    detail: str = ""


def moments(report: Report, received_at: datetime) -> tuple[Moment, ...]:
    """The dated facts of a report, oldest first; the first and last of them when there are too many."""
    once = {(moment.at, str(moment.what), moment.detail): moment for moment in _moments(report, received_at)}
    every = [once[key] for key in sorted(once)]
    return tuple(every) if len(every) <= MOST else tuple(every[: MOST // 2] + every[-MOST // 2 :])


def _moments(report: Report, received_at: datetime) -> Iterator[Moment]:
    yield Moment(received_at, say("received here"))
    if report.sent_at:
        yield Moment(report.sent_at, say("sent by {source}", source=report.source))
    if report.incident_at:
        yield Moment(report.incident_at, say("incident, often the moment of detection"))
    for channel in report.channels:
        yield from _seen(channel.sightings, "")
    for file in report.files:
        if file.uploaded_at:
            yield Moment(file.uploaded_at, say("file uploaded"), file.name or file.file_id or "")
        yield from _seen(file.sightings, file.name or "")
    for person in report.people:
        yield from _lived(person)


def _seen(sightings: tuple[Sighting, ...], of: str) -> Iterator[Moment]:
    for seen in sightings:
        if seen.at:
            yield Moment(seen.at, label(EVENTS, seen.event or "unknown"), " ".join(filter(None, (seen.ip, of))))


def _lived(person: Person) -> Iterator[Moment]:
    who = person.screen_name or person.identifier or person.service or ""
    yield from _seen(person.sightings, who)
    for closed, words in (
        (person.disabled_for_a_time, say("account suspended")),
        (person.disabled_for_good, say("account closed")),
    ):
        if closed and closed.disabled and closed.at:
            yield Moment(closed.at, words, who)
        if closed and closed.user_notified and closed.user_notified_at:
            yield Moment(closed.user_notified_at, say("the user was told"), who)
    for device in person.devices:
        if device.at:
            yield Moment(device.at, say("device seen"), device.value)
