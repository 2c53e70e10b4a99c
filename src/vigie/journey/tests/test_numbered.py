"""When a content is in more hands and only the number is news, those are judged anew that show it."""

from __future__ import annotations

from datetime import UTC, datetime

import msgspec
import pytest

from vigie.journey.models import Item
from vigie.journey.steps import DONE, rank
from vigie.journey.tasks.numbered import showing
from vigie.linking.tasks.book import ENOUGH_COMPANIES, ENOUGH_SUSPECTS
from vigie.report import nouns
from vigie.report.models import Finding, Report, Standing, Version
from vigie.report.nouns import Class, ThreadFacts
from vigie.triage.examples import case
from vigie.triage.rules import new_material
from vigie.triage.selection import COMPANIES, HANDS, IN_HANDS, select

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 1, tzinfo=UTC)


def judged(number: int, class_: Class, *grounds: nouns.Saying, step: str = DONE, owner: str = "") -> int:
    row = Report.objects.create(source="ncmec", report_id=str(number), first_received_at=NOW)
    version = Version.objects.create(
        report=row, number=1, parcel_key=number, digest=str(number), content="{}", received_at=NOW
    )
    row.current = version
    row.save()
    content = msgspec.json.encode(nouns.Verdict(class_, grounds, (), 12, 12, (), (), "desk@1")).decode()
    Finding.objects.create(version=version, stage="triage", number=1, content=content, made_at=NOW)
    Standing.objects.create(report=row, received_at=NOW, class_name=class_.value)
    Item.objects.create(kind=Item.Kind.REPORT, key=row.pk, delivery_key=1, step=step, rank=rank(step), owner=owner)
    return row.pk


def test_those_that_show_it_and_those_being_judged() -> None:
    shown = judged(1, Class.VIRAL, nouns.Saying(IN_HANDS, {"n": 20}))
    listed = judged(2, Class.VIRAL, nouns.Saying("Every file is on a list of material that goes round"))
    workable = judged(3, Class.WORKABLE)
    now = judged(4, Class.WORKABLE, step="triage", owner="somebody")
    waiting = judged(5, Class.WORKABLE, step="triage")
    assert showing({shown, listed, workable, now, waiting}) == {shown, now}
    assert showing(()) == set()


def test_what_a_person_called_otherwise_still_shows_it() -> None:
    shown = judged(1, Class.VIRAL, nouns.Saying(IN_HANDS, {"n": 20}))
    Standing.objects.filter(pk=shown).update(state=Standing.State.DECIDED, class_name="workable")
    assert showing({shown}) == {shown}


def test_it_is_the_ground_that_triage_gives() -> None:
    facts = ThreadFacts(cluster="C-1", cluster_reports=40, cluster_suspects=33, cluster_companies=3)
    grounds = select(case(facts=facts), ()).grounds
    assert [(one.template, one.values) for one in grounds] == [(IN_HANDS, {"n": 33})]


def test_linking_tells_every_count_that_changes_a_judgement() -> None:
    assert max(HANDS, new_material.HANDS) <= ENOUGH_SUSPECTS
    assert COMPANIES <= ENOUGH_COMPANIES
