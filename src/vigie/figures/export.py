"""A figure as a file: CSV, JSON, ODS. Hidden cells stay hidden, and what must be known to read it goes along."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Mapping, Sequence

from odfdo import Cell, Document, Row
from odfdo import Table as Sheets

from vigie.figures.sheet import Sheet
from vigie.figures.table import Number


def as_csv(sheet: Sheet) -> bytes:
    """Rows and columns as on the page; the first line says what it is. UTF-8 with a mark, for spreadsheets."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([sheet.title, *sheet.columns])
    for name, line, shown in zip(sheet.rows, sheet.numbers, sheet.cells, strict=True):
        writer.writerow([_plain(name), *(_number(n, text) for n, text in zip(line, shown, strict=True))])
    for note in (sheet.says, *sheet.notes, *(mark.label for mark in sheet.marks)):
        writer.writerow([note])
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def _plain(text: str) -> str:
    """A text that no spreadsheet takes for a formula: names come from outside."""
    return f"'{text}" if text[:1] in "=+-@\t\r" else text


def _number(number: Number, shown: str) -> str:
    return shown if number is None else f"{number:.10g}"


def as_json(sheet: Sheet) -> bytes:
    """Keys and numbers as they are, with the names people read. A hidden number is null, and named among `hidden`."""
    return json.dumps(told(sheet), ensure_ascii=False, indent=1).encode()


def told(sheet: Sheet) -> dict[str, object]:
    """The same as plain values."""
    return {
        "name": sheet.name,
        "title": sheet.title,
        "says": sheet.says,
        "unit": sheet.unit.value,
        "dimension": sheet.dimension,
        "periods": list(sheet.periods),
        "columns": list(sheet.columns),  # the same in words
        "rows": [
            {"key": key, "name": name, "values": list(line), "shown": list(shown)}
            for key, name, line, shown in zip(sheet.keys, sheet.rows, sheet.numbers, sheet.cells, strict=True)
        ],
        "totals": list(sheet.totals),
        "notes": list(sheet.notes),
        "breaks": [mark.label for mark in sheet.marks],
    }


def as_ods(sheets: Sequence[Sheet]) -> bytes:
    """A workbook: one leaf for each figure."""
    book = Document("spreadsheet")
    body = book.body
    body.clear()
    taken: set[str] = set()
    for sheet in sheets:
        body.append(_leaf(sheet, taken))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _leaf(sheet: Sheet, taken: set[str]) -> Sheets:
    name = sheet.name.replace("-", " ")[:31]
    taken.add(name)
    leaf = Sheets(name)
    leaf.append(_line([sheet.title]))
    leaf.append(_line(["", *sheet.columns]))
    for label, numbers, shown in zip(sheet.rows, sheet.numbers, sheet.cells, strict=True):
        values = [text if n is None else n for n, text in zip(numbers, shown, strict=True)]
        leaf.append(_line([label, *values]))
    for note in (sheet.says, *sheet.notes, *(mark.label for mark in sheet.marks)):
        leaf.append(_line([note]))
    return leaf


def _line(values: Sequence[str | float]) -> Row:
    row = Row()
    for value in values:
        row.append(Cell(value))
    return row


KINDS: Mapping[str, tuple[str, Callable[[Sheet], bytes]]] = {
    "csv": ("text/csv; charset=utf-8", as_csv),
    "json": ("application/json", as_json),
    "ods": ("application/vnd.oasis.opendocument.spreadsheet", lambda sheet: as_ods([sheet])),
}
