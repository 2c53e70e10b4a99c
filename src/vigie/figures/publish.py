"""A year's figures as open data: a CSV for each table, described by CSV on the Web (W3C) and a data package, with the
notes on method that belong to them, and the digests of all of it. Pure.

The tables are in long form (one number a line) with keys and names, so that a machine need not know our language. What
is hidden has no number and says `hidden`; what is empty says `none`.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from msgspec import Struct

from vigie.figures.answer import METHOD
from vigie.figures.sheet import Reader, Sheet
from vigie.figures.suppress import SMALL
from vigie.report.nouns import say

LICENCE = "CC-BY-4.0"  # as SPDX names it
COLUMNS = (
    ("period", "string", say("The period: 2026, 2026-Q1, 2026-03 or 2026-W09 (ISO 8601)")),
    ("key", "string", say("The value of the table's dimension, as a key that does not change")),
    ("name", "string", say("The same, in words")),
    ("value", "number", say("The number; empty where it is hidden or there is none")),
    ("status", "string", say("shown, hidden (too small, or it would give a small one away), or none")),
)
TABLE_CONTEXT = "http://www.w3.org/ns/csvw"


class Issue(Struct, frozen=True):
    """Which publication this is."""

    year: int
    service: str
    country: str
    made: date
    program: str


def files(sheets: Sequence[Sheet], issue: Issue, reader: Reader) -> dict[str, bytes]:
    """The publication, by file name. The same figures give the same bytes."""
    made = {f"{sheet.name}.csv": _csv(sheet) for sheet in sheets if not sheet.empty}
    told = [sheet for sheet in sheets if not sheet.empty]
    made["csv-metadata.json"] = _json(_web(told, issue, reader))
    made["datapackage.json"] = _json(_package(told, issue, reader, made))
    made["method.md"] = "\n".join(_method(sheets, issue, reader)).encode() + b"\n"
    made["SHA256SUMS"] = "".join(
        f"{hashlib.sha256(content).hexdigest()}  {name}\n" for name, content in sorted(made.items())
    ).encode()
    return made


def _csv(sheet: Sheet) -> bytes:
    out = io.StringIO()
    lines = csv.writer(out, lineterminator="\r\n")
    lines.writerow([name for name, _, _ in COLUMNS])
    for row, (key, name) in enumerate(zip(sheet.keys, sheet.rows, strict=True)):
        for column, period in enumerate(sheet.periods):
            number = sheet.numbers[row][column]
            status = "shown" if number is not None else "hidden" if (row, column) in sheet.hidden else "none"
            lines.writerow([period, _plain(key), _plain(name), "" if number is None else f"{number:.10g}", status])
    return out.getvalue().encode()


def _plain(text: str) -> str:
    """A text that no spreadsheet takes for a formula: names come from outside."""
    return f"'{text}" if text[:1] in "=+-@\t\r" else text


def _web(sheets: Sequence[Sheet], issue: Issue, reader: Reader) -> dict[str, Any]:
    """CSV on the Web: what each column is."""
    language = reader.language
    return {
        "@context": [TABLE_CONTEXT, {"@language": language}],
        "dc:title": _title(issue, reader),
        "dc:publisher": issue.service,
        "dc:license": LICENCE,
        "dc:issued": {"@value": issue.made.isoformat(), "@type": "xsd:date"},
        "tables": [
            {
                "url": f"{sheet.name}.csv",
                "dc:title": sheet.title,
                "dc:description": sheet.says,
                "notes": [{"text": note} for note in _notes(sheet)],
                "tableSchema": {
                    "columns": [
                        {"name": name, "titles": name, "datatype": kind, "dc:description": reader.speak(says)}
                        for name, kind, says in COLUMNS
                    ],
                    "primaryKey": ["period", "key"],
                },
            }
            for sheet in sheets
        ],
    }


def _package(sheets: Sequence[Sheet], issue: Issue, reader: Reader, made: Mapping[str, bytes]) -> dict[str, Any]:
    """The same for those who read data packages."""
    return {
        "profile": "tabular-data-package",
        "name": f"vigie-{issue.country.lower()}-{issue.year}",
        "title": _title(issue, reader),
        "created": issue.made.isoformat(),
        "licenses": [{"name": LICENCE}],
        "contributors": [{"title": issue.service, "role": "publisher"}],
        "resources": [
            {
                "name": sheet.name,
                "path": f"{sheet.name}.csv",
                "title": sheet.title,
                "description": " ".join((sheet.says, *_notes(sheet))),
                "profile": "tabular-data-resource",
                "encoding": "utf-8",
                "bytes": len(made[f"{sheet.name}.csv"]),
                "hash": f"sha256:{hashlib.sha256(made[f'{sheet.name}.csv']).hexdigest()}",
                "schema": {
                    "fields": [
                        {"name": name, "type": kind, "description": reader.speak(says)} for name, kind, says in COLUMNS
                    ],
                    "primaryKey": ["period", "key"],
                    "missingValues": [""],
                },
            }
            for sheet in sheets
        ],
    }


def _title(issue: Issue, reader: Reader) -> str:
    return reader.speak(say("Reports of online child sexual exploitation: figures of {year}", year=issue.year))


def _notes(sheet: Sheet) -> tuple[str, ...]:
    return (*sheet.notes, *(mark.label for mark in sheet.marks))


def _method(sheets: Sequence[Sheet], issue: Issue, reader: Reader) -> Iterator[str]:
    """The notes on method, in Markdown."""
    speak = reader.speak
    yield f"# {_title(issue, reader)}"
    yield ""
    yield f"{issue.service}, {issue.made:%d/%m/%Y}. {issue.program}. {LICENCE}."
    yield f"\n## {speak(say('How these figures were made'))}\n"
    yield from (f"- {speak(note)}" for note in (*METHOD, *MORE))
    yield f"\n## {speak(say('Breaks in the series'))}\n"
    marks = sorted(
        {(one.on, one.label.get(reader.language) or next(iter(one.label.values()))) for one in reader.breaks}
    )
    yield from (f"- {on:%d/%m/%Y}: {label}" for on, label in marks)
    yield f"\n## {speak(say('Tables'))}\n"
    for sheet in sheets:
        if sheet.empty:
            yield f"### {sheet.title}\n\n{speak(say('Nothing was counted in this year: no file.'))}\n"
            continue
        yield f"### {sheet.title}\n\n[{sheet.name}.csv]({sheet.name}.csv). {sheet.says}\n"
        yield from (f"- {note}" for note in _notes(sheet))
        yield ""


MORE = (
    say("Days are those of the desk's own time zone; a week is an ISO 8601 week."),
    say("A judgement that is corrected later corrects the figure: an earlier publication is not rewritten."),
    say("A percentage is of the reports for which the answer is known; what is not known is a row of its own."),
    say("Counts below {n} are hidden, with others beside them, so that no sum tells them; zero is shown.", n=SMALL),
    say("The figures count reports, not persons, victims or offences: one person may be in thousands of reports."),
)


def _json(told: object) -> bytes:
    return json.dumps(told, ensure_ascii=False, indent=1).encode() + b"\n"
