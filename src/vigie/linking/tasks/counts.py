"""The counts of threads and contents: each report's share is taken from where it was and brought to where it is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import astuple

import msgspec
from django.db import connection
from django.db.models import Max, Min

from vigie.linking.bearing import CONTENT
from vigie.linking.models import Content, Member, Mention, Tally, Thread
from vigie.linking.tasks import contents, rows
from vigie.linking.tasks.book import CIRCLE, KNOT, Book, Circle, Knot, Place
from vigie.linking.tasks.contents import Regrouped

Shares = Counter[tuple[int, str]]  # owner (a thread, or minus a content) and trait

_OF_THREADS = {
    "c": "companies",
    "w": "services",
    "a": "accounts",
    "v": "victims",
    "p": "victims_at_once",
    "r": "recipients",
}
_OF_CONTENTS = {"s": "suspects", "c": "companies", "w": "services"}


def settle(book: Book, found: Regrouped) -> None:
    """Brings every count up to date and writes places, threads and contents."""
    moved = {key for key, place in book.places.items() if _thread_before(key, book) != place.thread}
    moved_in = set(contents.pairs_of(moved - found.reports))
    found.before |= moved_in
    found.after |= moved_in
    book.read_places(report for report, _ in found.before | found.after)
    shares: Shares = Counter()
    shrunk = _share_threads(book, shares)
    begun = _share_contents(book, found, shares)
    gone = {key for key, knot in book.knots.items() if knot.reports <= 0}
    _forget([*gone, *(-content for content in found.gone)])
    _bring(shares, gone, book)
    _write(book, shrunk - gone, gone, found, begun)


def _thread_before(report_key: int, book: Book) -> int | None:
    before = book.places_before.get(report_key)
    return before.thread if before else None


def _share_threads(book: Book, shares: Shares) -> set[int]:
    """Fills the shares of threads. Returns the threads that lost a report or may have, whose span is read anew."""
    changed = [(book.places_before.get(key), place, key) for key, place in book.places.items()]
    changed = [each for each in changed if each[0] != each[1]]
    book.read_knots(
        thread for before, place, _ in changed for thread in (place.thread, before and before.thread) if thread
    )
    shrunk: set[int] = set()
    for before, place, key in changed:
        if before and before.thread:
            knot = book.knots[before.thread]
            knot.reports -= 1
            shares.subtract((before.thread, trait) for trait in before.traits)
            if before.thread != place.thread or before.at != place.at:
                shrunk.add(before.thread)
        if place.thread:
            _enter(key, place, book)
            shares.update((place.thread, trait) for trait in place.traits)
    return shrunk


def _enter(report_key: int, place: Place, book: Book) -> None:
    assert place.thread is not None
    knot = book.knots.setdefault(place.thread, Knot(report_key, first_at=place.at, last_at=place.at))
    knot.reports += 1
    knot.oldest = min(knot.oldest, report_key)
    knot.first_at, knot.last_at = min(knot.first_at, place.at), max(knot.last_at, place.at)


def _share(report_key: int, place: Place, content: int) -> Iterator[tuple[int, str]]:
    yield -content, place.owner(report_key)
    yield from ((-content, trait) for trait in place.traits if trait[0] in "cw")


def _share_contents(book: Book, found: Regrouped, shares: Shares) -> set[int]:
    """Fills the shares of contents. Returns those that have a row from now on."""
    book.read_circles(content for _, content in found.before | found.after)
    for content in found.gone:
        book.circles.pop(content, None)
    size = Counter(content for _, content in found.after)
    begun = {content for content, n in size.items() if n > 1 and content not in book.circles}
    book.circles.update((content, Circle(found.oldest.get(content, content))) for content in begun)
    for report_key, content in found.before:
        if content in book.circles and content not in begun and content not in found.gone:
            book.circles[content].reports -= 1
            shares.subtract(_share(report_key, book.places_before[report_key], content))
    for report_key, content in found.after:
        if content in book.circles:
            book.circles[content].reports += 1
            shares.update(_share(report_key, book.places[report_key], content))
    return begun


# ---------------------------------------------------------------- writing


def _forget(owners: Collection[int]) -> None:
    Tally.objects.filter(owner__among=owners).delete()


def _bring(shares: Shares, gone: set[int], book: Book) -> None:
    """Adds the shares to the rows, and counts the traits that are new to an owner or are its no more."""
    steps = {
        rows.digest(owner, trait): (owner, trait, n) for (owner, trait), n in shares.items() if n and owner not in gone
    }
    table = Tally._meta.db_table
    for piece in rows.pieces(list(steps.items()), 5):
        cells = [cell for key, step in piece for cell in (key, step[0], step[1][0], *step[1:])]
        marks = ", ".join(["(%s, %s, %s, %s, %s)"] * len(piece))
        with connection.cursor() as cursor:
            cursor.execute(
                f"INSERT INTO {table} (key, owner, what, trait, n) VALUES {marks} "
                f"ON CONFLICT (key) DO UPDATE SET n = {table}.n + excluded.n RETURNING key, n",
                cells,
            )
            for key, n in cursor.fetchall():
                owner, trait, step = steps[key]
                _count(owner, trait, (n > 0) - (n - step > 0), book)


def _count(owner: int, trait: str, step: int, book: Book) -> None:
    if not step:
        return
    counted = book.knots[owner] if owner > 0 else book.circles[-owner]
    name = (_OF_THREADS if owner > 0 else _OF_CONTENTS)[trait[0]]
    setattr(counted, name, getattr(counted, name) + step)


def _write(book: Book, shrunk: set[int], gone: set[int], found: Regrouped, begun: set[int]) -> None:
    new, changed = [], []
    for key, place in book.places.items():
        before = book.places_before.get(key)
        if before != place:
            cells = (place.version_key, place.at, place.thread, msgspec.json.encode(place.traits).decode())
            (changed.append((*cells, key)) if before else new.append((key, *cells)))
    columns = ("version_key", "at", "thread_key", "traits")
    rows.insert(Member, ("report_key", *columns), new)
    rows.update(Member, columns, changed, by="report_key")
    _write_threads(book, shrunk, gone)
    _write_contents(book, found, begun)


def _write_threads(book: Book, shrunk: set[int], gone: set[int]) -> None:
    spans = Member.objects.filter(thread_key__among=shrunk).values_list("thread_key")
    for key, oldest, first_at, last_at in spans.annotate(Min("report_key"), Min("at"), Max("at")):
        knot = book.knots[key or 0]
        knot.oldest, knot.first_at, knot.last_at = oldest, first_at, last_at
    Thread.objects.filter(id__among=gone & set(book.knots_before)).delete()
    new = [
        (key, *astuple(knot)) for key, knot in book.knots.items() if key not in book.knots_before and key not in gone
    ]
    rows.insert(Thread, ("id", *KNOT), new)
    changed = [
        (*astuple(knot), key)
        for key, knot in book.knots.items()
        if key not in gone and book.knots_before.get(key, knot) != knot
    ]
    rows.update(Thread, KNOT, changed)


def _write_contents(book: Book, found: Regrouped, begun: set[int]) -> None:
    Content.objects.filter(id__among=found.gone).delete()
    rows.insert(Content, ("id", *CIRCLE), [(key, *astuple(book.circles[key])) for key in begun])
    changed = [
        (*astuple(circle), key)
        for key, circle in book.circles.items()
        if key not in begun and book.circles_before[key] != circle
    ]
    rows.update(Content, CIRCLE, changed)


# ---------------------------------------------------------------- who is told


def news(book: Book, found: Regrouped) -> set[int]:
    """The reports whose thread or content has grown or shrunk by a step, or that are in another than before."""
    moved = {key for key, before in book.places_before.items() if book.places[key].thread != before.thread}
    told = {
        key
        for key in moved
        if _news(book.places_before[key].thread, book.knots_before) != _news(book.places[key].thread, book.knots)
    }
    grown = {key for key, knot in book.knots.items() if (old := book.knots_before.get(key)) and old.news != knot.news}
    members = Member.objects.filter(thread_key__among=grown).values_list("report_key", flat=True)
    told.update(set(members) - moved)
    spread = {key for key, circle in book.circles.items() if _circle_before(key, book) != circle.news}
    told.update(_bearing(spread))
    # Content that met another, or came apart, is another content now, however little that one has changed.
    told.update(key for key, content in found.before - found.after if content in found.gone)
    return told


def in_more_hands(book: Book) -> set[int]:
    """The reports whose content is in more or fewer hands by a step that is no news but as a number."""
    known = [(key, circle, book.circles_before.get(key)) for key, circle in book.circles.items()]
    return set(_bearing({key for key, now, old in known if old and old.news == now.news and old.hands != now.hands}))


def _bearing(circles: Collection[int]) -> Iterator[int]:
    """The reports of these contents."""
    if circles:
        files = Mention.objects.filter(value__content__among=circles, bond=CONTENT, cut=False)
        yield from files.values_list("report_key", flat=True)


def _news(thread: int | None, knots: Mapping[int, Knot]) -> tuple[int, ...]:
    return () if thread is None else knots[thread].news


def _circle_before(content: int, book: Book) -> tuple[int, ...]:
    return book.circles_before[content].news if content in book.circles_before else Circle(content, 1, 1).news
