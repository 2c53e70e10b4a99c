"""What a person says against a tie: this value does not tie this report, or it ties nobody. And its taking back.

A cut stays when new reports or versions come. All is computed anew as if the mention were not there; nothing is lost.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import UTC, datetime

from vigie import plugs
from vigie.linking.bearing import CONTENT, THREAD
from vigie.linking.models import Cut, Mention, Value
from vigie.linking.selector import SelectorKind
from vigie.linking.tasks import contents, counts, mentions, threads
from vigie.linking.tasks.book import Book
from vigie.linking.tasks.mentions import COLUMNS, Change


class CannotUndo(Exception):
    """There is nothing to cut or to restore there."""

    permanent = True


def cut(report_key: int | None, kind: str, value: str, by: str, why: str) -> frozenset[int]:
    """This value does not tie this report; with None, it ties nobody (a company's own address, a shared connection).

    Call it inside a transaction under the ledger's write lock, and write there that it was done. Returns the reports
    to triage again. Raises `CannotUndo` when the report does not bear the value, or it is cut already.
    """
    row = _value(kind, value)
    if Cut.objects.filter(report_key=report_key, value=row, restored_at=None).exists():
        raise CannotUndo(f"{kind} {value} is cut already")
    reports = _bearers(row.pk, report_key)
    if report_key is not None and not reports:
        raise CannotUndo(f"report {report_key} is not tied by {kind} {value}")
    Cut.objects.create(report_key=report_key, value=row, at=datetime.now(UTC), by=by, why=why)
    return _reconsider(reports, row.pk)


def restore(report_key: int | None, kind: str, value: str, by: str, why: str) -> frozenset[int]:
    """Takes a cut back. The same promises as `cut`."""
    row = _value(kind, value)
    now = datetime.now(UTC)
    lasting = Cut.objects.filter(report_key=report_key, value=row, restored_at=None)
    if not lasting.update(restored_at=now, restored_by=by, restored_why=why):
        raise CannotUndo(f"{kind} {value} is not cut there")
    return _reconsider(_bearers(row.pk, report_key), row.pk)


def _value(kind: str, value: str) -> Value:
    row = Value.objects.filter(kind=kind, value=value).first()
    if row is None:
        raise CannotUndo(f"no report bears {kind} {value}")
    return row


def _bearers(value_id: int, report_key: int | None) -> set[int]:
    """The reports that a value ties, or would."""
    bears = Mention.objects.filter(value_id=value_id, bond__in=(THREAD, CONTENT))
    if report_key is not None:
        bears = bears.filter(report_key=report_key)
    return set(bears.values_list("report_key", flat=True))


def _reconsider(report_keys: Collection[int], value_id: int) -> frozenset[int]:
    """Settles these reports anew, as the cuts of a value say now."""
    kinds: Mapping[str, SelectorKind] = plugs.find("vigie.linking.selectors", SelectorKind)
    lasting = set(Cut.objects.filter(value_id=value_id, restored_at=None).values_list("report_key", flat=True))
    book, change = Book(), Change()
    book.read_places(report_keys)
    for *spot, bond, account, was in Mention.objects.filter(report_key__among=report_keys).values_list(*COLUMNS):
        key = spot[0], spot[1], spot[2], spot[3]
        change.before[key] = bond, account, was
        ours = spot[1] == value_id and bond in (THREAD, CONTENT)
        change.after[key] = bond, account, (None in lasting or spot[0] in lasting) if ours else was
    book.read_values_by_id({spot[1] for spot in change.after} | {value_id})
    blocked = book.by_id[value_id]
    blocked.blocked, blocked.changed = None in lasting, True
    mentions.write(change)
    mentions.weigh(change, book, kinds)
    regrouped = contents.group([], change, book, kinds)
    threads.settle(change, book)
    counts.settle(book, regrouped)
    return frozenset(counts.news(book, regrouped) | counts.in_more_hands(book) | set(report_keys))
