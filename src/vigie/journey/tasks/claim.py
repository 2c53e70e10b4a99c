"""Who works on what: leases taken in one short write, given back when their holder is dead."""

from __future__ import annotations

import os
import socket
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import NamedTuple

from django.db import transaction
from django.db.models import Q, QuerySet

from vigie.journey.models import Item
from vigie.journey.steps import DONE, rank
from vigie.journey.tasks.turn import turn
from vigie.ledger.models import lock
from vigie.linking.tasks import beside
from vigie.report.tasks import chunks

LEASE = timedelta(minutes=15)
# How many items are taken together, by how often they were tried: one that kills its worker ends up alone.
TOGETHER = (400, 20, 1)
# Where twice as many wait, so many: the more, the less is judged again for news of its own batch. But nobody else
# writes while a batch is kept, half a second then.
MANY = 1000
ATTEMPTS = 6
# Nobody begins to judge while another worker is still linking: else what it links is judged again.
TOLD_TOGETHER = rank("triage")


def _born(pid: int) -> str:
    """When a process began, in the kernel's ticks; empty when there is none. A number alone may be used again."""
    try:
        state, *told = Path(f"/proc/{pid}/stat").read_text("ascii", "replace").rpartition(")")[2].split()
        return "" if state in "ZX" else told[18]  # one that has ended works on nothing, though it may still be named
    except (OSError, ValueError, IndexError):
        return ""


def me() -> str:
    """This worker's name: machine, process, and when the process began."""
    return f"{socket.gethostname()[:40]}:{os.getpid()}:{_born(os.getpid())}"


def _dead(owner: str) -> bool:
    """Whether a lease holder on this machine is gone. Of other machines only the lease's end tells."""
    host, _, rest = owner.partition(":")
    pid, _, born = rest.partition(":")
    return host == socket.gethostname()[:40] and pid.isdigit() and _born(int(pid)) != born


class Held(NamedTuple):
    """An item's row as it was leased."""

    pk: int
    kind: str
    key: int
    delivery_key: int
    position: int
    attempts: int


class Claim(NamedTuple):
    """Items of one step, leased to one worker. `owner` proves it at the commit."""

    step: str
    items: tuple[Held, ...]
    owner: str


def free_the_dead() -> int:
    """Gives back what dead workers of this machine held. Returns how many items."""
    with turn(), transaction.atomic():
        lock()
        owners = Item.objects.exclude(owner="").exclude(step=DONE).values_list("owner", flat=True).distinct()
        dead = [owner for owner in owners if _dead(owner)]
        return Item.objects.filter(owner__in=dead).update(owner="", lease_until=None) if dead else 0


def claim(only: str = "") -> Claim | None:
    """The next items of the earliest step that has any, or None when nothing may be begun. `only`: of this step alone.

    Judging waits for all that comes before it, whoever does that.
    """
    now, owner = datetime.now(UTC), me()
    with turn(), transaction.atomic():
        lock()
        free = Item.objects.exclude(step=DONE).filter(Q(owner="") | Q(lease_until__lt=now))
        if only:
            free = free.filter(rank=rank(only))
        first = free.order_by("rank", "attempts", "id").values_list("step", "rank", "attempts").first()
        if first is None:
            return None
        step, at, tried = first
        if at >= TOLD_TOGETHER and _held_before(TOLD_TOGETHER, now):
            return None
        # What was never judged is judged before what is judged again: it may be news to those, who then hear it once.
        order = "-id" if at >= TOLD_TOGETHER else "id"
        waiting = free.filter(rank=at, attempts=tried).order_by(order)
        many = not tried and waiting[2 * MANY - 1 :].exists()
        size = MANY if many else TOGETHER[min(tried, len(TOGETHER) - 1)]
        together = step == "triage" and not tried
        items = tuple(_with_their_threads(waiting, size) if together else _held(waiting[:size]))
        chosen = Item.objects.filter(pk__among={item.pk for item in items})
        chosen.update(owner=owner, lease_until=now + LEASE, attempts=tried + 1)
    return Claim(step, items, owner)


def _held(waiting: QuerySet[Item]) -> list[Held]:
    """Rows as they will be leased: tried once more."""
    return [Held._make((*row, tried + 1)) for *row, tried in waiting.values_list(*Held._fields)]


def _with_their_threads(waiting: QuerySet[Item], size: int) -> list[Held]:
    """About so many items and never twice as many, a quarter at a time, each with all that wait of the same thread: who
    is judged together hears each other at once, and need not be judged again for it. Threads larger than a quarter are
    taken as they come."""
    first, picked, quarter = _held(waiting[:size]), dict[int, Held](), max(1, size // 4)
    for some in chunks(first, quarter):
        if len(picked) >= size:
            break
        picked.update((item.pk, item) for item in some)
        mates = beside([item.key for item in some], quarter) - {item.key for item in picked.values()}
        # Asked for by report alone, and looked at here: a database might look through all that wait instead.
        beside_them = Item.objects.filter(kind=Item.Kind.REPORT, key__among=mates)
        for *row, tried, step, owner in beside_them.values_list(*Held._fields, "step", "owner"):
            if (tried, step, owner) == (0, "triage", "") and len(picked) < 2 * size:
                picked[row[0]] = Held._make((*row, 1))
    return list(picked.values())


def _held_before(at: int, now: datetime) -> bool:
    """Whether somebody still works on a step before this one."""
    return Item.objects.exclude(step=DONE).filter(rank__lt=at, lease_until__gte=now).exists()


def still_mine(claim_: Claim) -> list[Held]:
    """The items whose lease still holds: called under the write lock, before anything is kept of them."""
    asked = Item.objects.filter(pk__among={item.pk for item in claim_.items})
    held = asked.filter(owner=claim_.owner, step=claim_.step, attempts=claim_.items[0].attempts)
    mine = set(held.values_list("pk", flat=True))
    return [item for item in claim_.items if item.pk in mine]


def move(items: Sequence[Held], step: str) -> None:
    """Sends items on to a step, free again. Inside the short write."""
    if items:
        Item.objects.filter(pk__among={item.pk for item in items}).update(
            step=step, rank=rank(step), attempts=0, owner="", lease_until=None
        )


def carry(items: Sequence[Held], step: str, owner: str) -> Claim:
    """Sends items on to a step and leases them to whoever did the one before. Inside the short write."""
    if items:
        Item.objects.filter(pk__among={item.pk for item in items}).update(
            step=step, rank=rank(step), attempts=1, owner=owner, lease_until=datetime.now(UTC) + LEASE
        )
    return Claim(step, tuple(item._replace(attempts=1) for item in items), owner)


def give_back(items: Sequence[Held], tried: int) -> None:
    """Frees items to be tried again, having been tried so often."""
    with transaction.atomic():
        lock()
        held = Item.objects.filter(pk__among={item.pk for item in items}, owner=me())
        held.update(owner="", lease_until=None, attempts=tried)
