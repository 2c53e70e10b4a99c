"""Pace and quotas."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.db import transaction

from vigie.services.errors import Spared
from vigie.services.models import Service, Spent
from vigie.services.pace import Pace
from vigie.services.tasks import accounts
from vigie.services.tasks.accounts import Limits
from vigie.services.tasks.quotas import may_match, spend


def test_a_bucket_fills_again_with_time() -> None:
    now = [0.0]
    pace = Pace(clock=lambda: now[0])
    assert [pace.wait("a", 3) for _ in range(4)] == [0, 0, 0, 20]
    assert pace.wait("b", 3) == 0
    now[0] = 20.0
    assert [pace.wait("a", 3), pace.wait("a", 3)] == [0, 20]


def test_looking_takes_nothing_out() -> None:
    pace = Pace(clock=lambda: 0.0)
    assert {pace.wait("a", 1, spend=False) for _ in range(5)} == {0}


@pytest.fixture
def service(db: None) -> Service:
    return accounts.add("One", actor="shell:test", limits=Limits(reports_a_day=2))[0]


def test_what_is_over_the_quota_is_refused_until_midnight(service: Service) -> None:
    noon = datetime(2026, 1, 2, 12, tzinfo=UTC)
    spend(service, "report", at=noon)
    spend(service, "report", at=noon)
    with pytest.raises(Spared) as refused, transaction.atomic():
        spend(service, "report", at=noon)
    assert refused.value.seconds == 12 * 3600
    assert Spent.objects.get(kind="report").amount == 2
    spend(service, "report", at=noon + timedelta(days=1))


def test_kinds_are_counted_apart(service: Service) -> None:
    spend(service, "byte", 10)
    spend(service, "byte", 5)
    spend(service, "request")
    assert dict(Spent.objects.values_list("kind", "amount")) == {"byte": 15, "request": 1}


def test_only_a_contract_that_lasts_allows_matching(service: Service) -> None:
    now = datetime(2026, 1, 2, tzinfo=UTC)
    assert not may_match(service, now)
    accounts.agree("One", "convention 12", now + timedelta(days=1), actor="shell:test")
    service.refresh_from_db()
    assert may_match(service, now)
    assert not may_match(service, now + timedelta(days=2))
