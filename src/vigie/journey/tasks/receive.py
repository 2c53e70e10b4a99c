"""The door's side: seals a delivery, puts together what belongs together, and sets it on its way."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, datetime
from itertools import islice

from vigie.evidence import custody
from vigie.evidence.leaf import Leaf, Lost
from vigie.evidence.models import Delivery, Parcel, Reception
from vigie.evidence.tasks import Sealer
from vigie.intake.archive import is_archive
from vigie.intake.bundle import group
from vigie.intake.kinds import SURE, known
from vigie.journey.models import Item, Outcome, Problem
from vigie.journey.steps import DONE, READ, UNPACK, rank
from vigie.journey.tasks.write import short_write, text
from vigie.journey.tree import Event, Gathering, Left
from vigie.ledger.chain import Act
from vigie.ledger.tags import Tag
from vigie.report.nouns import Member, Saying, say
from vigie.report.tasks import insert, reserve

AT_ONCE = 512  # events sealed before a commit
PARCELS = ("id", "path", "digest", "depth", "received_at", "delivery_id", "parent_id")
RECEPTIONS = ("parcel_id", "object_id", "position", "path")
SET_OUT = ("kind", "key", "delivery_key", "step", "rank", "position", "attempts", "owner")
Counter = Callable[[int], None]


def begin(door: str, origin: str, actor: str, source: str = "") -> Delivery:
    """A delivery's row: everything it brings refers to it."""
    return Delivery.objects.create(
        door=door, origin=origin[:1000], actor=actor, source=source, started_at=datetime.now(UTC)
    )


def receive(delivery: Delivery, events: Iterable[Event], count: Counter | None = None) -> None:
    """Seals and commits all that a door hands in. When it returns, each byte is on the disk and each parcel on its
    way. Raises `SealError` when nothing more can be sealed; what was committed before stays."""
    _Receiver(delivery, None, 0, 0).take(events, count)
    delivery.finished_at = datetime.now(UTC)
    delivery.save(update_fields=["finished_at"])


def unpack(parent: Parcel, events: Iterable[Event], count: Counter | None = None) -> None:
    """The same for what comes out of an archive. It may be done again: it makes nothing twice."""
    _Receiver(parent.delivery, parent, parent.depth + 1, 0).take(events, count)


class _Receiver:
    def __init__(self, delivery: Delivery, parent: Parcel | None, depth: int, lost: int) -> None:
        self._delivery, self._parent, self._depth, self._lost = delivery, parent, depth, lost
        self._sealer = Sealer()
        self._gathering = Gathering(
            is_main=_is_main,
            alone=is_archive,
            group=lambda members: group(members, self._sealer.open),
        )

    def take(self, events: Iterable[Event], count: Counter | None) -> None:
        stream = iter(events)
        try:
            while batch := list(islice(stream, AT_ONCE)):
                self._batch(batch)
                if count:
                    count(sum(not isinstance(event, Left) for event in batch))
            self._commit([list(members) for members in self._gathering.rest()], [])
        finally:
            self._sealer.close()

    def _batch(self, events: Sequence[Event]) -> None:
        sealed = iter(self._sealer.seal(event for event in events if isinstance(event, Leaf)))
        parcels: list[Sequence[Member]] = []
        lost: list[Lost] = []
        for event in events:
            if isinstance(event, Left):
                parcels.extend(self._gathering.leave(event.folder))
                continue
            met = next(sealed) if isinstance(event, Leaf) else event
            if isinstance(met, Lost):
                lost.append(met)
            else:
                parcels.extend(self._gathering.add(met))
        self._commit(parcels, lost)

    def _commit(self, parcels: Sequence[Sequence[Member]], lost: Sequence[Lost]) -> None:
        if not parcels and not lost:
            return
        with short_write() as acts:
            self._sealer.commit()
            acts.extend(self._keep_parcels(parcels))
            acts.extend(self._keep_lost(lost))
        self._sealer.committed()

    def _keep_parcels(self, parcels: Sequence[Sequence[Member]]) -> Iterator[Act]:
        new = list(self._new(parcels))
        keys = reserve(Parcel, len(new))
        rows = [(key, *one) for key, one in zip(keys, new, strict=True)]
        now, whose = datetime.now(UTC), (self._delivery.pk, self._parent.pk if self._parent else None)
        insert(Parcel, PARCELS, [(key, path, digest, self._depth, now, *whose) for key, path, digest, _ in rows])
        insert(
            Reception,
            RECEPTIONS,
            [
                (key, member.sha256, position, member.path[:1000])
                for key, _, _, members in rows
                for position, member in enumerate(members)
            ],
        )
        insert(Item, SET_OUT, [self._item(key, members) for key, _, _, members in rows])
        for key, path, digest, members in rows:
            yield custody.received(key, path, self._delivery.door, self._delivery.actor, members, digest)

    def _new(self, parcels: Sequence[Sequence[Member]]) -> Iterator[tuple[str, str, Sequence[Member]]]:
        """The parcels that have no row yet, each with path and digest: an archive may have been unpacked in part
        before a crash."""
        there: set[tuple[str, str]] = set()
        if self._parent is not None:
            there.update(Parcel.objects.filter(parent=self._parent).values_list("path", "digest"))
        for members in parcels:
            path, digest = members[0].path[:1000], content_digest(members)
            if (path, digest) not in there:
                if self._parent is not None:
                    there.add((path, digest))
                yield path, digest, members

    def _item(self, key: int, members: Sequence[Member]) -> tuple[object, ...]:
        step = UNPACK if len(members) == 1 and is_archive(members[0]) else READ
        return (Item.Kind.PARCEL.value, key, self._delivery.pk, step, rank(step), 0, 0, "")

    def _keep_lost(self, lost: Sequence[Lost]) -> Iterator[Act]:
        """A file that could not even be read has a parcel without members, so that it is counted and seen."""
        for one in lost:
            path = one.path[:1000]
            digest = hashlib.sha256(one.why.encode()).hexdigest()
            if self._parent and Parcel.objects.filter(parent=self._parent, path=path, digest=digest).exists():
                continue
            row = Parcel.objects.create(
                delivery=self._delivery,
                parent=self._parent,
                path=path,
                digest=digest,
                depth=self._depth,
                received_at=datetime.now(UTC),
            )
            Item.objects.create(
                kind=Item.Kind.PARCEL, key=row.pk, delivery_key=self._delivery.pk, step=DONE, rank=rank(DONE)
            )
            why = say("this file could not be read where it lies: {why}", why=one.why)
            yield refuse(self._delivery, row, 0, path, why)


def _is_main(member: Member) -> bool:
    """Whether a file is surely a report's document; what is only half known is settled when all has been seen."""
    found = known(member)
    return found is not None and found.certainty >= SURE


def refuse(delivery: Delivery, parcel: Parcel, position: int, path: str, why: Saying) -> Act:
    """Something that did not become a report: counted, shown, and in the ledger. Inside a short write."""
    Outcome.objects.bulk_create(
        [Outcome(parcel_key=parcel.pk, position=position, delivery_key=delivery.pk, kind=Outcome.Kind.UNREADABLE)],
        ignore_conflicts=True,
    )
    Problem.objects.create(
        at=datetime.now(UTC),
        step=READ,
        delivery_key=delivery.pk,
        parcel_key=parcel.pk,
        path=path[:1000],
        reason=text(why),
        permanent=True,
    )
    return Act(Tag.FILE_UNREADABLE, f"parcel:{parcel.pk}", "vigie", {"path": path, "why": str(why)})


def content_digest(members: Sequence[Member]) -> str:
    """One digest of all that a parcel holds: paths and contents, in order."""
    lines = "".join(f"{member.sha256} {member.path}\n" for member in members)
    return hashlib.sha256(lines.encode("utf-8", "surrogatepass")).hexdigest()
