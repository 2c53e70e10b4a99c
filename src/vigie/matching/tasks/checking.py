"""Whether the index says what the database says: all of it, or a sample drawn by lot."""

from __future__ import annotations

import random
from collections.abc import Iterable

import numpy as np
from django.db.models import Max, Min
from msgspec import Struct

from vigie.matching.living.segment import Live
from vigie.matching.living.view import View
from vigie.matching.models import Entry, Quarantined
from vigie.matching.tags import Hashes, Keys, Tags, joined
from vigie.matching.tasks.following import all_said, followed, hashes_in

_MIX = (np.uint64(0x9E3779B97F4A7C15), np.uint64(0xBF58476D1CE4E5B9), np.uint64(29))


class Checked(Struct, frozen=True):
    """What was compared. Pairs are counts in the database and in the index."""

    entries: int
    compared: int
    pictures: tuple[int, int]
    digests: tuple[int, int]
    plain: int  # picture fingerprints that tell nothing: the database has them, the index rightly not
    same: bool


class _Sum:
    """Rows as one number, whatever their order."""

    def __init__(self) -> None:
        self.looks = self.tags = 0
        self.value = np.zeros(2, dtype=np.uint64)

    def take(self, rows: Hashes) -> None:
        self.looks += len(rows.looks)
        self.tags += len(rows.tags)
        told = [_mixed(rows.look_keys, rows.looks), _mixed(rows.tag_keys, rows.tags.reshape(-1, 1))]
        self.value = self.value + np.array([one.sum(dtype=np.uint64) for one in told], dtype=np.uint64)


def _mixed(keys: Keys, columns: Tags) -> Tags:
    """A number for each row that another row hardly has."""
    value = keys.astype(np.uint64) * _MIX[0]
    for column in columns.T:
        value = (value ^ column) * _MIX[1]
        value = value ^ (value >> _MIX[2])
    return value


def _summed(parts: Iterable[Hashes]) -> _Sum:
    found = _Sum()
    for part in parts:
        found.take(part)
    return found


def check(sample: int | None = None) -> Checked:
    """Compare the index, brought up to date first, with the database."""
    view = followed()
    entries = Entry.objects.count()
    if sample is not None:
        return _sampled(view, entries, sample)
    own, its = _summed(all_said()), _summed([view.rows()])
    same = (own.looks, own.tags) == (its.looks, its.tags) and bool((own.value == its.value).all())
    return Checked(entries, entries, (own.looks, its.looks), (own.tags, its.tags), Quarantined.objects.count(), same)


def _sampled(view: View, entries: int, sample: int) -> Checked:
    """Some entries are looked for in the index, and some rows of the index in the database."""
    told = hashes_in(Entry.objects.filter(pk__among=(drawn := _by_lot(entries, sample))))
    there = _pairs(told) & _found(view, told)
    rows = _drawn(view, sample)
    back = _pairs(hashes_in(Entry.objects.filter(pk__among=np.unique([*rows.look_keys, *rows.tag_keys]).tolist())))
    return Checked(
        entries,
        len(drawn),
        (len(told.looks), sum(isinstance(one[1], bytes) for one in there)),
        (len(told.tags), sum(isinstance(one[1], int) for one in there)),
        Quarantined.objects.count(),
        there == _pairs(told) and _pairs(rows) <= back,
    )


def _by_lot(entries: int, sample: int) -> list[int]:
    """So many ids of entries."""
    ends = Entry.objects.aggregate(first=Min("pk"), last=Max("pk"))
    if not ends["last"]:
        return []
    span = range(ends["first"], ends["last"] + 1)
    wanted = min(len(span), sample * -(-len(span) // entries))  # some ids were removed
    there = Entry.objects.filter(pk__among=random.sample(span, wanted)).values_list("pk", flat=True)
    return list(there)[:sample]


Pair = tuple[int, bytes | int]


def _pairs(rows: Hashes) -> set[Pair]:
    looks = zip(rows.look_keys.tolist(), (look.tobytes() for look in rows.looks), strict=True)
    return {*looks, *zip(rows.tag_keys.tolist(), rows.tags.tolist(), strict=True)}


def _found(view: View, told: Hashes) -> set[Pair]:
    """Of these rows, those that the index finds."""
    query, key, distance = view.near(told.looks)
    exact = distance == 0
    looks = {(int(k), told.looks[q].tobytes()) for q, k in zip(query[exact], key[exact], strict=True)}
    query, key = view.equal(told.tags)
    return {*looks, *((int(k), int(told.tags[q])) for q, k in zip(query, key, strict=True))}


def _drawn(view: View, sample: int) -> Hashes:
    """Some rows that count, drawn by lot, of each segment and of the tail."""
    return joined(
        [_lot(one.rows(_thin(one.live(), sample)), sample) for one in view.segments] + [_lot(view.late(), sample)]
    )


def _thin(live: Live, sample: int) -> Live:
    """Of the rows that count, not many more than are wanted."""
    looks, tags = (one & (np.random.random(len(one)) * len(one) < 2 * sample) for one in live)
    return looks, tags


def _lot(rows: Hashes, sample: int) -> Hashes:
    looks = _some(np.nonzero(rows.look_keys)[0], sample)
    tags = _some(np.nonzero(rows.tag_keys)[0], sample)
    return Hashes(rows.look_keys[looks], rows.looks[looks], rows.tag_keys[tags], rows.tags[tags])


def _some(places: Keys, sample: int) -> Keys:
    return np.random.permutation(places)[:sample]
