"""The written answer to a parliamentary question as it would be printed: the words and tables of the ODT, set as the
papers of a dossier are (PDF/A-3a, PDF/UA-1). Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, time

from vigie.figures.answer import METHOD, NOTHING, Question, parts
from vigie.figures.sheet import Reader, Sheet
from vigie.papers import typeset
from vigie.papers.letters import letters, words
from vigie.papers.typeset import Block
from vigie.report.nouns import say


def pdf(question: Question, sheets: Sequence[Sheet], reader: Reader, today: date, service: str) -> bytes:
    """The draft as a PDF. The same question and figures give the same bytes."""
    speak = reader.speak
    paper = {
        "language": reader.language,
        "title": speak(say("Written question {number}", number=question.number)),
        "reference": question.number,
        "state": words(letters(reader.land.pack).head.state, reader.language),
        "service": service,
        "secret": speak(say("Draft of {day}: not signed", day=f"{today:%d/%m/%Y}")),
        "page": speak(say("page {n} of {m}")),
        "labels": {"reference": speak(say("Reference"))},
    }
    return typeset.pdf(paper, list(_blocks(question, sheets, reader)), datetime.combine(today, time(12), UTC))


def _blocks(question: Question, sheets: Sequence[Sheet], reader: Reader) -> Iterator[Block]:
    speak = reader.speak
    yield typeset.para(speak(say("Put by {author} on {day}", author=question.author, day=f"{question.on:%d/%m/%Y}")))
    yield typeset.heading(speak(say("The question")))
    yield from (typeset.para(part) for part in question.text.splitlines() if part.strip())
    yield typeset.heading(speak(say("Draft of the answer")))
    yield typeset.note(speak(say("[To be written by the author. The figures below are the desk's own.]")))
    for number, sheet in enumerate(sheets, 1):
        yield typeset.heading(speak(say("Table {n}: {title}", n=number, title=sheet.title)), 2)
        yield typeset.para(sheet.says)
        if sheet.empty:
            yield typeset.para(speak(NOTHING))
        for part in parts(sheet, reader):
            yield typeset.numbers(part.head, part.lines, total=part.total)
        yield from (typeset.para(note) for note in (*sheet.notes, *(mark.label for mark in sheet.marks)))
    yield typeset.heading(speak(say("How these figures were made")))
    yield typeset.items([speak(note) for note in METHOD])
