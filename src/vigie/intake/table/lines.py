"""The lines and rows of a text, one after the other, however long the text and however damaged a line."""

from __future__ import annotations

import csv
import io
import re
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, BinaryIO

from vigie.intake.encoding import marked, western
from vigie.intake.format import Unreadable
from vigie.report.nouns import Saying, say

LONGEST = 16 * 1024 * 1024  # characters of one line
_RECORD = 1024 * 1024  # characters, and
_RECORD_LINES = 5_000  # lines, of one row of a CSV: a quotation mark open for longer was never meant as one
_UTF8 = "utf-8-sig"

csv.field_size_limit(LONGEST)  # of the process: Python's own 128 KB is less than a long conversation


@dataclass(frozen=True, slots=True)
class Damaged:
    """A row that cannot be taken apart."""

    why: Saying


def lines(stream: BinaryIO, encoding: str | None) -> Iterator[str | None]:
    """The lines of a text with their ends; None for one longer than `LONGEST`, which is passed over.

    The encoding is the one given, else what a byte order mark says, else UTF-8. Bytes that are not UTF-8 come as lone
    surrogates: `mended` reads such a line again as windows-1252. Raises `Unreadable` for an unknown encoding.
    """
    raw: Any = stream
    buffered: Any = raw if hasattr(raw, "read1") else io.BufferedReader(raw)
    start = buffered.peek(4)[:4] if hasattr(buffered, "peek") else _peek(buffered)
    name = encoding or marked(start) or _UTF8
    errors = "surrogateescape" if name.lower().replace("_", "-").startswith("utf-8") else "replace"
    try:
        bytes(range(256)).decode(name, "replace")  # some codecs are none for texts, and fail only when they are used
        text = io.TextIOWrapper(buffered, _UTF8 if errors == "surrogateescape" else name, errors, newline="")
    except (LookupError, ValueError):
        raise Unreadable(say("there is no encoding called “{name}”", name=name)) from None
    while line := text.readline(LONGEST + 1):
        if len(line) <= LONGEST:
            yield line
            continue
        while line and not line.endswith(("\n", "\r")):
            line = text.readline(LONGEST)
        yield None


def _peek(stream: BinaryIO) -> bytes:
    if not stream.seekable():
        return b""
    start = stream.read(4)
    stream.seek(-len(start), io.SEEK_CUR)
    return start


def mended(line: str) -> tuple[str, bool]:
    """A line as it should be read, and whether it was not UTF-8 and was read as windows-1252."""
    if "\x00" in line:
        line = line.replace("\x00", "\ufffd")
    if line.isascii():
        return line, False
    try:
        line.encode("utf-8")
    except UnicodeEncodeError:
        return western(line.encode("utf-8", "surrogateescape")), True
    return line, False


class Rows:
    """The rows of a CSV. A damaged one does not take the next ones with it: reading goes on at the line behind."""

    def __init__(self, source: Iterator[str | None], delimiter: str) -> None:
        self._source, self._delimiter = source, delimiter
        self._opening = re.compile(rf'(?:^|{re.escape(delimiter)})"')  # elsewhere it is a character like others
        self._ahead: deque[str | None] = deque()
        self.width: int | None = None  # cells of a row, once known: a row over several lines must have as many

    def __iter__(self) -> Iterator[tuple[list[str], bool] | Damaged]:
        """Each row's cells and whether they were not UTF-8; blank lines are passed over, damaged rows are said."""
        while (line := self._next()) != "":
            if line is None:
                yield Damaged(say("the line is longer than {most} million characters", most=LONGEST // 2**20))
            elif line.strip("\r\n"):
                yield self._row(line)

    def push(self, line: str | None) -> None:
        """Puts a line back, to be read next."""
        self._ahead.appendleft(line)

    def _next(self) -> str | None:
        return self._ahead.popleft() if self._ahead else next(self._source, "")

    def _row(self, first: str) -> tuple[list[str], bool] | Damaged:
        if '"' not in first or not self._opening.search(first):
            cells, odd = mended(first.rstrip("\r\n"))
            return cells.split(self._delimiter), odd
        record = self._record(first)
        read = self._parsed(record, strict=True) if record else None
        if record and read and self._fits(read[0], record[: read[1]]):
            self._ahead.extendleft(reversed(record[read[1] :]))
            return read[0], read[2]
        self._ahead.extendleft(reversed((record or [])[1:]))
        read = self._parsed([first], strict=False) if self._closed(first) else None
        if read and (self.width is None or len(read[0]) == self.width):
            return read[0], read[2]
        return Damaged(say("a quotation mark is opened and not closed as it should be"))

    def _record(self, first: str) -> list[str] | None:
        """The lines of a row: as many as it takes to close the quotation marks. None, with the lines put back, when
        that is too many."""
        record, size, quotes = [first], len(first), first.count('"')
        while quotes % 2:
            line = self._next()
            size += len(line or "")
            if not line or size > _RECORD or len(record) >= _RECORD_LINES:
                put_back = record[1:] if line == "" else [*record[1:], line]
                self._ahead.extendleft(reversed(put_back))
                return None
            record.append(line)
            quotes += line.count('"')
        return record

    def _parsed(self, record: list[str], strict: bool) -> tuple[list[str], int, bool] | None:
        """The cells, how many lines they took, and whether they were not UTF-8."""
        plain = [mended(line) for line in record]
        reader = csv.reader((line for line, _ in plain), delimiter=self._delimiter, strict=strict)
        try:
            cells = next(reader)
        except (csv.Error, StopIteration):
            return None
        return cells, reader.line_num, any(odd for _, odd in plain[: reader.line_num])

    def _fits(self, cells: list[str], record: list[str]) -> bool:
        return self.width is None or len(record) == 1 or len(cells) == self.width

    @staticmethod
    def _closed(line: str) -> bool:
        return line.count('"') % 2 == 0
