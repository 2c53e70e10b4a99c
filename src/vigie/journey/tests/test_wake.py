"""A report that was set aside comes back when something new makes it workable, and not on a mere disagreement."""

from __future__ import annotations

from datetime import UTC, datetime

import msgspec
import pytest

from vigie.journey.tasks.wake import wake
from vigie.report import nouns
from vigie.report.models import Finding, Report, Standing, Version
from vigie.report.nouns import Class

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 1, tzinfo=UTC)


def verdict(class_: Class) -> nouns.Verdict:
    return nouns.Verdict(class_, (), (), 12, 12, (), (), "desk@1")


def decided(proposed: Class, ruled: Class, newer: bool = False) -> tuple[Standing, nouns.Dossier]:
    """A report whose first version was judged and then decided; `newer`: a second version is judged now."""
    row = Report.objects.create(source="ncmec", report_id="1", first_received_at=NOW)
    told = nouns.Report(nouns.SourceName("ncmec"), nouns.ReportId("1"), "x/1")
    versions = [
        Version.objects.create(report=row, number=n, parcel_key=n, digest=str(n), content="{}", received_at=NOW)
        for n in (1, 2)
    ]
    content = msgspec.json.encode(verdict(proposed)).decode()
    Finding.objects.create(version=versions[0], stage="triage", number=1, content=content, made_at=NOW)
    made = Standing.objects.create(report=row, received_at=NOW, state=Standing.State.DECIDED, class_name=ruled.value)
    return made, nouns.Dossier(versions[newer].pk, row.pk, told, NOW)


@pytest.mark.parametrize(
    ("proposed", "ruled", "newer", "now", "comes_back"),
    [
        (Class.INSUFFICIENT, Class.INSUFFICIENT, True, Class.WORKABLE, True),  # a version brought the piece
        (Class.INSUFFICIENT, Class.INSUFFICIENT, False, Class.WORKABLE, True),  # another report did
        (Class.VIRAL, Class.VIRAL, True, Class.WORKABLE, True),  # new content
        (Class.WORKABLE, Class.INSUFFICIENT, False, Class.WORKABLE, False),  # a person disagreed on the same facts
        (Class.WORKABLE, Class.INSUFFICIENT, True, Class.WORKABLE, True),  # but these are other facts
        (Class.INSUFFICIENT, Class.INSUFFICIENT, True, Class.INSUFFICIENT, False),
        (Class.INSUFFICIENT, Class.WORKABLE, True, Class.WORKABLE, False),  # it was worked already
    ],
)
def test_it_comes_back_for_something_new(
    proposed: Class, ruled: Class, newer: bool, now: Class, comes_back: bool
) -> None:
    made, dossier = decided(proposed, ruled, newer)
    acts = wake([(dossier, verdict(now))])
    made.refresh_from_db()
    assert (made.state == Standing.State.OPEN) is comes_back
    assert [act.tag.value for act in acts] == (["journey:report:woken"] if comes_back else [])
