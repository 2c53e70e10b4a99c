"""A whole table to reports: what CSV and NDJSON have in common once a row has its cells."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import msgspec
from msgspec.structs import replace

from vigie.intake import paths
from vigie.intake.format import Unread
from vigie.intake.media import Shelf
from vigie.intake.notes import Notes
from vigie.intake.table.cells import Cell
from vigie.intake.table.mapping import is_mapping
from vigie.intake.table.row import NoReport, Reader
from vigie.report.nouns import Member, Parcel, Report, Saying, say


@dataclass(frozen=True, slots=True)
class Row:
    """A row's cells by heading; `number` counts from 1, the heading's row included."""

    number: int
    cells: Mapping[str, Cell]
    notes: Notes


@dataclass(frozen=True, slots=True)
class BadRow:
    """A row that could not be taken apart."""

    number: int
    why: Saying


def reports(
    rows: Iterable[Row | BadRow], reader: Reader, document: Member, parcel: Parcel
) -> Iterator[Report | Unread]:
    """The reports of a table, and an `Unread` for each bad row, and for each media file beside it that no row names.

    Rows that follow each other and have the same report number (and version) are one report: tables with a row per
    file or address are common.
    """
    shelf = Shelf(member for member in parcel.members if member.path != document.path and not is_mapping(member))
    same: list[Report] = []
    row: Row | BadRow | None = None
    for row in rows:
        read = _read(row, reader, document, shelf)
        if same and not (isinstance(read, Report) and _same(same[0], read)):
            yield _joined(same)
            same = []
        if isinstance(read, Report):
            same.append(read)
        else:
            yield read
    if same:
        yield _joined(same)
    if row is None:
        yield Unread(document.path, say("the table has no rows"))
    for member in shelf.left():
        yield Unread(member.path, say("no row of “{name}” names this file", name=paths.name(document.path)))


def _read(row: Row | BadRow, reader: Reader, document: Member, shelf: Shelf) -> Report | Unread:
    if isinstance(row, BadRow):
        return Unread(document.path, row.why)
    try:
        report = reader.report(row.cells, row.notes)
    except NoReport:
        return Unread(document.path, say("row {row}: no report number, or one that is too long", row=row.number))
    if not report.files:
        return report
    files = tuple(shelf.take(file, row.notes, f"file_{number}") for number, file in enumerate(report.files, 1))
    return replace(report, files=files, unread=row.notes.unread())


def _same(one: Report, other: Report) -> bool:
    return (one.report_id, one.declared_version) == (other.report_id, other.declared_version)


def _joined(rows: Sequence[Report]) -> Report:
    """The rows of one report: the first value of each field, and all their lists without repeats."""
    if len(rows) == 1:
        return rows[0]
    joined: dict[str, Any] = {}
    for name in rows[0].__struct_fields__:
        told = [getattr(row, name) for row in rows]
        if isinstance(told[0], tuple):
            items = {msgspec.json.encode(item): item for each in reversed(told) for item in reversed(each)}
            joined[name] = tuple(reversed(items.values()))
        else:
            joined[name] = next((each for each in told if each is not None), None)
    return replace(rows[0], **joined)
