"""When evidence perishes: the access provider forgets who had an address, the service deletes what it preserved.

Counted from a sighting's own time, never from the time of the incident, which is usually that of the detection.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from vigie.dispatch.network import network_of
from vigie.dispatch.route import Question, Use, Whose
from vigie.report.nouns import Deadline, Saying, Territory, say

MOST = 40  # deadlines said of one report: with hundreds of addresses the first to perish are what matters
SUSPECTS = (Whose.SUSPECT, Whose.LINKED)


def of(question: Question, now: datetime) -> tuple[Deadline, ...]:
    """The deadlines still ahead, nearest first; then those that have passed, latest first."""
    found = [*_subscribers(question, now), *_preserved(question, now)]
    ahead = sorted((one for one in found if one.at > now), key=lambda one: one.at)
    passed = sorted((one for one in found if one.at <= now), key=lambda one: one.at, reverse=True)
    return (*ahead, *passed)[:MOST]


def _subscribers(question: Question, now: datetime) -> Iterator[Deadline]:
    for territory in question.territories:
        timed = [
            (one.use, one.sighting.at, until)
            for one in question.seen
            if one.sighting.ip == territory.ip and one.whose in SUSPECTS and one.sighting.at
            if (until := _until(question, territory, one.sighting.at))
        ]
        for at, until in _asked(timed, now):
            yield Deadline(until, _subscriber(territory, at, until > now))


def _until(question: Question, territory: Territory, at: datetime) -> datetime | None:
    """Until when the provider keeps who had an address at a time; None when no rule is known."""
    land = question.lands.get(territory.country) if territory.country else None
    if land is None:
        return None
    network = network_of(question, territory)
    rule = land.kept("subscriber", at.date())
    days = (network.days if network else None) or (rule.days if rule else None)
    return at + timedelta(days=days) if days else None


def _asked(timed: Sequence[tuple[Use, datetime, datetime]], now: datetime) -> Iterator[tuple[datetime, datetime]]:
    """What to ask about for one address: its latest upload; its latest other use too when that upload is too old."""
    uploads = [(at, until) for use, at, until in timed if use is Use.UPLOAD]
    others = [(at, until) for use, at, until in timed if use is not Use.UPLOAD]
    if uploads:
        yield max(uploads)
    if others and (not uploads or max(uploads)[1] <= now < max(others)[1]):
        yield max(others)


def _subscriber(territory: Territory, at: datetime, ahead: bool) -> Saying:
    network, on = territory.network or "?", f"{at:%Y-%m-%d %H:%M:%S} UTC"
    if ahead:
        return say("{network} still knows who had {ip} on {on}", network=network, ip=territory.ip, on=on)
    return say("expired: {network} no longer knows who had {ip} on {on}", network=network, ip=territory.ip, on=on)


def _preserved(question: Question, now: datetime) -> Iterator[Deadline]:
    report = question.dossier.report
    if report.sent_at is None:
        return
    sender = report.format.replace("-", "/").split("/")[0]
    rule = question.home.kept("preservation", report.sent_at.date(), sender)
    if rule is None or sender not in rule.senders:
        return
    until = report.sent_at + timedelta(days=rule.days)
    company = report.company or "?"
    said = (
        say("{company} still keeps what it reported", company=company)
        if until > now
        else say("expired: {company} need no longer keep what it reported", company=company)
    )
    yield Deadline(until, said)
