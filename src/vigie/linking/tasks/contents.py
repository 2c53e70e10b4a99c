"""Contents: files that are the same, by digest or by look, and the reports in which they are.

All digests of one file in one report name the same content; so do pictures that look the same. A content of one
report has no row: it is only a number on its values. Content says nothing of persons.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from vigie.linking.bearing import CONTENT, Bears
from vigie.linking.models import Mention, Picture, Value
from vigie.linking.selector import SelectorKind
from vigie.linking.shelf import among
from vigie.linking.tasks import pictures, rows
from vigie.linking.tasks.book import Book, Known
from vigie.linking.tasks.mentions import Change, Spot, What
from vigie.linking.union import Union

Pair = tuple[int, int]  # report, content
Kinds = Mapping[str, SelectorKind]


@dataclass(slots=True)
class Regrouped:
    """In which contents each report was, and is: all the contents of every report that was looked at."""

    before: set[Pair] = field(default_factory=set)
    after: set[Pair] = field(default_factory=set)
    reports: set[int] = field(default_factory=set)
    gone: set[int] = field(default_factory=set)  # contents that are no more, or whose counts begin again
    oldest: dict[int, int] = field(default_factory=dict)  # of contents that met: after which they are named


def group(batch: Sequence[Bears], change: Change, book: Book, kinds: Kinds) -> Regrouped:
    """Gives each file of the batch its content and writes the values. Where contents meet, the larger goes on."""
    book.read_values_by_id({spot[1] for spot, what in change.before.items() if what[0] == CONTENT})
    found = Regrouped(before=_pairs(change.before, book), reports={spot[0] for spot in (*change.before, *change.after)})
    joined = Union()
    for values in _files(change.after).values():
        for value_id in values:
            joined.join(_node(book.by_id[values[0]]), _node(book.by_id[value_id]))
    _join_names(batch, joined, book)
    _join_near(batch, change, joined, book)
    into = _merge(joined, book, found)
    for value in book.by_id.values():
        if (content := into.get(_node(value))) and value.content != content and not kinds[value.kind].ties:
            value.content, value.changed = content, True
    book.write_values()
    rows.update(Value, ("content",), [(into[old], old) for old in found.gone], by="content")
    found.after |= _pairs(change.after, book)
    if parted := _parted(change, book):
        _regroup(parted, book, found)
    return found


def pairs_of(report_keys: Collection[int]) -> Iterator[Pair]:
    """The contents of these reports, as the rows say."""
    files = Mention.objects.filter(report_key__among=report_keys, bond=CONTENT, cut=False)
    for key, content in files.values_list("report_key", "value__content").distinct():
        if content is not None:
            yield key, content


def _node(value: Known) -> int:
    return value.id if value.content is None else value.content


def _files(spots: Mapping[Spot, What]) -> Mapping[tuple[int, int], list[int]]:
    """The values of each file of each report."""
    files: defaultdict[tuple[int, int], list[int]] = defaultdict(list)
    for (report_key, value_id, _, place), (bond, _, cut) in spots.items():
        if bond == CONTENT and not cut:
            files[report_key, place].append(value_id)
    return files


def _pairs(spots: Mapping[Spot, What], book: Book) -> set[Pair]:
    return {
        (spot[0], content)
        for spot, (bond, _, cut) in spots.items()
        if bond == CONTENT and not cut and (content := book.by_id[spot[1]].content) is not None
    }


# ---------------------------------------------------------------- joining


def _join_names(batch: Sequence[Bears], joined: Union, book: Book) -> None:
    """Joins what is the very same thing under several names. That stays true whatever a later version says."""
    for told in batch:
        for item in told.bearings:
            for key in item.also:
                main, other = book.values[item.key], book.values[key]
                joined.join(_node(main), _node(other))
                if other.same_as != main.id:
                    other.same_as, other.changed = main.id, True


def _join_near(batch: Sequence[Bears], change: Change, joined: Union, book: Book) -> None:
    """Looks for pictures that look like those that are new here, or held by nobody until now; joins their contents."""
    near = {book.values[key].id for told in batch for key in told.near}
    back = {spot[1] for spot, what in change.after.items() if what[0] == CONTENT and book.by_id[spot[1]].idle}
    shelved = pictures.on_shelf([value_id for value_id in near | back if not book.by_id[value_id].new])
    new = [(value_id, book.by_id[value_id].value) for value_id in sorted(near - shelved)]
    again = [(value_id, book.by_id[value_id].value) for value_id in sorted(shelved & back)]
    pairs = pictures.near([*new, *again])
    book.read_values_by_id(other for _, other in pairs)
    for one, other in pairs:
        if book.by_id[one].tied and book.by_id[other].tied:
            joined.join(_node(book.by_id[one]), _node(book.by_id[other]))
    pictures.put(new)


def _merge(joined: Union, book: Book, found: Regrouped) -> dict[int, int]:
    """Into which content each node goes. Reads the other reports of those that meet, before they do."""
    contents = {value.content for value in book.by_id.values() if value.content is not None}
    book.read_circles(node for nodes in joined.sets() for node in nodes if node in contents)
    into: dict[int, int] = {}
    meeting: set[int] = set()
    for nodes in joined.sets():
        old = sorted((node for node in nodes if node in contents), key=lambda node: (-_size(node, book), node))
        target = old[0] if old else min(nodes)
        into.update((node, target) for node in nodes)
        if len(old) > 1:
            found.oldest[target] = min(book.circles[node].oldest if node in book.circles else node for node in old)
            if target in book.circles:
                book.circles[target].oldest = found.oldest[target]
        found.gone.update(old[1:])
        meeting.update(old[1:])
        if old and target not in book.circles:
            meeting.add(target)
    _look_at(_in_contents(meeting), found, into)
    return into


def _size(content: int, book: Book) -> int:
    return book.circles[content].reports if content in book.circles else 1


def _in_contents(contents: Collection[int]) -> set[int]:
    files = Mention.objects.filter(bond=CONTENT, cut=False)
    return set(files.filter(value__content__among=contents).values_list("report_key", flat=True))


def _look_at(report_keys: set[int], found: Regrouped, into: Mapping[int, int]) -> None:
    others = report_keys - found.reports
    for report_key, content in pairs_of(others):
        found.before.add((report_key, content))
        found.after.add((report_key, into.get(content, content)))
    found.reports |= others


# ---------------------------------------------------------------- coming apart


def _parted(change: Change, book: Book) -> set[int]:
    """The contents that lost a file, or a digest of one, which may have held them together."""
    if not change.before:
        return set()
    now: defaultdict[int, list[set[int]]] = defaultdict(list)
    for (report_key, _), values in _files(change.after).items():
        now[report_key].append(set(values))
    lost = (
        values
        for (report_key, _), values in _files(change.before).items()
        if not any(set(values) <= kept for kept in now[report_key])
    )
    return {
        content
        for values in lost
        if len(values) > 1 or not book.by_id[values[0]].tied  # one that others hold as well held nothing together
        for value_id in values
        if (content := book.by_id[value_id].content) is not None
    }


def _regroup(contents: Collection[int], book: Book, found: Regrouped) -> None:
    """Computes anew, from the rows, which values of some contents are the same content."""
    book.read_values_of(contents)
    values = {value.id: value for value in book.by_id.values() if value.content in contents}
    _look_at(_in_contents(contents), found, {})
    borne = _borne(values)
    joined = Union()
    for ids in borne.values():
        for value_id in ids:
            joined.join(ids[0], value_id)
    _join_pictures({value_id for ids in borne.values() for value_id in ids}, joined)
    for value in values.values():
        joined.join(value.id, value.same_as if value.same_as in values else value.id)
        value.changed = True
    for ids in joined.sets():
        number = min(ids, key=lambda value_id: (value_id not in contents, value_id))
        for value_id in ids:
            values[value_id].content = number
    book.write_values()
    found.gone |= set(contents)
    found.after = {pair for pair in found.after if pair[1] not in contents}
    found.after |= {(report_key, values[ids[0]].content or ids[0]) for (report_key, _), ids in borne.items()}


def _borne(value_ids: Collection[int]) -> Mapping[tuple[int, int], list[int]]:
    files: defaultdict[tuple[int, int], list[int]] = defaultdict(list)
    mentions = Mention.objects.filter(value__id__among=value_ids, bond=CONTENT, cut=False)
    for report_key, place, value_id in mentions.values_list("report_key", "place", "value_id"):
        files[report_key, place].append(value_id)
    return files


def _join_pictures(borne: Collection[int], joined: Union) -> None:
    seen = list(Picture.objects.filter(value__id__among=borne).values_list("value_id", "pdq"))
    for one, other in among([pdq for _, pdq in seen]):
        joined.join(seen[one][0], seen[other][0])
