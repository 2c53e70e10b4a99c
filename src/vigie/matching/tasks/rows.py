"""The rows of a list's entries, written in bulk: one transaction's worth, for both databases, told to the index."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from typing import NamedTuple

import msgspec
import numpy as np
from msgspec import Struct, field

from vigie.matching.models import Change, Entry, Quarantined
from vigie.matching.nearness import sought
from vigie.matching.newcomers import Newcomers
from vigie.matching.source import Entry as Told
from vigie.matching.tags import Hashes, Keys, every, sifted
from vigie.matching.tally import Tally
from vigie.report.tasks import insert, reserve, update

_encode = msgspec.json.Encoder().encode
_decode = msgspec.json.Decoder(Told).decode


class News(NamedTuple):
    """A change as the index takes it in: what is said now under the keys that are new or changed."""

    change: Change
    gone: Keys
    hashes: Hashes


class Changes(Struct, frozen=True):
    """How many entries were added, changed, told again as they were, or removed; what that does to the tally, and what
    it is to the index."""

    new: int = 0
    changed: int = 0
    same: int = 0
    removed: int = 0
    tally: Tally = field(default_factory=Tally)
    news: News | None = None  # of one transaction; None of several together, or when nothing changed

    def __add__(self, other: Changes) -> Changes:
        return Changes(
            self.new + other.new,
            self.changed + other.changed,
            self.same + other.same,
            self.removed + other.removed,
            self.tally.joined(other.tally),
        )


class Standing(Struct, frozen=True, gc=False):
    """An entry's row as it was before this batch."""

    pk: int
    seen: int
    said: str


def _joined(one: Told, other: Told) -> Told:
    """Two records of one import with the same key: both their hashes, and what the later one says where it speaks."""
    later = {name: value for name, value in msgspec.structs.asdict(other).items() if value not in (None, ())}
    hashes = tuple(dict.fromkeys(one.hashes + other.hashes))
    return msgspec.structs.replace(one, **{**later, "hashes": hashes})


def _by_key(told: Iterable[Told]) -> dict[str, Told]:
    found: dict[str, Told] = {}
    for one in told:
        before = found.get(one.key)
        found[one.key] = one if before is None or before.removed or one.removed else _joined(before, one)
    return found


def _standing(list_key: int, keys: AbstractSet[str]) -> dict[str, Standing]:
    rows = Entry.objects.filter(list=list_key, key__among=keys).values_list("key", "pk", "seen", "said")
    return {key: Standing(pk, seen, said) for key, pk, seen, said in rows}


def take(
    list_key: int, number: int, revision: int, told: Iterable[Told], newcomers: Newcomers | None = None
) -> Changes:
    """Write these entries of a list, in the caller's transaction and under the write lock.

    `number` is the import's; what changes gets this `revision`. `newcomers`: the keys of all entries that the list has.
    """
    entries = _by_key(told)
    asked = entries.keys() if newcomers is None else set(newcomers.doubtful(entries.keys()))
    standing = _standing(list_key, asked) if asked else {}
    fresh: list[Told] = []
    changed: list[tuple[Standing, Told]] = []
    same: list[int] = []
    removed: list[Standing] = []
    for key, one in entries.items():
        old = standing.get(key)
        if one.removed:
            removed += [old] if old else []
        elif old is None:
            fresh.append(one)
        else:
            now = _joined(_decode(old.said), one) if old.seen == number else one
            (same.append(old.pk) if _text(now) == old.said else changed.append((old, now)))
    others = [old.pk for old, _ in changed] + [old.pk for old in removed]
    Entry.objects.filter(pk__among={old.pk for old in removed}).delete()
    Entry.objects.filter(pk__among=same).update(seen=number)
    update(Entry, ("revision", "seen", "said"), [(revision, number, _text(now), old.pk) for old, now in changed])
    keys = _write(list_key, number, revision, fresh)
    told_now = [*zip(keys, fresh, strict=True), *((old.pk, one) for old, one in changed)]
    hashes, plain = sifted(every((pk, sought(one.hashes, one.frames)) for pk, one in told_now))
    change = tell(keys, others)
    release(others)
    insert(Quarantined, ("entry_key", "list_key", "value"), [(pk, list_key, value) for pk, value in plain])
    tally = tallied([old.said for old, _ in changed] + [old.said for old in removed])
    tally.take(one for _, one in told_now)
    news = News(change, np.array(others, dtype=np.int64), hashes) if change else None
    return Changes(len(fresh), len(changed), len(same), len(removed), tally, news)


def _write(list_key: int, number: int, revision: int, fresh: list[Told]) -> Sequence[int]:
    """Write new entries. Their keys."""
    fresh.sort(key=lambda one: one.key)  # neighbours in the table of keys are written together
    keys = reserve(Entry, len(fresh))
    rows = [(pk, list_key, one.key, revision, number, _text(one)) for pk, one in zip(keys, fresh, strict=True)]
    insert(Entry, ("id", "list_id", "key", "revision", "seen", "said"), rows)
    return keys


def tallied(gone: Iterable[str]) -> Tally:
    """What the tally loses with entries that said this."""
    tally = Tally()
    tally.take(map(_decode, gone), -1)
    return tally


def tell(fresh: Sequence[int], others: Sequence[int]) -> Change | None:
    """Note for the index that these entries are new, and that those were changed or removed. In their transaction."""
    if not fresh and not others:
        return None
    first, last = (fresh[0], fresh[-1]) if fresh else (1, 0)
    keys = np.array(others, dtype=np.int64).tobytes()
    return Change.objects.create(first=first, last=last, keys=keys)


def release(keys: Sequence[int]) -> None:
    """These entries are gone, or say something else now: nothing is held against them."""
    Quarantined.objects.filter(entry_key__among=keys).delete()


def _text(one: Told) -> str:
    return _encode(one).decode()
