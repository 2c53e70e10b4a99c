"""What the lists know: found in the index on the disk, told by the entries in the database.

What the index finds is only ever a pointer: the entry itself says, in the database and in full, whether it has that
hash and of which list it is. So an entry that was removed a moment ago matches nothing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import NamedTuple

import msgspec
import numpy as np
from django.db.models import Q

from vigie.matching.index import Knowledge, Known, Near
from vigie.matching.living.view import View
from vigie.matching.models import Entry, HashList
from vigie.matching.nearness import nearest
from vigie.matching.source import Entry as Told
from vigie.matching.tags import KINDS, Keys, tags, words
from vigie.matching.tasks.following import followed, soon
from vigie.report.nouns import Hash, Purpose
from vigie.report.tasks import chunks

_told = msgspec.json.Decoder(Told).decode
TOGETHER = 10_000  # entries asked for at a time
MOST = 200  # fingerprints that are told of those near to one picture


def _live_lists() -> dict[int, HashList]:
    """Neither removed, nor past the last day on which they may be used."""
    valid = Q(valid_until=None) | Q(valid_until__gte=datetime.now(UTC).date())
    return {row.pk: row for row in HashList.objects.filter(valid, removed=False).order_by("name")}


def _names(lists: dict[int, HashList], at: Mapping[int, int] | None = None) -> tuple[str, ...]:
    """The lists with their revision: as they stand now, or as the index had them."""
    return tuple(f"{row.name}@{row.revision if at is None else at.get(key, 0)}" for key, row in lists.items())


def looked_at() -> tuple[str, ...]:
    """The lists that match now, with their revision."""
    return _names(_live_lists())


def _entries(keys: Iterable[int], lists: dict[int, HashList]) -> dict[int, Known]:
    known: dict[int, Known] = {}
    for some in chunks(keys, TOGETHER):
        for key, list_key, said in Entry.objects.filter(pk__among=some).values_list("pk", "list_id", "said"):
            if list_key in lists:
                known[key] = Known(lists[list_key].name, Purpose(lists[list_key].purpose), _told(said))
    return known


def _equal(view: View, digests: Iterable[Hash]) -> dict[int, set[Hash]]:
    """Entry keys, with the digests of those asked for that they may hold."""
    asked = [one for one in digests if one.kind in KINDS]
    found: dict[int, set[Hash]] = defaultdict(set)
    if asked:
        queries, keys = view.equal(tags(asked))
        for query, key in zip(queries.tolist(), keys.tolist(), strict=True):
            found[key].add(asked[query])
    return found


class _Nearby(NamedTuple):
    """Entry keys, with the picture fingerprints asked for that they may be near to; and those that met a flood."""

    entries: dict[int, set[str]]
    floods: dict[str, int]


def _near(view: View, looks: list[str]) -> _Nearby:
    """What is near to each picture: of more than `MOST` the nearest, for who is like so many says little of any."""
    found = _Nearby(defaultdict(set), {})
    if not looks:
        return found
    queries, keys, distances = _once(*view.near(words(looks)))
    counts = np.bincount(queries, minlength=len(looks))
    if counts.max() > MOST:
        found.floods.update((looks[place], int(counts[place])) for place in np.nonzero(counts > MOST)[0].tolist())
        order = np.lexsort((keys, distances, queries))
        ranks = np.arange(len(order)) - np.repeat(np.cumsum(counts) - counts, counts)
        nearest_ = order[ranks < MOST]
        queries, keys = queries[nearest_], keys[nearest_]
    for query, key in zip(queries.tolist(), keys.tolist(), strict=True):
        found.entries[key].add(looks[query])
    return found


def _once(queries: Keys, keys: Keys, distances: Keys) -> tuple[Keys, Keys, Keys]:
    """Each entry once for each picture, with its nearest: a video's frames look like one another."""
    order = np.lexsort((distances, keys, queries))
    queries, keys, distances = queries[order], keys[order], distances[order]
    first = np.ones(len(order), dtype=bool)
    first[1:] = (queries[1:] != queries[:-1]) | (keys[1:] != keys[:-1])
    return queries[first], keys[first], distances[first]


def know(digests: Iterable[Hash], looks: Iterable[str], *, patient: bool = False) -> Knowledge:
    """What the lists, as they stand now, know of these digests and of these picture fingerprints (hex).

    `patient`: a change of this moment may be missing (`Knowledge.lists` says so): then nobody waits for the index.
    """
    lists = _live_lists()
    view, fresh = soon() if patient else (followed(), True)
    equal = _equal(view, set(digests))
    near, floods = _near(view, sorted(set(looks)))
    entries = _entries(sorted(equal.keys() | near.keys()), lists)
    by_digest: dict[Hash, list[Known]] = defaultdict(list)
    by_look: dict[str, list[Near]] = defaultdict(list)
    for key, known in entries.items():
        for digest in equal.get(key, set()).intersection(known.entry.hashes):
            by_digest[digest].append(known)
        for look, found in nearest(sorted(near.get(key, ())), known.entry).items():
            by_look[look].append(Near(known, found.distance, found.place, found.places))
    return Knowledge(
        {digest: tuple(found) for digest, found in by_digest.items()},
        {look: tuple(found) for look, found in by_look.items()},
        _names(lists, None if fresh else view.state.lists),
        floods,
    )
