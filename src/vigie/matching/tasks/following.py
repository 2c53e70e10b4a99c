"""The index on the disk follows the database: change by change, by whoever first sees that it is behind."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import msgspec
import numpy as np
from django.conf import settings
from django.db.models import QuerySet
from msgspec import Struct

from vigie.matching.living.arrays import Torn
from vigie.matching.living.index import Living
from vigie.matching.living.state import State
from vigie.matching.living.view import View
from vigie.matching.living.writer import Writer
from vigie.matching.models import Change, Entry, HashList
from vigie.matching.nearness import sought
from vigie.matching.source import Shown
from vigie.matching.tags import Hashes, Keys, gathered
from vigie.matching.tasks.rows import News
from vigie.report.nouns import Hash

TOGETHER = 1 << 18  # hashes published together when much is to be followed
READ = 20_000  # entries read at a time
PATIENCE = 0.25  # seconds in which the one who wrote a change should have told the index


class _Said(Struct):
    """Of what an entry says, its hashes, and the frames of its video."""

    hashes: tuple[Hash, ...] = ()
    frames: tuple[Shown, ...] = ()


_said = msgspec.json.Decoder(_Said).decode


@cache
def _living(folder: Path) -> Living:
    return Living(folder)


def living() -> Living:
    """The index of this installation, shared by the threads of this process."""
    return _living(settings.VIGIE_HOME / "index")


def followed() -> View:
    """The index, with everything that the database says now."""
    index = living()
    view = _seen(index)
    if view is not None and behind(view.state) is False:
        return view
    with index.writing() as writer:
        _follow(writer)
    index.settle()
    return index.view()


def handed(news: News | None) -> None:
    """The index takes in a change that was just committed, from whoever made it: it need not be read again."""
    index = living()
    with index.writing() as writer:
        lists = _revisions()
        if news is None or not _next(writer.state, news.change):
            _follow(writer)
        else:
            writer.remove(news.gone)
            writer.add(news.hashes)
            writer.publish(news.change.pk, news.change.token, lists=lists)
    index.settle()


def _next(state: State, change: Change) -> bool:
    """Whether this change, and no other, follows what the index has."""
    rows = Change.objects.filter(pk__gte=state.change).order_by("pk").values_list("pk", "token")[:3]
    before = [(state.change, state.token)] if state.change else []
    return list(rows) == [*before, (change.pk, change.token)]


def _revisions() -> dict[int, int]:
    """The revision of each list. Read before the changes: these revisions are in them at least."""
    return dict(HashList.objects.values_list("pk", "revision"))


@dataclass(slots=True)
class _Waiting:
    """Which change this process saw first that the index had not followed, and when."""

    change: int = -1
    since: float = 0.0

    def long(self, change: int) -> bool:
        """Whether the index has stood at this change for long, while there were others."""
        now = time.monotonic()
        if change != self.change:
            self.change, self.since = change, now
        return now - self.since > PATIENCE


_waiting = _Waiting()


def soon() -> tuple[View, bool]:
    """The index, and whether it has everything that the database says now. Who writes a change tells the index next:
    so nobody waits for a change of this moment, but it is followed here when that was not done."""
    view = _seen(living())
    late = None if view is None else behind(view.state)
    if view is not None and late is False:
        return view, True
    if view is not None and late and not _waiting.long(view.state.change):
        return view, False
    return followed(), True


def rebuilt() -> View:
    """The index made anew from the database. Look-ups go on meanwhile in the old one."""
    index = living()
    with index.writing() as writer:
        writer.clear()
        _apply(writer, shown=False)
        writer.publish(writer.state.change, writer.state.token)
    index.settle(wait=True)
    return index.view()


def _seen(index: Living) -> View | None:
    try:
        return index.view()
    except Torn:
        return None


def behind(state: State) -> bool | None:
    """Whether there are changes that the index has not followed; None when it followed another database."""
    rows = Change.objects.filter(pk__gte=state.change).order_by("pk").values_list("pk", "token")[:2]
    found = list(rows)
    if not state.change:
        return bool(found)
    if not found or found[0] != (state.change, state.token):
        return None
    return len(found) > 1


def _follow(writer: Writer) -> None:
    if behind(writer.state) is None:
        writer.clear()
        writer.publish(0, "", shown=not Change.objects.exists())
    _apply(writer)


def _apply(writer: Writer, *, shown: bool = True) -> None:
    """Take in every change that was not followed yet."""
    lists = _revisions()
    for some in _grouped(Change.objects.filter(pk__gt=writer.state.change).order_by("pk").iterator()):
        spans = [(one.first, one.last) for one in some if one.first <= one.last]
        others = np.unique(np.frombuffer(b"".join(bytes(one.keys) for one in some), dtype=np.int64))
        apart = others[~_within(others, spans)]
        # An entry told as new is there already only when this is done again after a crash.
        writer.remove(apart)
        for hashes in _hashes(spans, apart):
            writer.add(hashes)
        writer.publish(some[-1].pk, some[-1].token, lists=lists, shown=shown)


def _grouped(changes: Iterable[Change]) -> Iterator[list[Change]]:
    some: list[Change] = []
    size = 0
    for one in changes:
        some.append(one)
        size += max(0, one.last - one.first + 1) + len(one.keys) // 8
        if size >= TOGETHER:
            yield some
            some, size = [], 0
    if some:
        yield some


def _within(keys: Keys, spans: Iterable[tuple[int, int]]) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    found = np.zeros(len(keys), dtype=bool)
    for first, last in spans:
        found |= (keys >= first) & (keys <= last)
    return found


def _hashes(spans: Iterable[tuple[int, int]], keys: Keys) -> Iterator[Hashes]:
    """What the entries in these spans, and those of these keys, say now."""
    for first, last in spans:
        for start in range(first, last + 1, READ):
            yield hashes_in(Entry.objects.filter(pk__gte=start, pk__lte=min(last, start + READ - 1)))
    for at in range(0, len(keys), READ):
        yield hashes_in(Entry.objects.filter(pk__among=keys[at : at + READ].tolist()))


def hashes_in(entries: QuerySet[Entry]) -> Hashes:
    """The hashes of entries, as the index holds them."""
    rows = ((pk, _said(said)) for pk, said in entries.values_list("pk", "said"))
    return gathered((pk, sought(one.hashes, one.frames)) for pk, one in rows)


def all_said() -> Iterator[Hashes]:
    """The hashes of all entries of the database, piece by piece."""
    last = Entry.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    return _hashes([(1, last)], np.zeros(0, dtype=np.int64))
