"""A hash list brought up to date from the server that keeps it, page by page; cut short, it goes on where it was.

A page that cannot be read stalls nothing: what can be read of it is taken, its range is halved until the rest is
around it, and what stays unread is a gap, shown and asked for again.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from functools import partial

import msgspec
from django.db import transaction
from msgspec import Struct

from vigie.ledger.models import lock
from vigie.matching.exchange import Exchange, ExchangeError, Page
from vigie.matching.models import Entry, Gap, Gone, HashList, Pull
from vigie.matching.source import Entry as Told
from vigie.matching.source import Refused
from vigie.matching.sources.ncmec_xml import SOURCE
from vigie.matching.tasks.following import followed, living
from vigie.matching.tasks.imports import Agreed, Imported, Reading, begin, end
from vigie.matching.tasks.lists import ListError, finish_removals
from vigie.report.nouns import Purpose, Remark

FORMAT = "ncmec-xml"
BEGINNING = datetime(2010, 1, 1, tzinfo=UTC)  # before the first entry of any such list
SMALLEST = timedelta(minutes=1)  # a range that is not halved any more
PAGES = 1_000_000  # of one range: a server that always tells of a next page is not followed for ever
_told = msgspec.json.Decoder(Told).decode


class Pulled(Struct, frozen=True):
    """What a pull did. `complete`: all that the server had is taken; else `fault` says why, and it goes on later."""

    imported: Imported
    pages: int
    complete: bool
    fault: str | None
    gaps: tuple[tuple[datetime, datetime, str], ...]  # ranges that could not be read whole, and why


def pull_list(
    name: str,
    purpose: Purpose,
    exchange: Exchange,
    address: str,
    *,
    since: datetime | None = None,
    conditions: str | None = None,
    actor: str = "vigie",
    now: datetime | None = None,
    progress: Callable[[int], None] = lambda count: None,
) -> Pulled:
    """Take what the server tells anew of the list `name`. `since`: where a first pull begins. Raises `ListError`."""
    finish_removals()
    row = HashList.objects.filter(name=name, removed=False).first()
    if row is not None and row.format != FORMAT:
        raise ListError(f"{name} is imported as {row.format}: fetch under another name")
    row = begin(name, purpose, FORMAT, SOURCE, Agreed(conditions))
    pull, _ = Pull.objects.get_or_create(list=row, defaults={"address": address, "done": since or BEGINNING})
    if pull.address != address:
        raise ListError(f"{name} is fetched from {pull.address}: fetch from {address} under another name")
    one = _Pull(row, pull, exchange, progress)
    fault = one.run(now or datetime.now(UTC))
    done = end(row, one.reading, actor)
    followed()
    living().settle(wait=True)
    gaps = tuple(Gap.objects.filter(list=row).order_by("start").values_list("start", "end", "fault"))
    return Pulled(done, one.pages, fault is None, fault, gaps)


class _Pull:
    """One pull of one list."""

    def __init__(self, row: HashList, pull: Pull, exchange: Exchange, progress: Callable[[int], None]) -> None:
        self._row, self._pull, self._exchange, self._progress = row, pull, exchange, progress
        self.reading = Reading(row.revision)
        self.pages = 0
        self._missed: set[tuple[datetime, datetime]] = set()

    def run(self, now: datetime) -> str | None:
        """Read on from where the last pull was, then what could not be read. None, or why it ended early."""
        self._pull.asked_at = now
        try:
            self._on(now)
            for gap in list(Gap.objects.filter(list=self._row).order_by("start")):
                self._missed.clear()
                self._range(gap.start, gap.end)
                if (gap.start, gap.end) not in self._missed:
                    gap.delete()
        except ExchangeError as wrong:
            self._note(fault=str(wrong))
            return str(wrong)
        self._note(fault="")
        return None

    def _on(self, now: datetime) -> None:
        """Read the range that was begun to its end, and then the one until now."""
        while self._pull.done < now:
            if self._pull.until is None:
                self._note(until=now, next="", pages=0)
            assert self._pull.until is not None
            self._rest(self._pull.done, self._pull.until)
            self._note(done=self._pull.until, until=None, next="", pages=0)

    def _rest(self, start: datetime, until: datetime) -> None:
        get = partial(self._begun, start, until)
        while True:
            page, whole = self._taken(get)
            if not whole and not page.next:
                self._halved(start, until)
                return
            if not whole:
                self._miss(start, until, "a page in the middle of this range could not be read whole")
            if not page.next:
                return
            if self._pull.pages >= PAGES:
                raise ExchangeError("the server tells of pages without end", permanent=True)
            self._note(next=page.next, pages=self._pull.pages + 1)
            get = partial(self._exchange.after, page.next)

    def _begun(self, start: datetime, until: datetime) -> Page:
        """The page at which an earlier pull stopped; the first, when its link is not valid any more."""
        if self._pull.next:
            try:
                return self._exchange.after(self._pull.next)
            except ExchangeError as wrong:
                if not wrong.gone:
                    raise
                self._note(next="", pages=0)
        return self._exchange.first(start, until)

    def _range(self, start: datetime, until: datetime) -> None:
        """Read a range without noting how far it was read: a small one."""
        get = partial(self._exchange.first, start, until)
        while True:
            page, whole = self._taken(get)
            if not whole:
                self._halved(start, until)
                return
            if not page.next:
                return
            get = partial(self._exchange.after, page.next)

    def _halved(self, start: datetime, until: datetime) -> None:
        """Around a page that cannot be read: each half alone, down to a range that is left as a gap."""
        if until - start <= SMALLEST:
            self._miss(start, until, "a page of this range could not be read whole")
            return
        middle = start + (until - start) / 2
        middle = middle.replace(microsecond=0)
        self._range(start, middle)
        self._range(middle, until)

    def _miss(self, start: datetime, end: datetime, fault: str) -> None:
        self._missed.add((start, end))
        Gap.objects.get_or_create(
            list=self._row, start=start, end=end, defaults={"fault": fault, "met_at": datetime.now(UTC)}
        )

    def _taken(self, get: Callable[[], Page]) -> tuple[Page, bool]:
        """A page, taken; asked for once more where it cannot be read: it may have been spoilt on its way."""
        page = get()
        if self._take(page):
            return page, True
        page = get()
        return page, self._take(page)

    def _take(self, page: Page) -> bool:
        """Take what a page tells; whether it could be read to its end."""
        self.pages += 1
        told = list(SOURCE.read(io.BytesIO(page.content)))
        broken = [one for one in told if isinstance(one, Refused) and one.where.startswith("after ")]
        self.reading.take(self._row, [*self._in_time(told)])
        self._progress(len(told))
        return not broken and b"queryResult" in page.content

    def _in_time(self, told: Sequence[Told | Refused | Remark]) -> Iterator[Told | Refused | Remark]:
        """Without what comes too late: of an entry the newest word counts, in whatever order pages tell them."""
        newest: dict[str, Told] = {}
        for one in told:
            if not isinstance(one, Told):
                yield one
            elif one.key not in newest or _later(one, newest[one.key]):
                newest[one.key] = one
        standing, gone = self._standing(newest), self._gone(newest)
        fresh = [one for key, one in newest.items() if not _late(one, standing.get(key), gone.get(key, NEVER))]
        self._remember(fresh)
        yield from fresh

    def _standing(self, keys: Iterable[str]) -> dict[str, Told]:
        rows = Entry.objects.filter(list=self._row, key__among=set(keys)).values_list("key", "said")
        return {key: _told(said) for key, said in rows}

    def _gone(self, keys: Iterable[str]) -> dict[str, datetime | None]:
        return dict(Gone.objects.filter(list=self._row, key__among=set(keys)).values_list("key", "said_at"))

    def _remember(self, fresh: Sequence[Told]) -> None:
        """Note what was taken back, and forget it of what is told anew."""
        with transaction.atomic():
            lock()
            Gone.objects.filter(list=self._row, key__among={one.key for one in fresh}).delete()
            Gone.objects.bulk_create(
                [Gone(list=self._row, key=one.key, said_at=one.said_at) for one in fresh if one.removed], batch_size=500
            )

    def _note(self, **fields: object) -> None:
        for name, value in fields.items():
            setattr(self._pull, name, value)
        self._pull.save()


NEVER = datetime.min.replace(tzinfo=UTC)


def _later(one: Told, other: Told) -> bool:
    """Whether a word is newer than another; of two of one moment a tombstone is."""
    mine, its = one.said_at or NEVER, other.said_at or NEVER
    return mine > its or (mine == its and (one.removed or not other.removed))


def _late(one: Told, standing: Told | None, gone: datetime | None) -> bool:
    """Whether a word comes after a newer one of the same entry was taken."""
    if standing is not None:
        return one.said_at is not None and standing.said_at is not None and one.said_at < standing.said_at
    if gone == NEVER:
        return False
    return not one.removed and one.said_at is not None and gone is not None and one.said_at <= gone
