"""What the lists know: digests by a look into the database, pictures by the index in memory that follows it.

The index only proposes: the entry's row, read afterwards, decides. So an entry or a list that was removed stops
matching at once, in every process, whatever their indexes still hold.
"""

from __future__ import annotations

import threading
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

import msgspec

from vigie.matching.chunks import chunks
from vigie.matching.index import Knowledge, Known, Near
from vigie.matching.models import Digest, Entry, HashList, Look
from vigie.matching.nearness import nearest
from vigie.matching.pictures import PictureIndex
from vigie.matching.source import Entry as Told
from vigie.report.nouns import Hash, Purpose

_told = msgspec.json.Decoder(Told).decode
LOADED = 100_000  # rows taken into the index at a time


@dataclass(slots=True)
class _Pictures:
    """The picture index of this process, and the last row that is in it."""

    index: PictureIndex = field(default_factory=PictureIndex)
    last: int = 0
    tokens: dict[int, str] = field(default_factory=dict)  # of the lists met, by key
    lock: threading.Lock = field(default_factory=threading.Lock)

    def follow(self, lists: dict[int, HashList]) -> None:
        """Take in the rows added since. Rows are numbered in the order in which they are committed (`rows.py`)."""
        if any(self.tokens.get(key, row.token) != row.token for key, row in lists.items()):
            self.index, self.last, self.tokens = PictureIndex(), 0, {}  # another database, or one that went back
        self.tokens.update((key, row.token) for key, row in lists.items())
        fresh = Look.objects.filter(id__gt=self.last).order_by("id").values_list("id", "entry_key", "value")
        for some in chunks(fresh.iterator(chunk_size=LOADED), LOADED):
            self.index.add([row[1] for row in some], (bytes(row[2]) for row in some))
            self.last = some[-1][0]
        self.index.settle()


_pictures = _Pictures()


def _live_lists() -> dict[int, HashList]:
    return {row.pk: row for row in HashList.objects.filter(removed=False).order_by("name")}


def _names(lists: dict[int, HashList]) -> tuple[str, ...]:
    return tuple(f"{row.name}@{row.revision}" for row in lists.values())


def looked_at() -> tuple[str, ...]:
    """The lists that match now, with their revision."""
    return _names(_live_lists())


def _entries(keys: Iterable[int], lists: dict[int, HashList]) -> dict[int, Known]:
    known: dict[int, Known] = {}
    for some in chunks(keys):
        for key, list_key, said in Entry.objects.filter(pk__in=some).values_list("pk", "list_id", "said"):
            if list_key in lists:
                known[key] = Known(lists[list_key].name, Purpose(lists[list_key].purpose), _told(said))
    return known


def _equal(digests: set[Hash]) -> dict[int, set[Hash]]:
    """Entry keys, with the digests of those asked for that they hold."""
    kinds = Digest.KINDS
    by_value = {(kinds.index(one.kind), bytes.fromhex(one.value)): one for one in digests if one.kind in kinds}
    found: dict[int, set[Hash]] = defaultdict(set)
    for some in chunks(sorted({value for _, value in by_value})):
        for entry, kind, value in Digest.objects.filter(value__in=some).values_list("entry_key", "kind", "value"):
            asked = by_value.get((kind, bytes(value)))
            if asked is not None:
                found[entry].add(asked)
    return found


def _near(looks: list[str], lists: dict[int, HashList]) -> dict[int, set[str]]:
    """Entry keys, with the picture fingerprints of those asked for that they may be near to."""
    if not looks:
        return {}
    with _pictures.lock:
        _pictures.follow(lists)
        queries, keys, _ = _pictures.index.search([bytes.fromhex(look) for look in looks])
    found: dict[int, set[str]] = defaultdict(set)
    for query, key in zip(queries.tolist(), keys.tolist(), strict=True):
        found[key].add(looks[query])
    return found


def know(digests: Iterable[Hash], looks: Iterable[str]) -> Knowledge:
    """What the lists, as they stand now, know of these digests and of these picture fingerprints (hex)."""
    lists = _live_lists()
    equal, near = _equal(set(digests)), _near(sorted(set(looks)), lists)
    entries = _entries(sorted(equal.keys() | near.keys()), lists)
    by_digest: dict[Hash, list[Known]] = defaultdict(list)
    by_look: dict[str, list[Near]] = defaultdict(list)
    for key, known in entries.items():
        for digest in equal.get(key, ()):
            by_digest[digest].append(known)
        for look, found in nearest(sorted(near.get(key, ())), known.entry).items():
            by_look[look].append(Near(known, found.distance, found.place, found.places))
    return Knowledge(
        {digest: tuple(found) for digest, found in by_digest.items()},
        {look: tuple(found) for look, found in by_look.items()},
        _names(lists),
    )
