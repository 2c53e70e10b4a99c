"""An NDJSON of reports from a hotline or partner: one JSON object a line, with our columns as keys or a mapping beside.

Objects within the object are columns too: `{"victim": {"age": 12}}` is `victim_age`, and a list of objects counts
them: `{"files": [{"md5": …}, {"md5": …}]}` is `file_1_md5` and `file_2_md5`. `docs/formats.md` has the columns.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping

from vigie.intake import paths
from vigie.intake.encoding import glimpse
from vigie.intake.format import Format, Open, Unread, Unreadable
from vigie.intake.jsontext import loads
from vigie.intake.notes import Notes
from vigie.intake.table.lines import LONGEST, lines, mended
from vigie.intake.table.mapping import mapping_for
from vigie.intake.table.objects import flat
from vigie.intake.table.reading import BadRow, Row, reports
from vigie.intake.table.row import Reader
from vigie.report.nouns import Member, Parcel, Report, say

_ENDINGS = ("ndjson", "jsonl")
_KEY = re.compile(r'^\s*\{.{0,4000}?"report[_-]?id"\s*:', re.IGNORECASE | re.DOTALL)


def _sniff(path: str, head: bytes) -> float:
    text = glimpse(head).lstrip()
    if not text.startswith("{") or '"reportedInformation"' in text:
        return 0.0
    if paths.ending(path) in _ENDINGS:
        return 0.9 if '"report_id"' in text else 0.65
    second = text.partition("\n")[2].lstrip()
    return 0.7 if _KEY.match(text) and '"report_id"' in text and second[:1] in ("", "{") else 0.0


def _read(document: Member, parcel: Parcel, open: Open) -> Iterator[Report | Unread]:
    mapping = mapping_for(document, parcel, open)
    reader = Reader(mapping, "table-ndjson/1")
    with open(document) as stream:
        yield from reports(_rows(lines(stream, mapping.encoding)), reader, document, parcel)


def _rows(source: Iterator[str | None]) -> Iterator[Row | BadRow]:
    for number, line in enumerate(source, 1):
        if line is None:
            yield BadRow(
                number,
                say("row {row}: the line is longer than {most} million characters", row=number, most=LONGEST // 2**20),
            )
        elif line.strip("\ufeff \t\r\n\x00"):
            yield _row(number, line)


def _row(number: int, line: str) -> Row | BadRow:
    notes = Notes()
    text, odd = mended(line)
    if odd:
        notes.remark("", say("the text is not UTF-8; it was read as windows-1252"))
    try:
        value = loads(text.encode("utf-8", "replace"), notes)
    except Unreadable as error:
        return BadRow(number, say("row {row}: {what}", row=number, what=str(error.why)))
    if not isinstance(value, dict):
        return BadRow(number, say("row {row} is not a JSON object", row=number))
    return Row(number, dict(flat(value)), notes)


def _example() -> Mapping[str, bytes]:
    return {"partner-y/partner-y.ndjson": _TABLE}


_ROWS = (
    {
        "report_id": "PY-1", "received": "2026-01-03T08:00:00Z", "company": "Example Partner", "text": "synthetic",
        "url": ["https://example.invalid/a"],
        "reported": {
            "email": "u1@example.invalid",
            "ip": [{"address": "203.0.113.7", "time": "2026-01-02T03:04:05Z", "port": 443}],
        },
    },
    {
        "report_id": "PY-2", "received": "2026-01-03T09:00:00Z", "company": "Example Partner", "victim": {"age": 12},
        "files": [{"md5": "00000000000000000000000000000000", "viewed": True}, {"name": "b.bin"}],
    },
)  # fmt: skip
_TABLE = "".join(f"{json.dumps(row)}\n" for row in _ROWS).encode()

FORMAT = Format(version=1, what="Table of a hotline or partner (NDJSON)", sniff=_sniff, read=_read, example=_example)
