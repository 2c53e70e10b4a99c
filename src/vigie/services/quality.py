"""How well a report is made: what it says, what it lacks, and what would have made it workable. Pure.

It judges the report alone. What the desk knows besides (lists, other reports, priority) takes no part: a service must
not learn from its score what is known.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from msgspec import Struct

from vigie.report.nouns import Report, Role, Saying, say
from vigie.triage.facts import passages
from vigie.triage.leads import account, countries, reachable, sightings
from vigie.triage.selection import MISSING

SUSPECTS = (Role.REPORTED, Role.ASSOCIATED)


class Field(Struct, frozen=True):
    """One thing a good report says. `points` of `of`; `advice` says what is missing, or why it counts."""

    name: str
    given: bool
    points: int
    of: int
    advice: Saying


class Quality(Struct, frozen=True):
    """What a service is told of one report."""

    score: int  # 0 to 100
    workable: bool  # by what it says itself
    missing: tuple[Saying, ...]
    fields: tuple[Field, ...]


def _account(report: Report) -> bool:
    return any(account(person) for person in report.people if person.role in SUSPECTS)


def _reach(report: Report) -> bool:
    return any(reachable(person) for person in report.people if person.role in SUSPECTS)


def _address(report: Report) -> bool:
    return any(seen.ip and seen.at for seen in sightings(report))


def _port(report: Report) -> bool:
    return any(seen.ip and seen.at and seen.port for seen in sightings(report))


def _content(report: Report) -> bool:
    files = any(file.media or file.hashes or file.url or file.texts for file in report.files)
    return files or any(channel.urls for channel in report.channels) or any(passages(report))


def _bytes(report: Report) -> bool:
    return any(file.media for file in report.files)


def _viewed(report: Report) -> bool:
    return any(file.viewed is not None for file in report.files)


def _when(report: Report) -> bool:
    return report.incident_at is not None


def _upload_time(report: Report) -> bool:
    return any(file.uploaded_at or any(seen.at for seen in file.sightings) for file in report.files)


def _place(report: Report) -> bool:
    return any(True for _ in countries(report))


def _child(report: Report) -> bool:
    return any(person.role in (Role.VICTIM, Role.RECIPIENT) for person in report.people)


def _told(report: Report) -> bool:
    return any(len(text.split()) >= 5 for text in passages(report))


_FIELDS: Sequence[tuple[str, int, Callable[[Report], bool], Saying]] = (
    ("address", 22, _address, MISSING["address"]),
    ("port", 6, _port, say("The port of that address: many people share one address")),
    ("account", 14, _account, MISSING["account"]),
    ("reach", 14, _reach, MISSING["reach"]),
    ("content", 10, _content, MISSING["content"]),
    ("bytes", 10, _bytes, say("The file itself: a digest alone is often not enough")),
    ("viewed", 4, _viewed, say("Whether a person has looked at the file")),
    ("time", 4, _when, say("When it happened, with its time zone")),
    ("upload-time", 4, _upload_time, say("When each file was uploaded, and from which address")),
    ("place", 4, _place, MISSING["place"]),
    ("child", 4, _child, say("What is known of the child: account, age, school")),
    ("story", 4, _told, say("What happened, in a sentence")),
)
NAMES = tuple(name for name, *_ in _FIELDS)


def quality(report: Report) -> Quality:
    """The quality of one report as it was told."""
    fields = tuple(
        Field(name, given := given_in(report), of if given else 0, of, advice) for name, of, given_in, advice in _FIELDS
    )
    there = {field.name for field in fields if field.given}
    who = bool(there & {"address", "reach"}) or _child_findable(report)
    workable = who and "content" in there
    lacking = tuple(field.advice for field in fields if not field.given and field.name in MISSING)
    return Quality(sum(field.points for field in fields), workable, () if workable else lacking, fields)


def _child_findable(report: Report) -> bool:
    children = (person for person in report.people if person.role in (Role.VICTIM, Role.RECIPIENT))
    return any(account(child) or reachable(child) or child.school for child in children)


class Average(Struct, frozen=True):
    """How well many reports are made."""

    reports: int
    score: int | None  # None: there are none
    workable: int
    given: dict[str, int]  # by field, in how many of them it was given


def average(qualities: Iterable[Quality]) -> Average:
    """The quality of many reports together."""
    told = list(qualities)
    given = dict.fromkeys(NAMES, 0)
    for one in told:
        for field in one.fields:
            given[field.name] += field.given
    score = round(sum(one.score for one in told) / len(told)) if told else None
    return Average(len(told), score, sum(one.workable for one in told), given)
