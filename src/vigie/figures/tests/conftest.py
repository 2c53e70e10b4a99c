"""A desk with its keys, and reports as rows that the journey would leave."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import msgspec
import pytest
from pytest_django import Settings

from vigie.evidence import keys
from vigie.figures import columns, fact, invented
from vigie.figures.published import Break
from vigie.figures.sheet import Reader
from vigie.figures.table import Facts
from vigie.report.models import Finding, Report, Version
from vigie.report.nouns import Class, Country, Matches, ReportId, Routing, Saying, SourceName, Verdict
from vigie.report.nouns import Report as Told
from vigie.territory import land, pack

RECEIVED = datetime(2026, 3, 2, 10, 0, tzinfo=UTC)
Arrive = Callable[..., Report]


@pytest.fixture(autouse=True)
def _home(settings: Settings, tmp_path: Path) -> None:
    """A home of its own: the columns of another test's facts are not this one's."""
    settings.VIGIE_HOME = tmp_path
    keys.make(settings.VIGIE_HOME / "keys")


@pytest.fixture
def arrive(db: None) -> Arrive:
    def made(number: int, class_: Class = Class.WORKABLE, country: str | None = "FR") -> Report:
        told = Told(SourceName("ncmec"), ReportId(str(number)), "test/1", company="Example Chat", incident_kind="x")
        row = Report.objects.create(
            source="ncmec", report_id=str(number), company="Example Chat", first_received_at=RECEIVED
        )
        content = msgspec.json.encode(told).decode()
        row.current = Version.objects.create(
            report=row,
            number=1,
            parcel_key=1,
            document_path="x",
            digest=f"{number:064}",
            content=content,
            received_at=RECEIVED,
            actor="vigie",
        )
        row.save()
        judge(row, class_, country)
        return row

    return made


def judge(row: Report, class_: Class, country: str | None = "FR") -> None:
    """The stages' findings of a report's current version, once more."""
    code = Country(country) if country else None
    found = {
        "matching": Matches(),
        "triage": Verdict(class_, (), (), 0, 0, (), (), "p1"),
        "dispatch": Routing(code, None, None, None, None, ()),
    }
    assert row.current is not None
    for stage, noun in found.items():
        number = Finding.objects.filter(version=row.current, stage=stage).count()
        Finding.objects.create(
            version=row.current,
            stage=stage,
            number=number,
            content=msgspec.json.encode(noun).decode(),
            made_at=RECEIVED,
        )


def speak(saying: Saying) -> str:
    return saying.template.format_map(dict(saying.values))


@pytest.fixture(scope="module")
def facts(tmp_path_factory: pytest.TempPathFactory) -> Facts:
    folder = tmp_path_factory.mktemp("it's here")
    rows = [fact.cells(one) for one in invented.years(2023, 2, 3000)]
    half = len(rows) // 2
    columns.append(folder, 1, half, rows[:half])
    columns.append(folder, half + 1, len(rows), rows[half:])
    return columns.Columns(folder)


@pytest.fixture
def reader() -> Reader:
    home = pack.load("fr")
    breaks = (Break(date(2023, 7, 1), {"fr": "Rupture d'essai"}), Break(date(1999, 1, 1), {"fr": "Avant"}))
    return Reader(speak, "fr", land.of(home), breaks)
