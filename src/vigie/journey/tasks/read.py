"""Unpacks archives and reads parcels: sealed bytes become reports, versions, duplicates, or a problem for a person."""

from __future__ import annotations

from vigie.evidence.models import Parcel
from vigie.evidence.tasks import ParcelRow, Shelf
from vigie.intake.archive import entries
from vigie.intake.format import Unread
from vigie.intake.step import read_parcel
from vigie.journey.models import Outcome
from vigie.journey.steps import DONE
from vigie.journey.tasks.claim import Claim, move, still_mine
from vigie.journey.tasks.enter import Read, Told, enter, tell
from vigie.journey.tasks.receive import refuse, unpack
from vigie.journey.tasks.write import short_write
from vigie.journey.tree import listed
from vigie.ledger.chain import Act
from vigie.ledger.tags import Tag
from vigie.triage import tasks as triage_tasks

REPORTS = 500  # reports committed together


def unpack_claimed(claim: Claim) -> None:
    """Takes archives apart: their files are sealed and set on their way as parcels of their own."""
    for item in claim.items:
        parcel = Parcel.objects.select_related("delivery").get(pk=item.key)
        shelf = Shelf([_row(parcel)])
        _unpack(parcel, shelf)
        with short_write() as acts:
            if still_mine(Claim(claim.step, (item,), claim.owner)):
                move([item], DONE)
                acts.append(Act(Tag.PARCEL_UNPACKED, f"parcel:{parcel.pk}", "vigie", {"path": parcel.path}))


def _unpack(parcel: Parcel, shelf: Shelf) -> None:
    refused: list[Unread] = []
    member = shelf.parcels[0].members[0]
    with shelf.open(member) as stream:
        unpack(parcel, listed(entries(stream, member.path, parcel.depth, refused.append)))
    if not refused:
        return
    seen = Outcome.objects.filter(parcel_key=parcel.pk).count()
    with short_write() as acts:
        for position, unread in enumerate(refused[seen:], seen):
            acts.append(refuse(parcel.delivery, parcel, position, unread.path, unread.why))


def _row(parcel: Parcel) -> ParcelRow:
    return ParcelRow(parcel.pk, parcel.path, parcel.delivery.source, parcel.received_at)


def read_claimed(claim: Claim) -> None:
    """Reads parcels and commits what came out of them, some hundreds of reports at a time."""
    items = {item.key: item for item in claim.items}
    parcels = {parcel.pk: parcel for parcel in Parcel.objects.select_related("delivery").filter(pk__among=set(items))}
    # In the order in which they came, whatever order a database gives: a later version is read after the first.
    shelf = Shelf([_row(parcels[key]) for key in items if key in parcels])
    readings = []
    for parcel in shelf.parcels:
        item = items[parcel.key]
        reading = read_parcel(parcel, shelf.open, item.position, REPORTS)
        told = tuple(one if isinstance(one, Unread) else tell(one) for one in reading.items)
        readings.append(Read(item, parcels[parcel.key], told, reading.done))
    # Of all parcels at once: most hold one report, and many sentences are heard much quicker together.
    triage_tasks.hear(one.report for reading in readings for one in reading.told if isinstance(one, Told))
    with short_write() as acts:
        mine = {item.pk for item in still_mine(claim)}
        enter([one for one in readings if one.item.pk in mine], acts)
