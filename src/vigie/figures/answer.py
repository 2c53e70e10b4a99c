"""A written answer to a parliamentary question, drafted from chosen figures as an ODT that a person finishes and signs.

It holds the question as it was put, each figure as a table with what must be known to read it, and no judgement: where
an author must write, it says so.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import date

from msgspec import Struct
from odfdo import Cell, Document, Header, Paragraph, Row, Table

from vigie.figures.sheet import Reader, Sheet
from vigie.report.nouns import say


class Question(Struct, frozen=True):
    """What parliament asks: who put it, its number, its text."""

    number: str
    author: str
    text: str
    on: date


def draft(question: Question, sheets: Sequence[Sheet], reader: Reader, today: date) -> bytes:
    """The draft as an OpenDocument text."""
    document = Document("text")
    body = document.body
    body.clear()
    speak = reader.speak
    body.append(Header(1, speak(say("Written question {number}", number=question.number))))
    body.append(
        Paragraph(speak(say("Put by {author} on {day}", author=question.author, day=f"{question.on:%d/%m/%Y}")))
    )
    body.append(Header(2, speak(say("The question"))))
    for part in question.text.splitlines():
        body.append(Paragraph(part))
    body.append(Header(2, speak(say("Draft of the answer, {day}", day=f"{today:%d/%m/%Y}"))))
    body.append(Paragraph(speak(say("[To be written by the author. The figures below are the desk's own.]"))))
    for number, sheet in enumerate(sheets, 1):
        _figure(body, number, sheet, reader)
    body.append(Header(2, speak(say("How these figures were made"))))
    for note in METHOD:
        body.append(Paragraph(speak(note)))
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


METHOD = (
    say("Figures are counted from facts that are appended when something happens and never changed afterwards."),
    say("A report is counted once, on the day it was first received, whatever the number of times it was sent."),
    say("A change of the law, or of the way in which a company reports, is not a rise in crime: breaks are named."),
    say("Small numbers are hidden, with those that would give them away."),
)


def _figure(body: object, number: int, sheet: Sheet, reader: Reader) -> None:
    append = body.append  # type: ignore[attr-defined]
    append(Header(3, reader.speak(say("Table {n}: {title}", n=number, title=sheet.title))))
    append(Paragraph(sheet.says))
    table = Table(f"figure-{number}")
    table.append(_row(["", *sheet.columns]))
    for name, cells in zip(sheet.rows, sheet.cells, strict=True):
        table.append(_row([name, *cells]))
    if sheet.totals:
        table.append(_row([reader.speak(say("Total")), *sheet.totals]))
    append(table)
    for note in (*sheet.notes, *(mark.label for mark in sheet.marks)):
        append(Paragraph(note))


def _row(values: Sequence[str]) -> Row:
    row = Row()
    for value in values:
        cell = Cell()
        cell.append(Paragraph(value))
        row.append(cell)
    return row
