"""Small questions for the examples of routes. Addresses are reserved ones; what the atlas would say is given."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime

from vigie.dispatch import seen
from vigie.dispatch.route import Question
from vigie.report.nouns import (
    Channel,
    Country,
    Dossier,
    LawEnforcement,
    Person,
    Report,
    ReportedFile,
    ReportId,
    SourceName,
    Territory,
)
from vigie.territory import land, pack

WHEN = datetime(2026, 11, 1, 12, 0, tzinfo=UTC)


def ask(
    *people: Person,
    countries: Mapping[str, str | None] | None = None,
    files: tuple[ReportedFile, ...] = (),
    channels: tuple[Channel, ...] = (),
    law_enforcement: LawEnforcement | None = None,
    home: str = "FR",
) -> Question:
    """A question about a report with these people; `countries` is what the atlas says of each address."""
    report = Report(
        source=SourceName("example"),
        report_id=ReportId("1"),
        format="example/1",
        people=people,
        files=files,
        channels=channels,
        law_enforcement=law_enforcement,
    )
    lands = land.by_territory(pack.every())
    known = {ip: Territory(ip, Country(code) if code else None) for ip, code in (countries or {}).items()}
    return Question(
        dossier=Dossier(key=1, report_key=1, report=report, received_at=WHEN),
        home=lands[home],
        lands=lands,
        seen=seen.of(report),
        territories=tuple(known.values()),
        known=known,
    )
