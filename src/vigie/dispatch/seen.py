"""The addresses of a report, in order of evidence: whose they are, what they did, newest first."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

from vigie.dispatch.route import Seen, Use, Whose
from vigie.report.nouns import Report, Role, Sighting

WHOSE = {
    Role.REPORTED: Whose.SUSPECT,
    Role.ASSOCIATED: Whose.LINKED,
    Role.RECIPIENT: Whose.RECIPIENT,
    Role.VICTIM: Whose.VICTIM,
}  # a reporter's address says nothing of where the facts are
ORDER_OF_WHOSE = {whose: number for number, whose in enumerate(Whose)}
ORDER_OF_USE = {use: number for number, use in enumerate(Use)}
LONG_AGO = datetime.min.replace(tzinfo=UTC)
USES = {"upload": Use.UPLOAD, "login": Use.LOGIN}


def of(report: Report) -> tuple[Seen, ...]:
    """Every sighting of a report. One hidden behind a proxy stands after all others of its owner."""
    found = list(_all(report))
    if len(found) > 1:
        found.sort(key=lambda seen: seen.sighting.at or LONG_AGO, reverse=True)
        found.sort(key=_order)
    return tuple(found)


def _order(seen: Seen) -> tuple[int, bool, int]:
    return ORDER_OF_WHOSE[seen.whose], seen.sighting.proxy is True, ORDER_OF_USE[seen.use]


def _all(report: Report) -> Iterator[Seen]:
    for person in report.people:
        whose = WHOSE.get(person.role)
        if whose:
            for sighting in person.sightings:
                yield Seen(sighting, whose, _use(sighting, Use.OTHER))
    # The address of a file is the one that uploaded it, whether or not the sender says so.
    for file in report.files:
        for sighting in file.sightings:
            yield Seen(sighting, Whose.SUSPECT, _use(sighting, Use.UPLOAD))
    for channel in report.channels:
        for sighting in channel.sightings:
            yield Seen(sighting, Whose.SUSPECT, _use(sighting, Use.UPLOAD if channel.kind == "p2p" else Use.OTHER))


def _use(sighting: Sighting, silent: Use) -> Use:
    return USES.get(sighting.event, Use.OTHER) if sighting.event else silent
