"""A report that is opened and never finished is seen by somebody."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import msgspec

from vigie.evidence.models import Reception
from vigie.gateway.tests.client import Reporter, report
from vigie.journey.models import Item, Problem
from vigie.journey.steps import DONE, READ
from vigie.ledger.models import Entry
from vigie.report.nouns import Saying
from vigie.services.models import Submission
from vigie.services.tasks.expire import expire
from vigie.services.tasks.overview import take_as_is


def hours(number: float) -> datetime:
    return datetime.now(UTC) + timedelta(hours=number)


def test_it_expires_after_a_day_or_an_hour_after_its_last_change(one: Reporter) -> None:
    number = one.submit().report
    assert expire(hours(23.9)) == 0
    assert expire(hours(24.1)) == 1
    assert expire(hours(24.2)) == 0
    late = one.submit(report("late")).report
    Submission.objects.filter(pk=late - 1_000_000_000).update(changed_at=hours(23.5))
    assert expire(hours(24.1)) == 0
    assert expire(hours(24.6)) == 1
    assert Submission.objects.filter(state="expired").count() == 2
    assert number


def test_what_came_of_it_is_shown_with_its_bytes(one: Reporter) -> None:
    number = one.submit().report
    one.upload(number, b"x")
    expire(hours(25))
    problem = Problem.objects.get()
    assert str(number) in str(msgspec.json.decode(problem.reason, type=Saying))
    assert Reception.objects.filter(parcel_id=problem.parcel_key or 0).count() == 2
    assert Item.objects.get().step == DONE
    assert Entry.objects.filter(tag="door:submission:expired").exists()


def test_one_that_asks_to_be_read_first_is_shown_after_an_hour(one: Reporter) -> None:
    one.submit(report(summary="<escalateToHighPriority>Synthetic: tomorrow</escalateToHighPriority>"))
    assert expire(hours(0.9)) == 0
    assert expire(hours(1.1)) == 1


def test_a_service_may_still_finish_it_and_then_it_is_no_problem(one: Reporter) -> None:
    number = one.submit().report
    expire(hours(25))
    assert one.upload(number, b"late").code == 0
    assert Problem.objects.get().closed_at is not None
    assert one.finish(number).code == 0
    assert sorted(Item.objects.values_list("step", flat=True)) == [DONE, READ]
    assert Submission.objects.get().state == "finished"


def test_a_sandbox_troubles_nobody() -> None:
    trial = Reporter.new("Trial", sandbox=True)
    trial.submit()
    expire(hours(25))
    assert not Problem.objects.exists()


def test_an_officer_may_take_it_as_it_is(one: Reporter) -> None:
    number = one.submit().report
    one.upload(number, b"x")
    expire(hours(25))
    assert take_as_is(number, "anne", "a child is in danger")
    assert not take_as_is(number, "anne", "again")
    assert Problem.objects.get().closed_at is not None
    assert Item.objects.filter(step=READ).count() == 1
    assert Entry.objects.get(tag="desk:submission:taken").actor == "anne"
    assert one.finish(number).code == 5102
