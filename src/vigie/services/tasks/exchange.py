"""Takes what partners laid down: sealed, acknowledged, put aside, in this order. A crash in between takes it again, and
what was taken before is known by its bytes."""

from __future__ import annotations

from datetime import UTC, datetime

import msgspec
from msgspec import Struct

from vigie.evidence.models import Delivery, Parcel, Reception
from vigie.journey.tasks.receive import begin, receive
from vigie.journey.tree import printable
from vigie.services.drop import Drop


class Pulled(Struct, frozen=True):
    """One entry that was taken: how many files were sealed, and how many could not be read."""

    name: str
    delivery: int
    files: int
    lost: int


def pull(drop: Drop, origin: str, partner: str, actor: str) -> list[Pulled]:
    """Everything that is complete at a drop. Raises `DropError`, and `SealError` when nothing more can be sealed."""
    return [_take(drop, name, origin, partner, actor) for name in drop.entries()]


def _take(drop: Drop, name: str, origin: str, partner: str, actor: str) -> Pulled:
    delivery = begin("exchange", f"{origin} {printable(name)}", actor, f"service:{partner}"[:80])
    receive(delivery, drop.events(name))
    said = _acknowledgement(delivery, printable(name))
    drop.acknowledge(name, msgspec.json.format(msgspec.json.encode(said)))
    drop.put_aside(name)
    return Pulled(said.entry, delivery.pk, len(said.files), len(said.lost))


class Acknowledgement(Struct, frozen=True):
    """What a partner is told of one entry."""

    entry: str
    delivery: int
    received: datetime
    files: list[dict[str, str | int]]
    lost: list[str]


def _acknowledgement(delivery: Delivery, name: str) -> Acknowledgement:
    """What was received, by its digests, so that the partner can compare; nothing of what became of it."""
    rows = Reception.objects.filter(parcel__delivery=delivery).order_by("parcel_id", "position")
    files: list[dict[str, str | int]] = [
        {"path": path, "sha256": sha256, "size": size}
        for path, sha256, size in rows.values_list("path", "object_id", "object__size")
    ]
    lost = Parcel.objects.filter(delivery=delivery, reception=None).values_list("path", flat=True)
    return Acknowledgement(name, delivery.pk, datetime.now(UTC), files, list(lost))
