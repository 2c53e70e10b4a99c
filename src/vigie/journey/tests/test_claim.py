"""Work is leased: nobody does what another does, and what a dead worker held is done by the next."""

from __future__ import annotations

import subprocess
import sys
from datetime import UTC, datetime, timedelta

import pytest

from vigie.journey.models import Item
from vigie.journey.steps import READ, rank
from vigie.journey.tasks import claim as claiming
from vigie.journey.tasks.claim import Claim, carry, claim, free_the_dead, give_back, me, move, still_mine
from vigie.linking.models import Member, Thread

pytestmark = pytest.mark.django_db


def items(count: int, step: str = READ, attempts: int = 0) -> None:
    start = Item.objects.count()
    Item.objects.bulk_create(
        Item(kind="parcel", key=start + n, delivery_key=1, step=step, rank=rank(step), attempts=attempts)
        for n in range(count)
    )


def taken() -> Claim:
    claimed = claim()
    assert claimed is not None
    return claimed


def test_two_workers_never_hold_the_same() -> None:
    items(500)
    first, second = taken(), taken()
    assert not {item.pk for item in first.items} & {item.pk for item in second.items}
    assert len(first.items) + len(second.items) == 500
    assert claim() is None


def test_where_thousands_wait_more_is_taken_together() -> None:
    items(2 * claiming.MANY)
    assert len(taken().items) == claiming.MANY
    assert len(taken().items) == claiming.TOGETHER[0]  # so that there is something for the others too


def test_earlier_steps_come_first() -> None:
    items(3, "triage")
    items(2, READ)
    assert taken().step == READ


def test_what_was_tried_before_is_tried_in_smaller_company() -> None:
    items(100, attempts=1)
    assert len(taken().items) == claiming.TOGETHER[1]
    Item.objects.update(attempts=4, owner="")
    assert len(taken().items) == 1


def test_a_dead_workers_items_are_free_at_once() -> None:
    items(5)
    ended = subprocess.run([sys.executable, "-c", "import os; print(os.getpid())"], capture_output=True, text=True)
    host = me().split(":")[0]
    later = datetime.now(UTC) + timedelta(hours=1)
    Item.objects.update(owner=f"{host}:{ended.stdout.strip()}:1", lease_until=later)
    assert free_the_dead() == 5
    assert len(taken().items) == 5


def test_a_living_workers_items_are_not_freed() -> None:
    items(5)
    taken()
    assert free_the_dead() == 0


def test_an_expired_lease_can_be_taken_and_its_first_holder_keeps_nothing() -> None:
    items(2)
    slow = taken()
    Item.objects.update(lease_until=datetime.now(UTC) - timedelta(seconds=1))
    quick = taken()
    assert still_mine(slow) == []
    assert len(still_mine(quick)) == 2


def test_moved_items_are_free_at_their_next_step() -> None:
    items(2)
    claimed = taken()
    move(claimed.items, "matching")
    assert taken().step == "matching"
    assert still_mine(claimed) == []


def test_given_back_items_keep_count_of_their_tries() -> None:
    items(1)
    give_back(taken().items, tried=1)
    assert Item.objects.get().attempts == 1
    assert taken().items[0].attempts == 2


def test_who_goes_on_at_once_holds_what_nobody_else_can_take() -> None:
    items(2, "matching")
    before = taken()
    onward = carry(before.items, "linking", before.owner)
    assert onward.step == "linking" and [item.key for item in still_mine(onward)] == [0, 1]
    assert still_mine(before) == []
    assert claim() is None
    give_back(onward.items, tried=onward.items[0].attempts)
    assert taken().items[0].attempts == 2


def threads(*sizes: int) -> None:
    """Reports that wait to be judged, thread by thread, the oldest of each far from its youngest."""
    for number, size in enumerate(sizes, 1):
        Thread.objects.create(id=number, oldest=number, reports=size, first_at=0, last_at=0)
        for place in range(size):
            key = number + place * 1000
            Member.objects.create(report_key=key, version_key=key, at=0, thread_key=number, traits="[]")
    for key in sorted(Member.objects.values_list("report_key", flat=True)):
        Item.objects.create(kind="report", key=key, delivery_key=1, step="triage", rank=rank("triage"))


def test_reports_of_a_thread_are_judged_together(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(claiming, "TOGETHER", (16, 16, 1))
    threads(*[3] * 20)
    while (claimed := claim()) is not None:
        whose = [item.key % 1000 for item in claimed.items]
        assert all(whose.count(number) == 3 for number in whose)
        assert len(whose) <= 2 * 16
    assert not Item.objects.filter(owner="").exists()


def test_a_thread_larger_than_a_batch_is_taken_in_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(claiming, "TOGETHER", (8, 8, 1))
    threads(30)
    assert len(taken().items) == 8


def test_of_a_thread_only_what_waits_is_taken() -> None:
    threads(4)
    Item.objects.filter(key=1).update(step="dispatch", rank=rank("dispatch"))
    Item.objects.filter(key=1001).update(owner="another", lease_until=datetime.now(UTC) + timedelta(hours=1))
    assert sorted(item.key for item in taken().items) == [2001, 3001]
