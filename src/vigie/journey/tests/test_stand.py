"""The queue's row follows what is found of a report, but not over a person's head."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from vigie.journey.tasks.stand import stand
from vigie.report import nouns
from vigie.report.models import Report, Standing

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 1, tzinfo=UTC)
VIRAL = nouns.Verdict(nouns.Class.VIRAL, (), (), 12, 12, (), (), "desk@1")
AWAY = nouns.Routing(nouns.Country("BE"), False, "elsewhere", None, None, ())


def standing(state: Standing.State) -> tuple[Standing, nouns.Dossier]:
    row = Report.objects.create(source="ncmec", report_id="1", first_received_at=NOW)
    told = nouns.Report(nouns.SourceName("ncmec"), nouns.ReportId("1"), "x/1")
    made = Standing.objects.create(
        report=row, received_at=NOW, state=state, class_name="workable", unit="here", score=70, total=70
    )
    return made, nouns.Dossier(1, row.pk, told, NOW)


def test_an_open_report_stands_as_it_was_found() -> None:
    made, dossier = standing(Standing.State.OPEN)
    stand([(dossier, VIRAL)])
    stand([(dossier, AWAY)])
    made.refresh_from_db()
    assert (made.class_name, made.unit, made.country, made.score) == ("viral", "elsewhere", "BE", 12)


def test_what_a_person_decided_is_not_overwritten() -> None:
    made, dossier = standing(Standing.State.DECIDED)
    stand([(dossier, VIRAL)])
    stand([(dossier, AWAY)])
    made.refresh_from_db()
    assert (made.class_name, made.unit) == ("workable", "here")
    assert made.score == 12
