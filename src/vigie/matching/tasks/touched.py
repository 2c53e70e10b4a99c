"""Which reports a change of a list touches: those to be matched anew."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from typing import Protocol

import msgspec
import numpy as np
from django.db.models import QuerySet

from vigie.kernels.hamming import Words
from vigie.kernels.late import QUICK, compiled, scanned
from vigie.matching.chunks import chunks
from vigie.matching.models import Entry, HashList, Hit, Print, Sought
from vigie.matching.nearness import sought
from vigie.matching.source import Entry as Told
from vigie.matching.tags import KINDS, Keys, gathered, tags, words
from vigie.matching.tasks.following import followed
from vigie.matching.tasks.printing import decoded
from vigie.report.nouns import Hash

TOGETHER = 20_000  # hashes looked at at a time
FEW = 20_000  # entries that are looked for among the reports; of more, the reports are looked up in the index
_told = msgspec.json.Decoder(Told).decode


def touched_by(name: str, since: int = 0) -> frozenset[int]:
    """The reports (`Dossier.report_key`) that may match otherwise for what this list told after revision `since`.

    Those with a hash among its new entries or a picture near to one; and, when it took something back, all that it
    had matched. Some may turn out unchanged; none is missed. Empty when there is no such list.
    """
    row = HashList.objects.filter(name=name, removed=False).first()
    if row is None:
        return frozenset()
    before = Hit.objects.filter(list_key=row.pk) if row.shrunk > since else Hit.objects.none()
    told = Entry.objects.filter(list=row, revision__gt=since)
    some = list(told.values_list("pk", "said")[: FEW + 1])
    news: _News = _Many(told) if len(some) > FEW else _Few(tuple((pk, _told(said)) for pk, said in some))
    return frozenset(chain(before.values_list("report_key", flat=True), news.equal(), _near(news)))


class _News(Protocol):
    """New entries of a list."""

    def equal(self) -> Iterator[int]:
        """The reports with a digest among them."""
        ...

    def near(self, looks: Words) -> Keys:
        """The places of the picture fingerprints that are near to one of them."""
        ...


class _Few:
    """Looked for, each among all the reports."""

    def __init__(self, entries: tuple[tuple[int, Told], ...]) -> None:
        self._entries = entries
        self._looks = gathered((pk, sought(one.hashes, one.frames)) for pk, one in entries).looks
        self._tables = compiled().build(self._looks) if len(self._looks) * TOGETHER > QUICK else None

    def equal(self) -> Iterator[int]:
        values = {bytes.fromhex(one.value) for _, told in self._entries for one in told.hashes if one.kind in KINDS}
        for some in chunks(sorted(values)):
            rows = Sought.objects.exclude(kind=Sought.LOOK).filter(value__in=some)
            yield from rows.values_list("report_key", flat=True)

    def near(self, looks: Words) -> Keys:
        if self._tables is not None:
            return np.unique(compiled().near(self._tables, looks)[:, 0])
        return np.unique(scanned(self._looks, looks).query) if len(self._looks) else np.zeros(0, dtype=np.int64)


class _Many:
    """So many that rather each report is looked up in the index."""

    def __init__(self, told: QuerySet[Entry]) -> None:
        self._told, self._view = told, followed()

    def equal(self) -> Iterator[int]:
        rows = Sought.objects.exclude(kind=Sought.LOOK).values_list("report_key", "kind", "value")
        for some in chunks(rows.iterator(), TOGETHER):
            query, key = self._view.equal(tags(Hash(KINDS[kind], bytes(value).hex()) for _, kind, value in some))
            yield from (some[place][0] for place in self._mine(query, key).tolist())

    def near(self, looks: Words) -> Keys:
        query, key, _ = self._view.near(looks)
        return self._mine(query, key)

    def _mine(self, query: Keys, key: Keys) -> Keys:
        """Of what the index found, what these entries are."""
        mine = self._told.filter(pk__among=np.unique(key).tolist()).values_list("pk", flat=True)
        return np.unique(query[np.isin(key, np.array(list(mine), dtype=np.int64))])


def _near(news: _News) -> Iterator[int]:
    carried = Sought.objects.filter(kind=Sought.LOOK).values_list("report_key", "value")
    for reports in chunks(carried.iterator(), TOGETHER):
        near = news.near(words(bytes(value).hex() for _, value in reports))
        yield from (reports[row][0] for row in near.tolist())
    for pictures in chunks(_pictures(), TOGETHER):
        near = news.near(words(pdq for _, pdq in pictures))
        yield from _showing({pictures[row][0] for row in near.tolist()})


def _pictures() -> Iterator[tuple[str, str]]:
    """Every turning of every picture and video frame received that is good enough to match, with its file's digest."""
    for sha256, content in Print.objects.values_list("sha256", "content").iterator():
        for look in decoded(content).looks:
            yield sha256, look.pdq


def _showing(media: set[str]) -> Iterator[int]:
    kind = KINDS.index("sha256")
    for some in chunks(sorted(media)):
        values = [bytes.fromhex(sha256) for sha256 in some]
        yield from Sought.objects.filter(kind=kind, value__in=values).values_list("report_key", flat=True)
