"""A report whose suspect was seen at an address, and the people who ask about it."""

from __future__ import annotations

from datetime import UTC, datetime

import msgspec
import pytest
from pytest_django import Settings

from vigie.access.models import Officer
from vigie.evidence import keys
from vigie.journey.models import Item
from vigie.report.models import Finding, Report, Standing, Version
from vigie.report.nouns import (
    Class,
    Country,
    Person,
    ReportId,
    Role,
    Routing,
    Sighting,
    SourceName,
    Territory,
    Verdict,
    say,
)
from vigie.report.nouns import Report as Told
from vigie.territory.tests import hosts

AT = datetime(2026, 11, 1, 10, 20, 33, tzinfo=UTC)
ADDRESS = hosts.host(hosts.ORANGE, "FR")  # some host of a published block: a reserved address may not be asked about


def made(sighting: Sighting) -> Report:
    person = Person(Role.REPORTED, service="Example Chat", identifier="u-1", sightings=(sighting,))
    told = Told(SourceName("ncmec"), ReportId("900"), "test/1", company="Example Chat", people=(person,))
    row = Report.objects.create(source="ncmec", report_id="900", company="Example Chat", first_received_at=AT)
    row.current = Version.objects.create(
        report=row, number=1, parcel_key=1, document_path="x", digest="1" * 64,
        content=msgspec.json.encode(told).decode(), received_at=AT, actor="vigie",
    )  # fmt: skip
    row.save()
    territory = Territory(sighting.ip, Country("FR"), "Example Telecom", 64496)
    found = {
        "triage": Verdict(Class.WORKABLE, (), (say("A place"),), 10, 10, (), (), "p1"),
        "dispatch": Routing(Country("FR"), True, None, None, None, (), territories=(territory,)),
    }
    for stage, noun in found.items():
        content = msgspec.json.encode(noun).decode()
        Finding.objects.create(version=row.current, stage=stage, number=1, content=content, made_at=AT)
    Standing.objects.create(report=row, received_at=AT, class_name="workable")
    Item.objects.create(kind=Item.Kind.REPORT, key=row.pk, delivery_key=1, step="done", rank=99)
    return row


@pytest.fixture(autouse=True)
def _keys(db: None, settings: Settings) -> None:
    keys.make(settings.VIGIE_HOME / "keys")


@pytest.fixture
def report() -> Report:
    return made(Sighting(ADDRESS, "login", AT, 40123))


@pytest.fixture
def officer() -> Officer:
    return Officer.objects.create(username="anne", role="officer", password="!")


@pytest.fixture
def supervisor() -> Officer:
    return Officer.objects.create(username="sara", role="supervisor", password="!")
