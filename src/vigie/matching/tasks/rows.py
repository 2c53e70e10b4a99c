"""The rows of a list's entries, written in bulk: one transaction's worth, for both databases."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import msgspec
from msgspec import Struct

from vigie.matching.chunks import chunks
from vigie.matching.models import Digest, Entry, Look
from vigie.matching.nearness import shown_by
from vigie.matching.source import Entry as Told
from vigie.report.nouns import Hash
from vigie.report.tasks import insert, reserve, update

_encode = msgspec.json.Encoder().encode
_decode = msgspec.json.Decoder(Told).decode
KIND = {name: place for place, name in enumerate(Digest.KINDS)}


class Changes(Struct, frozen=True):
    """How many entries were added, changed, told again as they were, or removed."""

    new: int = 0
    changed: int = 0
    same: int = 0
    removed: int = 0

    def __add__(self, other: Changes) -> Changes:
        return Changes(
            self.new + other.new, self.changed + other.changed, self.same + other.same, self.removed + other.removed
        )


class Standing(Struct, frozen=True):
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


def _standing(list_key: int, keys: Iterable[str]) -> dict[str, Standing]:
    found: dict[str, Standing] = {}
    rows = Entry.objects.filter(list=list_key)
    for some in chunks(keys):
        for key, pk, seen, said in rows.filter(key__in=some).values_list("key", "pk", "seen", "said"):
            found[key] = Standing(pk, seen, said)
    return found


def take(list_key: int, number: int, revision: int, told: Iterable[Told]) -> Changes:
    """Write these entries of a list, in the caller's transaction and under the write lock.

    `number` is the import's; what changes gets this `revision`.
    """
    entries = _by_key(told)
    standing = _standing(list_key, entries)
    fresh: list[Told] = []
    changed: list[tuple[Standing, Told]] = []
    same: list[int] = []
    removed: list[int] = []
    for key, one in entries.items():
        old = standing.get(key)
        if one.removed:
            removed += [old.pk] if old else []
        elif old is None:
            fresh.append(one)
        else:
            now = _joined(_decode(old.said), one) if old.seen == number else one
            (same.append(old.pk) if _text(now) == old.said else changed.append((old, now)))
    _delete_hashes([old.pk for old, _ in changed] + removed)
    for some in chunks(removed):
        Entry.objects.filter(pk__in=some).delete()
    for some in chunks(same):
        Entry.objects.filter(pk__in=some).update(seen=number)
    rows = [(revision, number, _text(now), old.pk) for old, now in changed]
    update(Entry, ("revision", "seen", "said"), rows)
    keys = reserve(Entry, len(fresh))
    insert(
        Entry,
        ("id", "list_id", "key", "revision", "seen", "said"),
        [(pk, list_key, one.key, revision, number, _text(one)) for pk, one in zip(keys, fresh, strict=True)],
    )
    _insert_hashes([*zip(keys, fresh, strict=True), *((old.pk, now) for old, now in changed)])
    return Changes(len(fresh), len(changed), len(same), len(removed))


def _text(one: Told) -> str:
    return _encode(one).decode()


def _delete_hashes(keys: Sequence[int]) -> None:
    for some in chunks(keys):
        Digest.objects.filter(entry_key__in=some).delete()
        Look.objects.filter(entry_key__in=some).delete()


def _insert_hashes(entries: Sequence[tuple[int, Told]]) -> None:
    pairs: list[tuple[int, Hash]] = [(pk, hash_) for pk, one in entries for hash_ in one.hashes]
    shown = [(pk, pdq) for pk, one in entries for pdq in dict.fromkeys(look.pdq for look in shown_by(one))]
    looks = [(pk, bytes.fromhex(pdq)) for pk, pdq in shown]
    digests = [(pk, KIND[hash_.kind], bytes.fromhex(hash_.value)) for pk, hash_ in pairs if hash_.kind in KIND]
    insert(Digest, ("entry_key", "kind", "value"), sorted(digests, key=lambda row: row[2]))
    insert(Look, ("entry_key", "value"), looks)
