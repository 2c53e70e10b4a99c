"""Threads that come apart, because a tie holds no longer: corrected, crowded, cut.

Every part that is new has in it an end of some tie that was lost. So only what is near those ends is gone through, and
a thread of thousands is left alone: it is the one part behind which there is more.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

from vigie.linking.bearing import THREAD
from vigie.linking.models import Mention, Turn
from vigie.linking.tasks.book import Book
from vigie.linking.tasks.mentions import Change
from vigie.linking.union import Union

WIDE = 64  # bearers of a value beyond which they are not gone through one by one
FAR = 2000  # reports after which an exploration stops


@dataclass(slots=True)
class _Explored:
    """What was reached from some reports over ties that hold."""

    joined: Union = field(default_factory=Union)
    reports: set[int] = field(default_factory=set)
    open: set[int] = field(default_factory=set)  # reports behind which there is more


def come_apart(change: Change, book: Book) -> list[Turn]:
    """Takes out of each thread what is held to it no longer. Changes the places in the book."""
    wide = {value_id for value_id in change.burst if book.by_id[value_id].tied > WIDE}
    holders = {holder for value_id in wide if (holder := book.by_id[value_id].holder) is not None}
    ends = change.parted | bearers(change.burst - wide)
    book.read_places(ends | holders)
    found = _explore({end for end in ends if book.places[end].thread})
    book.read_places(found.reports)
    whole = {thread for holder in holders if (thread := book.places[holder].thread)}
    turns: list[Turn] = []
    for thread, parts in _by_thread(found, book).items():
        rest = [reports for reports in parts if not found.open.isdisjoint(reports)]
        if len(rest) > 1:
            whole.add(thread)
        elif thread not in whole:
            turns += _leave(thread, parts, rest, book)
    return turns + _resettle(whole, bearers(change.met), book)


def bearers(value_ids: Collection[int]) -> set[int]:
    """The reports that values tie, or would if they were no crowd."""
    ties = Mention.objects.filter(value__id__among=value_ids, bond=THREAD, cut=False)
    return set(ties.values_list("report_key", flat=True))


def _by_thread(found: _Explored, book: Book) -> dict[int, list[list[int]]]:
    sets: defaultdict[int, list[list[int]]] = defaultdict(list)
    for reports in found.joined.sets():
        if thread := book.places[reports[0]].thread:
            sets[thread].append(reports)
    return sets


def _explore(starts: set[int]) -> _Explored:
    """Goes from report to report over values that few bear, as far as that leads."""
    found, by_value, frontier = _Explored(), dict[int, int](), set(starts)
    while frontier and len(found.reports) < FAR:
        found.reports |= frontier
        narrow = set()
        for report_key in frontier:
            found.joined.find(report_key)
        for report_key, value_id, tied in _ties_of(frontier):
            found.joined.join(report_key, by_value.setdefault(value_id, report_key))
            if tied > WIDE:
                found.open.add(report_key)
            else:
                narrow.add(value_id)
        others = Mention.objects.filter(value__id__among=narrow, bond=THREAD, cut=False)
        frontier = set()
        for report_key, value_id in others.values_list("report_key", "value_id"):
            found.joined.join(report_key, by_value[value_id])
            if report_key not in found.reports:
                frontier.add(report_key)
    found.reports |= frontier
    found.open |= frontier
    return found


def _ties_of(reports: Collection[int]) -> Iterable[tuple[int, int, int]]:
    """Every tie of these reports that holds, as the rows say: mentions and values are written by now."""
    ties = Mention.objects.filter(report_key__among=reports, bond=THREAD, cut=False)
    return ties.filter(value__tied__gt=1, value__crowded=False).values_list("report_key", "value_id", "value__tied")


def _leave(thread: int, parts: list[list[int]], rest: Sequence[list[int]], book: Book) -> list[Turn]:
    """Parts a thread of which all is known but at most one part, which goes on as this thread."""
    parts.sort(key=lambda reports: (-len(reports), min(reports)))
    staying = rest[0] if rest else parts[0]
    leaving = [reports for reports in parts if reports is not staying]
    if leaving or len(staying) < 2:
        book.read_knots({thread})
    turns = _notes(thread, [min(reports) for reports in leaving], min(staying), book)
    for reports in leaving:
        new = book.new_thread() if len(reports) > 1 else None
        for key in reports:
            book.places[key].thread = new
    if not rest and len(staying) < 2:
        book.places[staying[0]].thread = None
    return turns


def _notes(thread: int, leaving: Sequence[int], staying: int, book: Book) -> list[Turn]:
    """What is to be noted: the parts that leave the one which keeps the name, its oldest report's."""
    known = [key for key, place in book.places.items() if place.thread == thread]
    oldest = min([book.knots[thread].oldest if thread in book.knots else staying, *known])
    parts = sorted({*leaving, staying if oldest in leaving else oldest})
    now = datetime.now(UTC)
    return [Turn(at=now, what=Turn.What.APART, report_key=part, other_key=parts[0]) for part in parts[1:]]


# ---------------------------------------------------------------- a thread computed anew


def _resettle(threads: set[int], met: set[int], book: Book) -> list[Turn]:
    """Computes threads anew, from every tie that holds now; and those of some reports whose values tie again."""
    book.read_places(met)
    threads = threads | {thread for key in met if (thread := book.places[key].thread)}
    if not threads and not met:
        return []
    book.read_threads_whole(threads)
    book.read_knots(threads)
    joined, first = Union(), dict[int, int]()
    reports = met | {key for key, place in book.places.items() if place.thread in threads}
    for report_key in reports:
        joined.find(report_key)
    for report_key, value_id, _ in _ties_of(reports):
        joined.join(report_key, first.setdefault(value_id, report_key))
    return _part(joined, book)


def _part(joined: Union, book: Book) -> list[Turn]:
    """Each set of reports becomes a thread, a single one stands alone. A thread goes on where most of it is."""
    held = sorted((sorted(reports) for reports in joined.sets()), key=lambda reports: (-len(reports), reports))
    parts: defaultdict[int, set[int]] = defaultdict(set)
    for reports in held:
        for key in reports:
            parts[book.places[key].thread or 0].add(reports[0])
    parts.pop(0, None)
    turns = [turn for thread, ages in parts.items() for turn in _notes(thread, sorted(ages)[1:], min(ages), book)]
    taken: set[int] = set()
    for reports in held:
        was = [thread for key in reports if (thread := book.places[key].thread) and thread not in taken]
        thread = None
        if len(reports) > 1:
            thread = max(sorted(set(was)), key=was.count) if was else book.new_thread()
            taken.add(thread)
        for key in reports:
            book.places[key].thread = thread
    return turns
