"""Threads: the reports that strong values tie together, by whatever path."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import UTC, datetime

from vigie.linking.bearing import THREAD
from vigie.linking.models import Mention, Turn
from vigie.linking.tasks.book import Book
from vigie.linking.tasks.mentions import Change, Edge
from vigie.linking.union import Union
from vigie.report import tasks as rows


def settle(change: Change, book: Book) -> None:
    """Joins what the batch ties, then takes apart what is held no longer. Changes the places in the book."""
    turns = _tie(change, book)
    if change.parted or change.met:
        turns += _resettle(change.parted, change.met, book)
    Turn.objects.bulk_create(turns, batch_size=500)


def _turn(what: Turn.What, part: int, rest: int, value_id: int | None) -> Turn:
    return Turn(at=datetime.now(UTC), what=what, report_key=part, other_key=rest, value_id=value_id)


# ---------------------------------------------------------------- joining


def _edges(change: Change, book: Book) -> Iterable[tuple[int, int, int]]:
    """Report, holder, value: for each value that ties, its bearers in a star around the first of them."""
    for report_key, value_id in change.gained:
        value = book.by_id[value_id]
        if value.active and value.holder is not None and value.holder != report_key:
            yield report_key, value.holder, value_id


def _tie(change: Change, book: Book) -> list[Turn]:
    edges = list(_edges(change, book))
    book.read_places(holder for _, holder, _ in edges)
    book.read_knots({thread for one, other, _ in edges for thread in _threads(book, one, other)})
    joined, oldest = Union(), dict[int, int]()
    turns: list[Turn] = []
    for report_key, holder, value_id in edges:
        ends = [joined.find(_node(report_key, book)), joined.find(_node(holder, book))]
        ages = sorted(oldest.get(end) or _age(end, book) for end in ends)
        if joined.join(*ends):
            oldest[joined.find(ends[0])] = ages[0]
            turns.append(_turn(Turn.What.TIED, ages[1], ages[0], value_id))
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
    book.read_threads_whole(absorbed)
    for place in book.places.values():
        if place.thread in absorbed:
            place.thread = absorbed[place.thread]


# ---------------------------------------------------------------- coming apart


def _resettle(parted: set[int], met: set[int], book: Book) -> list[Turn]:
    """Computes anew the threads around some reports, from every tie that holds now."""
    around = set(parted) | _bearers(met)
    book.read_places(around)
    threads = set(_threads(book, *around))
    book.read_threads_whole(threads)
    book.read_knots(threads)
    reports = around | {key for key, place in book.places.items() if place.thread in threads}
    joined = Union()
    for report_key in sorted(reports):
        joined.find(report_key)
    first: dict[int, int] = {}
    for report_key, value_id in _ties_of(reports, book):
        joined.join(report_key, first.setdefault(value_id, report_key))
    return _part(joined, book)


def _bearers(value_ids: Iterable[int]) -> set[int]:
    ties = Mention.objects.filter(bond=THREAD, cut=False)
    return {
        key
        for piece in rows.chunks(value_ids)
        for key in ties.filter(value_id__in=piece).values_list("report_key", flat=True)
    }


def _ties_of(reports: set[int], book: Book) -> Iterable[Edge]:
    """Every tie of these reports that holds. What the book says of a value is newer than its row."""
    for piece in rows.chunks(reports):
        ties = Mention.objects.filter(report_key__in=piece, bond=THREAD, cut=False)
        for report_key, value_id, tied, crowded, blocked in ties.values_list(
            "report_key", "value_id", "value__tied", "value__crowded", "value__blocked"
        ):
            value = book.by_id.get(value_id)
            if value.active if value else tied > 1 and not (crowded or blocked):
                yield report_key, value_id


def _part(joined: Union, book: Book) -> list[Turn]:
    """Each set of reports becomes a thread, a single one stands alone. A thread goes on where most of it is."""
    held = [sorted(reports) for reports in joined.sets()]
    held.sort(key=lambda reports: (-len(reports), reports))
    taken: set[int] = set()
    turns: list[Turn] = []
    rest: dict[int, int] = {}
    for reports in held:
        was: defaultdict[int, int] = defaultdict(int)
        for key in reports:
            was[book.places[key].thread or 0] += 1
        free = [(-n, thread) for thread, n in was.items() if thread and thread not in taken]
        thread = None if len(reports) < 2 else min(free)[1] if free else book.new_thread()
        if thread:
            taken.add(thread)
        for old in was:
            if old and old != thread:
                turns.append(_turn(Turn.What.APART, reports[0], rest.get(old, 0), None))
            rest.setdefault(old, reports[0])
        for key in reports:
            book.places[key].thread = thread
    return turns
