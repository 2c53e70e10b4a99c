"""The rows of triage: what is counted of companies, and what the reports of a thread have said."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import TypeVar

import msgspec
from django.db import models
from django.db.models import Case, F, Max, Min, When

from vigie.report import tasks as bulk
from vigie.triage.habits import EVERYONE, Key
from vigie.triage.models import Habit, Opinion, Wording

TOGETHER = 500  # values in one IN (...): below every database's limit
_told = msgspec.json.Decoder(dict[str, int])
Value = TypeVar("Value")


def pieces(values: Iterable[Value]) -> Iterator[list[Value]]:
    """Values, some at a time."""
    listed = list(values)
    yield from (listed[start : start + TOGETHER] for start in range(0, len(listed), TOGETHER))


def insert(
    model: type[models.Model], fields: Sequence[str], rows: Sequence[Sequence[str | int]], unique: int = 1
) -> None:
    """Writes many small rows without making an object of each, which would be the greater part of learning's cost.

    The first `unique` fields say which row it is; where it is there already, the other fields are replaced.
    """
    follow = ", ".join(f'"{field}" = excluded."{field}"' for field in fields[unique:])
    bulk.insert(model, fields, rows, clash=f"({', '.join(fields[:unique])}) DO UPDATE SET {follow}")


def counted(companies: Iterable[str], sayings: Iterable[str]) -> Counter[Key]:
    """What is counted of these companies and of all together; and of these sayings at these companies."""
    of = {*companies, EVERYONE}
    found: Counter[Key] = Counter()
    for some in pieces(sorted(of)):
        rows = Habit.objects.filter(company__in=some).values_list("company", "name", "count")
        found.update({(company, name): count for company, name, count in rows})
    for some in pieces(sorted(set(sayings))):
        worded = Wording.objects.filter(name__in=some, company__in=of).values_list("company", "name", "count")
        found.update({(company, name): count for company, name, count in worded})
    return found


def write_counts(before: Mapping[Key, int], after: Mapping[Key, int]) -> None:
    """Writes the counts that changed."""
    changed = [
        (company, name, count) for (company, name), count in after.items() if before.get((company, name)) != count
    ]
    said = [row for row in changed if row[1].startswith("said:")]
    fields = [row for row in changed if not row[1].startswith("said:")]
    insert(Habit, ("company", "name", "count"), fields, unique=2)
    insert(Wording, ("company", "name", "count"), said, unique=2)


@lru_cache(maxsize=4096)
def _read(told: str) -> Mapping[str, int]:
    """What one report tells. Read by many, changed by nobody: most of a thread tell the same."""
    return _told.decode(told)


def in_threads(names: Iterable[str], batch: Collection[int]) -> dict[str, dict[int, Mapping[str, int]]]:
    """What the reports of some threads say of their person, as far as it matters to the most that is said: every report
    of the batch, and of all others that tell the same, the first and the last.

    Two of them stand for a thousand: who says the most, and whether anybody else does, is the same. So a thread of
    thousands costs each batch one pass of the database and no more.
    """
    found: dict[str, dict[int, Mapping[str, int]]] = defaultdict(dict)
    own = Case(When(report_key__among=set(batch), then=F("report_key")), default=0)
    speaking = Opinion.objects.exclude(told="").order_by()
    for some in pieces(sorted({name for name in names if name})):
        groups = speaking.filter(thread__in=some).values("thread", "told", own=own)
        ends = groups.annotate(first=Min("report_key"), last=Max("report_key"))
        for thread, told, first, last in ends.values_list("thread", "told", "first", "last"):
            found[thread][first] = found[thread][last] = _read(told)
    return found


def members(threads: Collection[str]) -> Iterator[tuple[str, int]]:
    """Every report of some threads, each with its thread."""
    for some in pieces(sorted(threads)):
        yield from Opinion.objects.filter(thread__in=some).values_list("thread", "report_key")
