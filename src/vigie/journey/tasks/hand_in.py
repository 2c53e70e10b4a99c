"""For a door that has sealed the members of a parcel itself, one by one: sets the parcel on its way."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from vigie.evidence import custody
from vigie.evidence.models import Delivery, Parcel, Reception
from vigie.journey.models import Item
from vigie.journey.steps import DONE, READ, rank
from vigie.journey.tasks.receive import PARCELS, RECEPTIONS, SET_OUT, content_digest
from vigie.ledger.chain import Act
from vigie.report.nouns import Member
from vigie.report.tasks import insert, reserve


def day_of(door: str, origin: str, actor: str, source: str, now: datetime) -> Delivery:
    """The delivery of one sender's day: whoever hands in one parcel after another makes one of them. Inside a short
    write."""
    midnight = now.astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
    today = Delivery.objects.filter(door=door, actor=actor, source=source, started_at__gte=midnight)
    row = today.order_by("-pk").first()
    if row is None:
        return Delivery.objects.create(
            door=door, origin=origin[:1000], actor=actor, source=source, started_at=now, finished_at=now
        )
    row.finished_at = now
    row.save(update_fields=["finished_at"])
    return row


def hand_in(delivery: Delivery, path: str, members: Sequence[Member], *, journey: bool = True) -> tuple[int, Act]:
    """A parcel of sealed members, the main document first, on its way; with `journey=False` it is kept and goes nowhere
    yet. Inside a short write; returns its key and what the ledger says of it."""
    (key,), now, digest = reserve(Parcel, 1), datetime.now(UTC), content_digest(members)
    insert(Parcel, PARCELS, [(key, path[:1000], digest, 0, now, delivery.pk, None)])
    rows = [(key, member.sha256, position, member.path[:1000]) for position, member in enumerate(members)]
    insert(Reception, RECEPTIONS, rows)
    step = READ if journey else DONE
    insert(Item, SET_OUT, [(Item.Kind.PARCEL.value, key, delivery.pk, step, rank(step), 0, 0, "")])
    return key, custody.received(key, path, delivery.door, delivery.actor, members, digest)
