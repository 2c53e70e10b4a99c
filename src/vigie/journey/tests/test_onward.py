"""Who goes on with the next step at once has at hand just what that step would have loaded."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import msgspec
import pytest
from pytest_django import Settings

from vigie.evidence import keys
from vigie.journey.models import Item
from vigie.journey.steps import BY_NAME, DONE, rank
from vigie.journey.tasks.claim import claim
from vigie.journey.tasks.load import dossiers
from vigie.journey.tasks.stage import step_claimed
from vigie.journey.tasks.work import work
from vigie.report.models import Finding, Report, Standing, Version
from vigie.triage.examples import SUSPECT, report

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 1, 12, 0, 0, 5, tzinfo=UTC)


@pytest.fixture(autouse=True)
def installed(settings: Settings, tmp_path: Path) -> None:
    settings.VIGIE_HOME = tmp_path
    keys.make(tmp_path / "keys")


def received(count: int) -> None:
    """Reports that were read and wait to be matched."""
    for number in range(count):
        told = msgspec.structs.replace(report(SUSPECT), report_id=str(number))
        content = msgspec.json.encode(told).decode()
        row = Report.objects.create(source=told.source, report_id=told.report_id, first_received_at=NOW)
        row.current = Version.objects.create(
            report=row, number=1, parcel_key=number, digest=str(number), content=content, received_at=NOW
        )
        row.save()
        Standing.objects.create(report=row, received_at=NOW)
        Item.objects.create(kind="report", key=row.pk, delivery_key=1, step="matching", rank=rank("matching"))


@pytest.mark.parametrize("step", ["matching", "triage"])
def test_it_is_what_would_have_been_loaded(step: str) -> None:
    received(3)
    while (claimed := claim()) is not None and claimed.step != step:
        onward = step_claimed(claimed)
        while onward is not None:
            onward = step_claimed(*onward)
    assert claimed is not None
    onward = step_claimed(claimed)
    assert onward is not None and len(onward.dossiers) == 3
    assert onward.dossiers == dossiers([item.key for item in onward.claim.items], BY_NAME[onward.claim.step].reads)


def test_each_step_is_done_once_and_told() -> None:
    received(2)
    assert [done.step for done in work()] == ["matching", "linking", "triage", "dispatch"]
    assert Finding.objects.count() == 8
    assert set(Item.objects.values_list("step", flat=True)) == {DONE}
