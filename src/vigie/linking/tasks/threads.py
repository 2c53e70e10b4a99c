"""Threads: the reports that strong values tie together, by whatever path."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import UTC, datetime

from vigie.linking.models import Member, Thread, Turn
from vigie.linking.tasks.apart import come_apart
from vigie.linking.tasks.book import Book
from vigie.linking.tasks.mentions import Change
from vigie.linking.union import Union


def settle(change: Change, book: Book) -> None:
    """Joins what the batch ties, then takes apart what is held no longer. Changes the places in the book."""
    turns = _tie(change, book)
    if change.parted or change.burst or change.met:
        turns += come_apart(change, book)
    Turn.objects.bulk_create(turns, batch_size=500)


def beside(report_keys: Collection[int], most: int) -> set[int]:
    """All reports of the threads of these, themselves among them; threads of more than `most` reports apart."""
    own = Member.objects.filter(report_key__among=set(report_keys), thread_key__isnull=False)
    threads = set(own.values_list("thread_key", flat=True))
    small = set(Thread.objects.filter(id__among=threads, reports__lte=most).values_list("id", flat=True))
    return set(Member.objects.filter(thread_key__among=small).values_list("report_key", flat=True))


def _edges(change: Change, book: Book) -> Iterable[tuple[int, int, int]]:
    """Report, holder, value: for each value that ties, its bearers in a star around the first of them."""
    for report_key, value_id in change.gained:
        value = book.by_id[value_id]
        if not value.crowded and value.holder is not None and value.holder != report_key:
            yield report_key, value.holder, value_id


def _tie(change: Change, book: Book) -> list[Turn]:
    edges = list(_edges(change, book))
    book.read_places(holder for _, holder, _ in edges)
    book.read_knots({thread for one, other, _ in edges for thread in _threads(book, one, other)})
    joined, oldest, now = Union(), dict[int, int](), datetime.now(UTC)
    turns: list[Turn] = []
    for report_key, holder, value_id in edges:
        ends = [joined.find(_node(report_key, book)), joined.find(_node(holder, book))]
        ages = sorted(oldest.get(end) or _age(end, book) for end in ends)
        if joined.join(*ends):
            oldest[joined.find(ends[0])] = ages[0]
            turns.append(Turn(at=now, what=Turn.What.TIED, report_key=ages[1], other_key=ages[0], value_id=value_id))
    _join(joined, book)
    return turns


def _threads(book: Book, *report_keys: int) -> list[int]:
    return [thread for key in report_keys if (thread := book.places[key].thread)]


def _node(report_key: int, book: Book) -> int:
    """A report that stands alone is its own number; one of a thread is minus the thread's."""
    thread = book.places[report_key].thread
    return -thread if thread else report_key


def _age(node: int, book: Book) -> int:
    return node if node > 0 else book.knots[-node].oldest


def _join(joined: Union, book: Book) -> None:
    """Each set becomes one thread: the largest it holds, else a new one."""
    absorbed: dict[int, int] = {}
    for nodes in joined.sets():
        if len(nodes) < 2:
            continue
        threads = sorted((-node for node in nodes if node < 0), key=lambda key: (-book.knots[key].reports, key))
        target = threads[0] if threads else book.new_thread()
        absorbed.update((thread, target) for thread in threads[1:])
        for node in nodes:
            if node > 0:
                book.places[node].thread = target
    book.read_threads_whole(set(absorbed))
    for place in book.places.values():
        if place.thread in absorbed:
            place.thread = absorbed[place.thread]
