"""A whole table to reports: what CSV and NDJSON have in common once a row has its cells."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

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
    last: Report | None = None
    for row in rows:
        read = _read(row, reader, document, shelf)
        if isinstance(read, Report) and last is not None and _same(last, read):
            last = _joined(last, read)
            continue
        if last is not None:
            yield last
        last = None
        if isinstance(read, Report):
            last = read
        else:
            yield read
    if last is not None:
        yield last
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


def _joined(first: Report, more: Report) -> Report:
    """Two rows of one report: the first row's single values, and the lists of both without repeats."""
    changed = {}
    for name in first.__struct_fields__:
        one, other = getattr(first, name), getattr(more, name)
        if isinstance(one, tuple):
            changed[name] = tuple(dict.fromkeys((*one, *other)))
        elif one is None:
            changed[name] = other
    return replace(first, **changed)
