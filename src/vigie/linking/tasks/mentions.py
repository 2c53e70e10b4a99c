"""Who bears which value: the difference between what a report said and what it says now, and what that changes."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from django.db.models import Count, Min

from vigie.linking.bearing import HINT, KNOWN_BY, NAMED, THREAD, Bears, account_number, how_many, report_number
from vigie.linking.models import Cut, Mention
from vigie.linking.selector import SelectorKind
from vigie.linking.tasks import rows
from vigie.linking.tasks.book import Book, Known

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
    parted: set[int] = field(default_factory=set)  # reports at both ends of every tie that holds no longer
    burst: set[int] = field(default_factory=set)  # values that hold none of their bearers any longer
    met: set[int] = field(default_factory=set)  # values whose bearers are to be tied anew, one and all

    @property
    def gone(self) -> list[Spot]:
        """What is said no longer, or not so."""
        return [spot for spot, what in self.before.items() if self.after.get(spot) != what]


def read(batch: Sequence[Bears], book: Book) -> Change:
    """The mentions of these reports as they stand, and as they will."""
    change = Change()
    known = [told.report_key for told in batch if told.report_key in book.places]
    for *spot, bond, account, cut in Mention.objects.filter(report_key__among=set(known)).values_list(*COLUMNS):
        change.before[spot[0], spot[1], spot[2], spot[3]] = bond, account, cut
    lasting = Cut.objects.filter(report_key__among=set(known), restored_at=None)
    cuts = set(lasting.values_list("report_key", "value_id"))
    for told in batch:
        for spot, bond, account in _spots(told, book):
            change.after[spot] = bond, account, spot[:2] in cuts or book.by_id[spot[1]].blocked
    book.read_values_by_id({spot[1] for spot in change.gone})
    return change


def _spots(told: Bears, book: Book) -> Iterator[tuple[Spot, int, int]]:
    values, report_key = book.values, told.report_key
    for item in told.bearings:
        account = 0
        if item.account is not None:
            account = account_number(item.account, values[item.account].id)
        elif item.bond == THREAD and item.key[0] not in KNOWN_BY:
            account = report_number(report_key)  # an address and nobody known behind it: one more
        yield (report_key, values[item.key].id, item.role, item.place), item.bond, account


def write(change: Change) -> None:
    """Replaces the rows of these reports by what they say now; rows that stay the same are not touched."""
    gone = set(change.gone)
    kept = Mention.objects.filter(report_key__among={spot[0] for spot in gone}).values_list("id", *COLUMNS[:4])
    stale = [number for number, *spot in kept if tuple(spot) in gone]
    Mention.objects.filter(id__among=set(stale)).delete()
    fresh = [(*spot, *what) for spot, what in change.after.items() if change.before.get(spot) != what]
    rows.insert(Mention, COLUMNS, fresh)


def weigh(change: Change, book: Book, kinds: Mapping[str, SelectorKind]) -> None:
    """Brings the values up to date: who bears them, what accounts stand behind them, which are crowds now."""
    _count(change, book)
    _count_accounts(change, book)
    lost = _ties(change.before) - _ties(change.after) if change.before else set()
    replaced = {spot[1] for spot in change.gone if _tie(change.before[spot])}
    recount(replaced, {value for report, value in lost if book.by_id[value].holder == report}, change, book)
    for value in book.by_id.values():
        if value.changed:
            crowd(value, kinds.get(value.kind), change)
    _note_ends(lost, change, book)


def _note_ends(lost: Collection[Edge], change: Change, book: Book) -> None:
    losers = Counter(value for _, value in lost)
    for report, value_id in lost:
        value = book.by_id[value_id]
        if value.tied + losers[value_id] > 1:
            change.parted.add(report)
            if value.holder is not None:
                change.parted.add(value.holder)


def _tie(what: What) -> bool:
    return what[0] == THREAD and not what[2]


def _ties(spots: Mapping[Spot, What]) -> set[Edge]:
    return {spot[:2] for spot, what in spots.items() if _tie(what)}


def _held(spots: Mapping[Spot, What]) -> dict[Edge, int]:
    """Of each report and value, what the mention does: the bond of a thread or content that holds, else a hint."""
    found: dict[Edge, int] = {}
    for (report_key, value_id, _, _), (bond, _, cut) in spots.items():
        edge = report_key, value_id
        if bond != NAMED and not cut:
            found[edge] = bond if bond else found.get(edge, HINT)
        elif edge not in found:
            found[edge] = HINT
    return found


def _count(change: Change, book: Book) -> None:
    """Notes who bears each value, what holds that did not, and what holds no longer."""
    values, before, after = book.by_id, _held(change.before), _held(change.after)
    for edge, bond in after.items():
        was = before.get(edge)
        if was == bond:
            continue
        value = values[edge[1]]
        value.changed = True
        if was is None:
            value.reports += 1
        if bond and not was:
            value.tied += 1
            if bond == THREAD:
                change.gained.append(edge)
                if value.holder is None:
                    value.holder = edge[0]
    for edge, was in before.items():
        now = after.get(edge)
        if not now and now != was:
            value = values[edge[1]]
            value.changed = True
            value.reports -= now is None
            value.tied -= was > HINT


def _count_accounts(change: Change, book: Book) -> None:
    for spot, what in change.after.items():
        if what[1] and not what[2] and change.before.get(spot) != what:
            value = book.by_id[spot[1]]
            if not value.crowded and what[1] not in value.accounts:
                value.accounts += (what[1],)
                value.changed = True


def recount(value_ids: Collection[int], without_holder: set[int], change: Change, book: Book) -> None:
    """Counts anew, from the rows, the values from which something was taken away."""
    gained = {value for _, value in change.gained}
    ties = Mention.objects.filter(value__id__among=set(value_ids), bond=THREAD, cut=False)
    accounts: defaultdict[int, list[int]] = defaultdict(list)
    for value_id, account in ties.exclude(account=0).values_list("value_id", "account").distinct():
        accounts[value_id].append(account)
    groups = ties.values_list("value_id").annotate(Min("report_key"), Count("report_key", distinct=True))
    counts = {value_id: (holder, tied) for value_id, holder, tied in groups}
    for value_id in value_ids:
        value = book.by_id[value_id]
        holder, value.tied = counts.get(value_id, (None, 0))
        value.accounts, value.changed = tuple(sorted(accounts[value_id])), True
        if value_id in without_holder or value.holder is None:
            value.holder = holder
            if value_id in gained:  # the new holder may be the very one that came to be tied
                change.met.add(value_id)


def crowd(value: Known, kind: SelectorKind | None, change: Change) -> None:
    """Whether too many different accounts stand behind a value; if that is new, who is to be settled anew."""
    crowded = kind is not None and kind.ties and how_many(value.accounts) > kind.crowd
    if crowded and not value.crowded and not value.new:
        change.burst.add(value.id)
    if value.crowded and not crowded:
        change.met.add(value.id)
    value.crowded = crowded
