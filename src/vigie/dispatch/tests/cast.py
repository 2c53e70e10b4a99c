"""The cast of these tests: reports with invented people, looked up in the real atlas.

Addresses are reserved ones or, where a country must be found, some host of a provider's published block.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from vigie import plugs
from vigie.dispatch.route import Route
from vigie.dispatch.step import Needs, route
from vigie.report.nouns import (
    Class,
    Dossier,
    Person,
    Reason,
    Report,
    ReportId,
    Role,
    Routing,
    Sighting,
    SourceName,
    Verdict,
    say,
)
from vigie.territory import land, pack
from vigie.territory.atlas import Atlas
from vigie.territory.tests import hosts

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
ORANGE, ORANGE_TOO, ORANGE_ALSO = (hosts.host(hosts.ORANGE, "FR", number) for number in (0, 1, 2))
FREE, FREE_V6 = hosts.host(hosts.FREE, "FR"), hosts.host(hosts.FREE, "FR", family=6)
FREE_MOBILE = hosts.host(hosts.FREE_MOBILE, "FR")
PROXIMUS, COMCAST, OVH = hosts.host(hosts.PROXIMUS, "BE"), hosts.host(hosts.COMCAST, "US"), hosts.host(hosts.OVH, "FR")
NOBODY = "192.0.2.1"


def needs(home: str = "FR", now: datetime = NOW) -> Needs:
    lands = land.by_territory(pack.every())
    return Needs(Atlas.load(), lands[home], lands, plugs.find("vigie.dispatch.routes", Route), now)


def dossier(*people: Person, key: int = 1, rules: tuple[str, ...] = (), **said: Any) -> Dossier:
    """A dossier of a report with these people; `rules` are triage rules that spoke."""
    report = Report(SourceName("ncmec"), ReportId(str(key)), "ncmec-xml/1", people=people, **said)
    reasons = tuple(Reason(rule, 1, 10, say("because")) for rule in rules)
    verdict = Verdict(Class.WORKABLE, (), (), 50, 50, reasons, (), "test/1")
    return Dossier(key, key, report, received_at=NOW, verdict=verdict)


def routed(*people: Person, home: str = "FR", rules: tuple[str, ...] = (), **said: Any) -> Routing:
    return route([dossier(*people, rules=rules, **said)], needs(home))[0]


def suspect(*sightings: Sighting, **said: Any) -> Person:
    return Person(Role.REPORTED, sightings=sightings, **said)


def login(ip: str, days_ago: float = 10, **said: Any) -> Sighting:
    return Sighting(ip, "login", NOW - timedelta(days=days_ago), **said)


def upload(ip: str, days_ago: float = 10, **said: Any) -> Sighting:
    return Sighting(ip, "upload", NOW - timedelta(days=days_ago), **said)
