"""Who bears which value: the difference between what a report said and what it says now, and what that changes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from django.db.models import Count, Min

from vigie.linking.bearing import KNOWN_BY, THREAD, Bears, account_number, how_many, report_number
from vigie.linking.models import Cut, Mention
from vigie.linking.selector import SelectorKind
from vigie.linking.tasks.book import Book, Known
from vigie.report import tasks as rows

Edge = tuple[int, int]  # report, value
Spot = tuple[int, int, str, int]  # report, value, role, place
What = tuple[int, int, bool]  # bond, account, cut
COLUMNS = ("report_key", "value_id", "role", "place", "bond", "account", "cut")


@dataclass(slots=True)
class Change:
    """What a batch changes among the mentions, and what follows for the values."""

    before: dict[Spot, What] = field(default_factory=dict)  # of the reports of the batch
    after: dict[Spot, What] = field(default_factory=dict)
    gained: list[Edge] = field(default_factory=list)  # ties that were not there
    parted: set[int] = field(default_factory=set)  # reports whose threads may fall apart
    met: set[int] = field(default_factory=set)  # values that tie again, having been crowded


def _spots(told: Bears, book: Book, cuts: set[Edge]) -> Iterable[tuple[Spot, What]]:
    for item in told.bearings:
        value = book.values[item.key]
        account = 0
        if item.bond == THREAD:
            if item.account:
                account = account_number(item.account, book.values[item.account].id)
            elif item.key[0] not in KNOWN_BY:
                account = report_number(told.report_key)  # an address and nobody known behind it: one more
        spot = (told.report_key, value.id, item.role, item.place)
        yield spot, (item.bond, account, (told.report_key, value.id) in cuts)


def read(batch: Sequence[Bears], book: Book) -> Change:
    """The mentions of these reports as they stand, and as they will."""
    change = Change()
    known = [told.report_key for told in batch if told.report_key in book.places]
    cuts: set[Edge] = set()
    for piece in rows.chunks(known):
        kept = Mention.objects.filter(report_key__in=piece).values_list(*COLUMNS)
        change.before.update({(r, v, role, place): (bond, a, cut) for r, v, role, place, bond, a, cut in kept})
        lasting = Cut.objects.filter(report_key__in=piece, restored_at=None)
        cuts.update((r, v) for r, v in lasting.values_list("report_key", "value_id") if r is not None)
    for told in batch:
        change.after.update(_spots(told, book, cuts))
    return change


def write(change: Change) -> None:
    """Replaces the rows of these reports by what they say now; rows that stay the same are not touched."""
    gone = [spot for spot, what in change.before.items() if change.after.get(spot) != what]
    reports, values = {spot[0] for spot in gone}, {spot[1] for spot in gone}
    stale: list[int] = []
    for piece in rows.chunks(reports):
        kept = Mention.objects.filter(report_key__in=piece).values_list("id", *COLUMNS[:4])
        wanted = set(gone)
        stale.extend(row_id for row_id, *spot in kept if spot[1] in values and tuple(spot) in wanted)
    for piece in rows.chunks(stale):
        Mention.objects.filter(id__in=piece).delete()
    fresh = [(*spot, *what) for spot, what in change.after.items() if change.before.get(spot) != what]
    rows.insert(Mention, COLUMNS, fresh)


def weigh(change: Change, book: Book, kinds: Mapping[str, SelectorKind]) -> None:
    """Brings the values up to date: who bears them, what accounts stand behind them, which are crowds now."""
    book.read_values_by_id({spot[1] for spot in change.before if change.after.get(spot) != change.before[spot]})
    old_ties, ties = _ties(change.before), _ties(change.after)
    _count_reports(change, book)
    _count_ties(change, book, old_ties)
    lost = old_ties - ties
    replaced = {spot[1] for spot, what in change.before.items() if _tie(what) and change.after.get(spot) != what}
    recount(replaced, {value for report, value in lost if book.by_id[value].holder == report}, change, book)
    for value in book.by_id.values():
        if value.changed:
            crowd(value, kinds[value.kind], change)
    change.parted.update(report for report, value in lost if book.by_id[value].tied)


def _tie(what: What) -> bool:
    return what[0] == THREAD and not what[2]


def _ties(spots: Mapping[Spot, What]) -> set[Edge]:
    return {spot[:2] for spot, what in spots.items() if _tie(what)}


def _count_reports(change: Change, book: Book) -> None:
    before, after = {spot[:2] for spot in change.before}, {spot[:2] for spot in change.after}
    for edges, step in ((after - before, 1), (before - after, -1)):
        for _, value_id in edges:
            value = book.by_id[value_id]
            value.reports, value.changed = value.reports + step, True


def _count_ties(change: Change, book: Book, met: set[Edge]) -> None:
    seen = set(met)
    for spot, what in change.after.items():
        if not _tie(what) or change.before.get(spot) == what:
            continue
        value, edge = book.by_id[spot[1]], spot[:2]
        value.changed = True
        if what[1] and not value.crowded:
            value.accounts.add(what[1])
        if edge not in seen:
            seen.add(edge)
            value.tied += 1
            if value.holder is None:
                value.holder = edge[0]
            change.gained.append(edge)


def recount(value_ids: Iterable[int], without_holder: set[int], change: Change, book: Book) -> None:
    """Counts anew, from the rows, the values from which something was taken away."""
    gained = {value for _, value in change.gained}
    for piece in rows.chunks(set(value_ids)):
        ties = Mention.objects.filter(value_id__in=piece, bond=THREAD, cut=False)
        accounts: defaultdict[int, set[int]] = defaultdict(set)
        for value_id, account in ties.exclude(account=0).values_list("value_id", "account").distinct():
            accounts[value_id].add(account)
        counts = {
            value_id: (holder, tied)
            for value_id, holder, tied in ties.values_list("value_id").annotate(
                Min("report_key"), Count("report_key", distinct=True)
            )
        }
        for value_id in piece:
            value = book.by_id[value_id]
            holder, value.tied = counts.get(value_id, (None, 0))
            value.accounts, value.changed = accounts[value_id], True
            if value_id in without_holder or value.holder is None:
                value.holder = holder
                if value_id in gained:  # the new holder may be the very one that came to be tied
                    change.met.add(value_id)


def crowd(value: Known, kind: SelectorKind, change: Change) -> None:
    """Whether too many different accounts stand behind a value; if that is new, who is to be settled anew."""
    crowded = kind.ties and how_many(value.accounts) > kind.crowd
    if crowded and not value.crowded and not value.new and value.holder is not None:
        change.parted.add(value.holder)
    if value.crowded and not crowded:
        change.met.add(value.id)
    value.crowded = crowded
