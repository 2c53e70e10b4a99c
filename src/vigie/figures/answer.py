"""A written answer to a parliamentary question, drafted from chosen figures as an ODT that a person finishes and signs.

It holds the question as it was put, each figure as a table with what must be known to read it, and no judgement: where
an author must write, it says so.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from datetime import date

from msgspec import Struct
from odfdo import Document, Element, Paragraph, Table

from vigie.figures import looks
from vigie.figures.sheet import Reader, Sheet
from vigie.report.nouns import say

WIDEST = 6  # columns of numbers on a page


class Question(Struct, frozen=True):
    """What parliament asks: who put it, its number, its text."""

    number: str
    author: str
    text: str
    on: date


class Part(Struct, frozen=True):
    """As much of a figure as a page is wide: the head, and the lines, each with its name first."""

    head: tuple[str, ...]
    lines: tuple[tuple[str, ...], ...]
    total: bool  # the last line is the sum


def draft(question: Question, sheets: Sequence[Sheet], reader: Reader, today: date, service: str = "") -> bytes:
    """The draft as an OpenDocument text."""
    speak, document = reader.speak, Document("text")
    document.body.clear()
    looks.dress(document, reader.language, service, speak(say("Draft of {day}: not signed", day=f"{today:%d/%m/%Y}")))
    append = document.body.append
    append(looks.heading(1, speak(say("Written question {number}", number=question.number))))
    append(Paragraph(speak(say("Put by {author} on {day}", author=question.author, day=f"{question.on:%d/%m/%Y}"))))
    append(looks.heading(2, speak(say("The question"))))
    for text in question.text.splitlines():
        append(Paragraph(text))
    append(looks.heading(2, speak(say("Draft of the answer, {day}", day=f"{today:%d/%m/%Y}"))))
    note = speak(say("[To be written by the author. The figures below are the desk's own.]"))
    append(Paragraph(note, style=looks.NOTE))
    for number, sheet in enumerate(sheets, 1):
        for element in _figure(number, sheet, reader):
            append(element)
    append(looks.heading(2, speak(say("How these figures were made"))))
    for method in METHOD:
        append(Paragraph(speak(method)))
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


METHOD = (
    say("Figures are counted from facts that are appended when something happens and never changed afterwards."),
    say("A report is counted once, on the day it was first received, whatever the number of times it was sent."),
    say("A change of the law, or of the way in which a company reports, is not a rise in crime: breaks are named."),
    say("Small numbers are hidden, with those that would give them away."),
)
NOTHING = say("Nothing was counted in this period.")


def parts(sheet: Sheet, reader: Reader) -> Iterator[Part]:
    """A figure as pages take it: a long series stands upright, one line for each period; a wide table with many rows is
    cut into several."""
    lines = [(name, *cells) for name, cells in zip(sheet.rows, sheet.cells, strict=True)]
    lines += [(reader.speak(say("Total")), *sheet.totals)] if sheet.totals else []
    if len(sheet.columns) > WIDEST and len(lines) <= WIDEST:
        head = (reader.speak(say("Period")), *(line[0] for line in lines))
        yield Part(head, tuple(zip(sheet.columns, *(line[1:] for line in lines), strict=True)), total=False)
        return
    for first in range(0, len(sheet.columns), WIDEST):
        last = first + WIDEST
        cut = tuple((line[0], *line[1 + first : 1 + last]) for line in lines)
        yield Part(("", *sheet.columns[first:last]), cut, bool(sheet.totals))


def _figure(number: int, sheet: Sheet, reader: Reader) -> Iterator[Element]:
    yield looks.heading(3, reader.speak(say("Table {n}: {title}", n=number, title=sheet.title)))
    yield Paragraph(sheet.says, style=looks.KEEP)
    if sheet.empty:
        yield Paragraph(reader.speak(NOTHING))
    for place, part in enumerate(parts(sheet, reader)):
        name = f"figure-{number}" + (f"-{place + 1}" if place else "")
        yield _table(name, part)
    for note in (*sheet.notes, *(mark.label for mark in sheet.marks)):
        yield Paragraph(note, style=looks.SMALL)


def _table(name: str, part: Part) -> Table:
    table = Table(name, style=looks.TABLE)
    looks.columns(table, len(part.head))
    looks.row(table, part.head, head=True)
    for place, line in enumerate(part.lines):
        looks.row(table, line, total=part.total and place == len(part.lines) - 1)
    return table
