"""What a desk imported for the communes of its country (their court, their police zone), with the days it holds for.

One CSV, semicolons, in UTF-8: code, area, name, value, since, until. Several imports stand in one file: the newest row
that holds on the day is the one.
"""

from __future__ import annotations

import csv
import io
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from vigie.territory.gazetteer import spelling
from vigie.territory.pack import BadPack

HEAD = ("code", "area", "name", "value", "since", "until")


@dataclass(frozen=True, slots=True)
class Row:
    """What holds for one commune, from `since` to `until` (both days included; None: until further notice)."""

    code: str
    area: str
    name: str
    value: str
    since: date
    until: date | None = None

    def holds(self, on: date) -> bool:
        """Whether it does on a day."""
        return self.since <= on and (self.until is None or on <= self.until)


@dataclass(frozen=True, slots=True)
class Table:
    """Rows by (area, spelled name of the commune)."""

    rows: Mapping[tuple[str, str], tuple[Row, ...]] = field(default_factory=dict)

    def at(self, area: str, communes: Collection[str], on: date | None) -> tuple[str, ...]:
        """What holds for these communes on a day: one value when they agree, several when they do not, none when a
        commune is not in the table."""
        found = [self._newest(area, commune, on) for commune in sorted(communes)] if on else []
        return tuple(dict.fromkeys(one for one in found if one)) if all(found) else ()

    def _newest(self, area: str, commune: str, on: date | None) -> str:
        rows = [row for row in self.rows.get((area, commune), ()) if on and row.holds(on)]
        return max(rows, key=lambda row: row.since).value if rows else ""

    def values(self) -> set[str]:
        """Every value there is."""
        return {row.value for rows in self.rows.values() for row in rows}


EMPTY = Table()


def of(rows: Iterable[Row]) -> Table:
    """A table of rows."""
    found: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in rows:
        found[row.area, spelling(row.name)].append(row)
    return Table({key: tuple(some) for key, some in found.items()})


def rows_of(path: Path) -> list[Row]:
    """The rows of a file; none when there is no file. Raises `BadPack`."""
    if not path.is_file():
        return []
    try:
        lines = list(csv.DictReader(io.StringIO(path.read_text("utf-8")), delimiter=";"))
        return [
            Row(
                line["code"], line["area"], line["name"], line["value"], date.fromisoformat(line["since"]),
                date.fromisoformat(line["until"]) if line["until"] else None,
            )
            for line in lines
        ]  # fmt: skip
    except (OSError, UnicodeDecodeError, csv.Error, KeyError, ValueError, TypeError) as error:
        raise BadPack(f"{path}: {error}") from error


def read(path: Path) -> Table:
    """The table in a file; empty when there is none. Raises `BadPack`."""
    return of(rows_of(path))


def written(rows: Iterable[Row]) -> str:
    """The text of a file of rows."""
    out = io.StringIO()
    lines = csv.writer(out, delimiter=";", lineterminator="\n")
    lines.writerow(HEAD)
    for row in sorted(rows, key=lambda one: (one.area, one.code, one.name, one.since)):
        lines.writerow((row.code, row.area, row.name, row.value, row.since, row.until or ""))
    return out.getvalue()
