"""The rows of triage: what is counted of companies, and what the reports of a thread have said."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TypeVar

import msgspec
from django.db import models

from vigie.report import tasks as bulk
from vigie.triage.habits import EVERYONE, Key
from vigie.triage.models import Habit, Opinion, Wording

TOGETHER = 500  # values in one IN (...): below every database's limit
TOLD = msgspec.json.Decoder(dict[str, int])
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


def in_threads(names: Iterable[str]) -> dict[str, dict[int, Mapping[str, int]]]:
    """What the reports of some threads say of their person."""
    found: dict[str, dict[int, Mapping[str, int]]] = defaultdict(dict)
    for some in pieces(sorted({name for name in names if name})):
        rows = Opinion.objects.filter(thread__in=some).values_list("thread", "report_key", "told")
        for thread, key, said in rows:
            found[thread][key] = TOLD.decode(said) if said else {}
    return found
