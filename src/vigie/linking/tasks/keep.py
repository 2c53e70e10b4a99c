"""Keeping what the step found: one batch into the rows, whatever of it was kept before."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec

from vigie import plugs
from vigie.linking.bearing import Bears, account_number, bears
from vigie.linking.selector import SelectorKind
from vigie.linking.tasks import contents, counts, facts, mentions, pictures, threads
from vigie.linking.tasks.book import Book, Place
from vigie.report.nouns import Dossier, Kept, Links

Kinds = Mapping[str, SelectorKind]


def kinds() -> Kinds:
    """The kinds of selector of this house."""
    return plugs.find("vigie.linking.selectors", SelectorKind)


def gather(batch: Sequence[Dossier]) -> Kinds:
    """What `link` needs: the kinds. Pictures received meanwhile are read here, before anybody waits for the lock."""
    pictures.refresh()
    return kinds()


def keep(batch: Sequence[Dossier], findings: Sequence[Links]) -> Kept[Links]:
    """Writes what these reports bear, joins and parts threads and contents, and returns the findings with their facts.

    A report's newest version counts; the same one again changes nothing. `again` are reports outside the batch whose
    thread or content has grown by a step (`union.bucket`); `numbered` those whose content has, and is in so many hands
    that only the number is news.
    """
    told = [bears(dossier, links, kinds()) for dossier, links in zip(batch, findings, strict=True)]
    book = Book()
    book.read_places(one.report_key for one in told)
    now = _newest(told, book)
    keys = [key for one in now for item in one.bearings for key in (item.key, *item.also)]
    book.read_values(keys)
    book.enter_values(keys)
    change = mentions.read(now, book)
    mentions.write(change)
    mentions.weigh(change, book, kinds())
    _place(now, book)
    regrouped = contents.group(now, change, book, kinds())
    threads.settle(change, book)
    counts.settle(book, regrouped)
    return _kept(batch, findings, counts.news(book, regrouped), counts.in_more_hands(book))


def _newest(told: Sequence[Bears], book: Book) -> list[Bears]:
    """One version of each report: the newest of the batch, unless a newer one was kept already."""
    newest: dict[int, Bears] = {}
    for one in told:
        kept = book.places.get(one.report_key)
        if kept and kept.version_key > one.version_key:
            continue
        if one.report_key not in newest or newest[one.report_key].version_key <= one.version_key:
            newest[one.report_key] = one
    return list(newest.values())


def _place(told: Sequence[Bears], book: Book) -> None:
    for one in told:
        kept = book.places.get(one.report_key)
        thread = kept.thread if kept else None
        book.places[one.report_key] = Place(one.version_key, one.at, thread, _traits(one, book))


def _traits(one: Bears, book: Book) -> tuple[str, ...]:
    company = [f"c:{one.company[:200]}"] if one.company else []
    people = [
        f"{what}:{account_number(key, book.values[key].id)}"
        for what, known in (("a", one.accounts), ("v", one.victims), ("r", one.recipients))
        for key in known
    ]
    services = [f"w:{name[:200]}" for name in one.services]
    return tuple(sorted([*company, *services, *people, *(f"p:{n}" for n in range(one.victims_at_once))]))


def _kept(batch: Sequence[Dossier], findings: Sequence[Links], told: set[int], in_more_hands: set[int]) -> Kept[Links]:
    keys = [dossier.report_key for dossier in batch]
    found = facts.of(keys)
    return Kept(
        tuple(msgspec.structs.replace(links, facts=found[key]) for key, links in zip(keys, findings, strict=True)),
        frozenset(told - set(keys)),
        frozenset(in_more_hands - told - set(keys)),
    )
