"""Rows by the thousand: written and asked for without the models' own machinery, which takes several times as long.

For every stage, on both databases. Ids are given by the one writer, under the ledger's write lock.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, datetime
from functools import cache
from itertools import islice
from typing import Any, TypeVar

from django.db import connection
from django.db.models import DateTimeField, Model

T = TypeVar("T")
Row = Sequence[Any]
AT_ONCE = 900  # parameters of one statement that every SQLite takes


def chunks(things: Iterable[T], size: int = AT_ONCE) -> Iterator[list[T]]:
    """Pieces of at most `size`."""
    rest = iter(things)
    while piece := list(islice(rest, size)):
        yield piece


def insert(model: type[Model], columns: Sequence[str], rows: Sequence[Row], clash: str = "") -> None:
    """Inserts rows, whose cells are those of `columns`: every column that is not named must have no value or a default
    in the database, for the model's defaults are not asked. `clash` is what follows ON CONFLICT, e.g. DO NOTHING."""
    if not rows:
        return
    table, names = model._meta.db_table, ", ".join(f'"{name}"' for name in columns)
    if connection.vendor == "postgresql" and not clash:
        with connection.cursor() as cursor, cursor.copy(f'COPY "{table}" ({names}) FROM STDIN') as copy:
            for row in rows:
                copy.write_row(row)
        return
    marks = ", ".join(["%s"] * len(columns))
    tail = f" ON CONFLICT {clash}" if clash else ""
    run(f'INSERT INTO "{table}" ({names}) VALUES ({marks}){tail}', _cells(model, columns, rows))


def update(model: type[Model], columns: Sequence[str], rows: Sequence[Row], by: str = "id") -> None:
    """Sets columns of rows; the last cell of each is the key."""
    sets = ", ".join(f'"{name}" = %s' for name in columns)
    run(f'UPDATE "{model._meta.db_table}" SET {sets} WHERE "{by}" = %s', _cells(model, columns, rows))


def run(sql: str, rows: Sequence[Row]) -> None:
    """One statement for many rows. `%s` marks the values; times must be what `stamp` makes of them."""
    if rows:
        with connection.cursor() as cursor:
            cursor.executemany(sql, rows)


def reserve(model: type[Model], count: int) -> Sequence[int]:
    """Ids for so many new rows, never used before. Under the write lock."""
    if not count:
        return ()
    table = model._meta.db_table
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                f"SELECT nextval(pg_get_serial_sequence('{table}', 'id')) FROM generate_series(1, %s)", [count]
            )
            return [row[0] for row in cursor.fetchall()]
        cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [table])
        last = cursor.fetchone()
    start = (last[0] if last else 0) + 1
    return range(start, start + count)


def stamp() -> Callable[[datetime | None], Any]:
    """What makes of a time what the database takes. One for each batch: it remembers, for most rows are of one time."""
    if connection.vendor == "postgresql":
        return lambda at: at
    return cache(lambda at: str(at.astimezone(UTC).replace(tzinfo=None)) if at else None)


@cache
def _timed(model: type[Model]) -> frozenset[str]:
    times = (field.column for field in model._meta.concrete_fields if isinstance(field, DateTimeField))
    return frozenset(name for name in times if name)


def _cells(model: type[Model], columns: Sequence[str], rows: Sequence[Row]) -> Sequence[Row]:
    """The rows as the database takes them."""
    places = [place for place, name in enumerate(columns) if name in _timed(model)]
    if not places or connection.vendor == "postgresql":
        return rows
    told = stamp()
    made = []
    for row in rows:
        cells = list(row)
        for place in places:
            cells[place] = told(cells[place])
        made.append(cells)
    return made
