"""The facts in columns: files beside the database that DuckDB reads in a blink. They can always be made again.

Each file holds the rows from one id to another (`facts-<first>-<last>.parquet`), is written beside its place and moved
there in one step, so a reader never meets half of one; many small ones are melted into one now and then.
"""

from __future__ import annotations

import os
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from itertools import accumulate, pairwise
from pathlib import Path

import duckdb
import numpy as np

from vigie.figures.fact import COLUMNS, DIMENSIONS, Event
from vigie.figures.table import AGES, Asked, Period

MANY = 40  # files
NUMBERS = ("day", "week", "received", "n")
CUT = {
    Period.YEAR: "{day} // 10000",
    Period.QUARTER: "{day} // 10000 * 10 + (({day} // 100) % 100 + 2) // 3",
    Period.MONTH: "{day} // 100",
    Period.DAY: "{day}",
}


def parts(folder: Path) -> list[tuple[int, int, Path]]:
    """The files, by the ids that they hold."""
    found = []
    for path in folder.glob("facts-*-*.parquet"):
        _, first, last = path.stem.split("-")
        found.append((int(first), int(last), path))
    return sorted(found)


def append(folder: Path, first: int, last: int, rows: Sequence[Sequence[object]]) -> Path:
    """Writes rows, whose cells are those of `COLUMNS`, as one file."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    path = folder / f"facts-{first:012}-{last:012}.parquet"
    table = {name: _column(name, [row[place] for row in rows]) for place, name in enumerate(COLUMNS)}
    with duckdb.connect() as connection:
        connection.register("rows", table)
        _write(connection, "SELECT * FROM rows", path)
    return path


def _column(name: str, values: list[object]) -> np.ndarray[tuple[int], np.dtype[np.generic]]:
    if name in NUMBERS:
        return np.array(values, dtype=np.int64)
    if name == "minutes":
        return np.array([-1 if value is None else value for value in values], dtype=np.int64)
    return np.array(values, dtype=object)


def _write(connection: duckdb.DuckDBPyConnection, query: str, path: Path) -> None:
    half = path.with_suffix(f".{os.getpid()}.half")
    connection.execute(f"COPY ({query}) TO {_text(half)} (FORMAT parquet, COMPRESSION zstd)")
    half.replace(path)


def _text(path: Path) -> str:
    return "'" + str(path).replace("'", "''") + "'"


def _read(paths: Sequence[Path]) -> str:
    return f"read_parquet([{', '.join(map(_text, paths))}])"


def current(folder: Path) -> bool:
    """Whether the files hold the columns of today: an older program wrote fewer."""
    found = parts(folder)
    if not found:
        return True
    with duckdb.connect() as connection:
        names = connection.execute(f"DESCRIBE SELECT * FROM {_read([found[0][2]])}").fetchall()
    return tuple(name for name, *_ in names) == COLUMNS


def melt(folder: Path) -> None:
    """Makes one file of many."""
    found = parts(folder)
    if len(found) < MANY:
        return
    whole = folder / f"facts-{found[0][0]:012}-{found[-1][1]:012}.parquet"
    with duckdb.connect() as connection:
        _write(connection, f"SELECT * FROM {_read([path for *_, path in found])}", whole)
    for *_, path in found:
        if path != whole:
            path.unlink()


def _one(row: Sequence[object]) -> tuple[int | str, ...]:
    return tuple(value if isinstance(value, int | str) else str(value) for value in row)


class Columns:
    """`table.Facts` over the files of a folder."""

    def __init__(self, folder: Path) -> None:
        files = [path for *_, path in parts(folder)]
        self._connection = duckdb.connect()
        self._connection.execute("SET threads = 2")
        empty = ", ".join(
            f"CAST(NULL AS {'BIGINT' if name in (*NUMBERS, 'minutes') else 'VARCHAR'}) AS {name}" for name in COLUMNS
        )
        source = _read(files) if files else f"(SELECT {empty} WHERE false)"
        self._connection.execute(f"CREATE VIEW fact AS SELECT * FROM {source}")

    def count(
        self, event: str, asked: Asked, by: Sequence[str] = (), *, by_receipt: bool = False
    ) -> Mapping[tuple[int, ...] | tuple[int | str, ...], int]:
        """See `table.Facts.count`. Raises KeyError for a dimension that is none."""
        names = [DIMENSIONS[DIMENSIONS.index(name)] for name in by]
        where, values = self._where(event, asked, "received" if by_receipt else "day")
        groups = ", ".join(str(place + 1) for place in range(len(names) + 1))
        listed = "".join(f", {name}" for name in names)
        query = f"SELECT {self._cut(asked, by_receipt)}{listed}, sum(n) FROM fact WHERE {where} GROUP BY {groups}"
        rows = self._connection.execute(query, values).fetchall()
        return {_one(row[:-1]): int(row[-1]) for row in rows if row[-1]}

    def delays(self, event: str, asked: Asked) -> Mapping[int, tuple[float, float, int]]:
        """See `table.Facts.delays`. Of facts that were taken back nothing is counted."""
        where, values = self._where(event, asked, "day")
        query = f"""
            SELECT period, median(minutes), quantile_cont(minutes, 0.9), count(*) FROM (
                SELECT {self._cut(asked)} AS period, subject, max(minutes) AS minutes FROM fact
                WHERE {where} AND minutes >= 0 GROUP BY 1, 2 HAVING sum(n) > 0
            ) GROUP BY 1"""
        rows = self._connection.execute(query, values).fetchall()
        return {int(period): (float(half), float(most), int(n)) for period, half, most, n in rows}

    def standing(self, asked: Asked) -> Mapping[int, tuple[int, Mapping[str, int]]]:
        """See `table.Facts.standing`."""
        # What came less what was decided since, by the day it came: no report need be followed by itself.
        self._connection.execute("DROP TABLE IF EXISTS life")
        self._connection.execute(f"""
            CREATE TEMP TABLE life AS
            SELECT strptime(CAST(received AS VARCHAR), '%Y%m%d')::DATE AS begun,
                   strptime(CAST(day AS VARCHAR), '%Y%m%d')::DATE AS changed,
                   CASE event WHEN '{Event.RECEIVED}' THEN total ELSE -total END AS more
            FROM (SELECT received, day, event, sum(n) AS total FROM fact
                  WHERE event IN ('{Event.RECEIVED}', '{Event.DECIDED}') GROUP BY ALL)""")
        return {period: self._at(last) for period, last in _ends(asked)}

    def open(self, opens: str, closes: str, asked: Asked, by: str, old: int = 0) -> Mapping[tuple[int, str], int]:
        """See `table.Facts.open`. What closed is followed by itself; what is open is only summed, day by day."""
        name = DIMENSIONS[DIMENSIONS.index(by)]
        query = f"""
            WITH over AS (SELECT subject, min(day) AS day FROM fact WHERE event = $2 GROUP BY 1 HAVING sum(n) > 0),
                 begun AS (SELECT subject, {name} AS place, day FROM fact
                           WHERE event = $1 AND subject IN (SELECT subject FROM over) GROUP BY ALL HAVING sum(n) > 0),
                 work AS (SELECT {name} AS place, day AS begun, day AS changed, sum(n) AS more
                          FROM fact WHERE event = $1 GROUP BY ALL
                          UNION ALL
                          SELECT place, begun.day, greatest(begun.day, over.day), -count(*)
                          FROM over JOIN begun USING (subject) GROUP BY ALL)
            SELECT place, greatest(strptime(CAST(changed AS VARCHAR), '%Y%m%d')::DATE,
                                   strptime(CAST(begun AS VARCHAR), '%Y%m%d')::DATE + {old:d}) AS counts, sum(more)
            FROM work GROUP BY ALL HAVING sum(more) <> 0"""
        ends = _ends(asked)
        lasts, steps = [last for _, last in ends], dict[str, list[int]]()
        for place, counts, more in self._connection.execute(query, [opens, closes]).fetchall():
            at = bisect_left(lasts, counts)
            if at < len(lasts):
                steps.setdefault(str(place), [0] * len(lasts))[at] += int(more)
        return {
            (ends[at][0], place): n for place, each in steps.items() for at, n in enumerate(accumulate(each)) if n > 0
        }

    def _at(self, last: date) -> tuple[int, Mapping[str, int]]:
        bands = [0, *(days for _, days in AGES)]
        sums = ", ".join(
            f"coalesce(sum(more) FILTER ($1 - begun >= {low} AND $1 - begun < {high}), 0)"
            for low, high in pairwise(bands)
        )
        query = f"SELECT coalesce(sum(more), 0), {sums} FROM life WHERE changed <= $1"
        row = self._connection.execute(query, [last]).fetchone() or (0, *(0 for _ in AGES))
        return int(row[0]), {name: int(n) for (name, _), n in zip(AGES, row[1:], strict=True)}

    def _where(self, event: str, asked: Asked, day: str) -> tuple[str, list[object]]:
        first, last = asked.span()
        text, values = f"event = ? AND {day} BETWEEN ? AND ?", [event, first, last]
        for name, value in asked.only:
            text += f" AND {DIMENSIONS[DIMENSIONS.index(name)]} = ?"
            values.append(value)
        return text, values

    def _cut(self, asked: Asked, by_receipt: bool = False) -> str:
        day = "received" if by_receipt else "day"
        if asked.period is not Period.WEEK:
            return CUT[asked.period].format(day=day)
        if not by_receipt:
            return "week"
        moment = "strptime(CAST(received AS VARCHAR), '%Y%m%d')"
        return f"CAST(strftime({moment}, '%G') AS BIGINT) * 100 + CAST(strftime({moment}, '%V') AS BIGINT)"


def _ends(asked: Asked) -> list[tuple[int, date]]:
    """Every period of a question with its last day."""
    ends: dict[int, date] = {}
    day = asked.first
    while day <= asked.last:
        ends[period_of(day, asked.period)] = day
        day += timedelta(days=1)
    return list(ends.items())


def period_of(day: date, period: Period) -> int:
    """The period a day lies in, as it is written: yyyy, yyyyq, yyyymm, yyyyww or yyyymmdd."""
    if period is Period.WEEK:
        year, number, _ = day.isocalendar()
        return year * 100 + number
    if period is Period.YEAR:
        return day.year
    if period is Period.QUARTER:
        return day.year * 10 + (day.month + 2) // 3
    return day.year * 100 + day.month if period is Period.MONTH else day.year * 10_000 + day.month * 100 + day.day
