"""A CSV of reports from a hotline or partner: a heading with our columns, or any heading and a mapping beside it.

The columns and the mapping are in `docs/formats.md`. The table is streamed: its length does not matter.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from vigie.intake import paths
from vigie.intake.encoding import glimpse
from vigie.intake.format import Format, Open, Unread, Unreadable
from vigie.intake.notes import Notes
from vigie.intake.table.columns import REPORT, spelled, target
from vigie.intake.table.lines import Damaged, Rows, lines
from vigie.intake.table.mapping import mapping_for
from vigie.intake.table.reading import BadRow, Row, reports
from vigie.intake.table.row import Reader
from vigie.report.nouns import Member, Parcel, Report, Saying, say

_DELIMITERS = (",", ";", "\t", "|")
_ENDINGS = ("csv", "tsv")
_MOST_COLUMNS = 2_000


def _sniff(path: str, head: bytes) -> float:
    ending = paths.ending(path)
    if ending not in (*_ENDINGS, "txt") or not head:
        return 0.0
    first = glimpse(head).lstrip().split("\n", 1)[0]
    if first[:1] in ("{", "[", "<", "%"):
        return 0.0
    known = {spelled(cell) for cell in _heading(first, _delimiter(first)) if target(cell)}
    if "report_id" in known and len(known) > 1:
        return 0.9
    return 0.35 if ending in _ENDINGS else 0.0


def _heading(line: str, delimiter: str) -> list[str]:
    return [cell.strip().strip('"') for cell in line.strip("\ufeff\r\n").split(delimiter)]


def _delimiter(line: str) -> str:
    """The delimiter that gives most columns we know, then most columns."""
    return max(
        _DELIMITERS, key=lambda mark: (sum(target(cell) is not None for cell in _heading(line, mark)), line.count(mark))
    )


def _read(document: Member, parcel: Parcel, open: Open) -> Iterator[Report | Unread]:
    mapping = mapping_for(document, parcel, open)
    reader = Reader(mapping, "table-csv/1")
    with open(document) as stream:
        source = lines(stream, mapping.encoding)
        first = next((line for line in source if line is None or line.strip("\ufeff\r\n ")), None)
        if first is None:
            raise Unreadable(say("the table is empty, or its heading is no line of text"))
        rows = Rows(source, mapping.delimiter or _delimiter(first))
        rows.push(first)
        heading = _first_row(rows)
        for missing in _checked(heading, reader):
            yield Unread(
                document.path,
                say("the mapping names the column “{name}”; the table has none", name=missing),
                whole=False,
            )
        rows.width = len(heading)
        yield from reports(_rows(rows, heading), reader, document, parcel)


def _first_row(rows: Rows) -> list[str]:
    first = next(iter(rows), None)
    if first is None or isinstance(first, Damaged) or len(first[0]) > _MOST_COLUMNS:
        raise Unreadable(say("the heading of the table cannot be read"))
    return [cell.strip().lstrip("\ufeff") for cell in first[0]]


def _checked(heading: Sequence[str], reader: Reader) -> list[str]:
    """The headings that the mapping names in vain. Raises `Unreadable` when no column holds the report's number."""
    placed = [reader.place(cell) for cell in heading]
    if not any(each and each[1].field == "report_id" and each[1].subject == "report" for each in placed):
        raise Unreadable(
            say(
                "no column is the report's number: name one “{name}”, or put a mapping file beside the table",
                name=next(iter(REPORT)),
            )
        )
    return reader.lacks(heading)


def _rows(rows: Rows, heading: Sequence[str]) -> Iterator[Row | BadRow]:
    for number, row in enumerate(rows, 2):
        if isinstance(row, Damaged):
            yield BadRow(number, say("row {row}: {what}", row=number, what=str(row.why)))
            continue
        cells, odd = row
        if len(cells) > len(heading) and any(cell.strip() for cell in cells[len(heading) :]):
            yield BadRow(number, _too_many(number, len(cells), len(heading)))
            continue
        notes = Notes()
        if odd:
            notes.remark("", say("the text is not UTF-8; it was read as windows-1252"))
        if len(cells) < len(heading):
            notes.remark("", say("the row has {n} cells of {most}", n=len(cells), most=len(heading)))
        yield Row(number, dict(zip(heading, cells, strict=False)), notes)


def _too_many(row: int, cells: int, most: int) -> Saying:
    return say("row {row} has {n} cells, and the heading only {most}", row=row, n=cells, most=most)


def _example() -> Mapping[str, bytes]:
    return {"hotline-x/hotline-x.csv": _TABLE, "hotline-x/hotline-x.mapping.toml": _MAPPING}


_TABLE = b"""Case number;received;company;URL;email;ip;ip_time;port;Nature;file_md5
HX-1;03/01/2026 08:00;Example Hotline;https://example.invalid/a;u1@example.invalid;203.0.113.7;2026-01-02T03:04:05Z;443;page;
HX-2;03/01/2026 09:30;Example Hotline;https://example.invalid/b|https://example.invalid/c;;2001:db8::7;2026-01-02T04:00:00Z;;page;00000000000000000000000000000000
"""
_MAPPING = b"""source = "hotline-x"
delimiter = ";"
dates = "%d/%m/%Y %H:%M"
timezone = "Europe/Brussels"

[columns]
report_id = "Case number"
kind = "Nature"

[constants]
language = "fr"

[values.kind]
page = "Misleading Words or Digital Images on the Internet"
"""

FORMAT = Format(version=1, what="Table of a hotline or partner (CSV)", sniff=_sniff, read=_read, example=_example)
