"""Cells to values, in the way a table writes them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo
from typing import Any

from vigie.intake import values
from vigie.intake.notes import Notes
from vigie.intake.table.columns import As
from vigie.intake.values import BadValue, shown
from vigie.report.nouns import say

Cell = str | Sequence[str]  # a list only in NDJSON


@dataclass(frozen=True, slots=True)
class Manner:
    """How a table writes lists and times."""

    list: str = "|"
    dates: Sequence[str] = ()  # strptime; "epoch" and "epoch-ms" are seconds and milliseconds since 1970
    timezone: tzinfo | None = None

    def read(self, cell: Cell, how: As, where: str, notes: Notes) -> Any:
        """The value of a filled cell, a tuple where there may be several; None with a remark when it is not one."""
        if how is As.LIST or how is As.TEXTS:
            return self._several(cell, how)
        text = cell if isinstance(cell, str) else " ".join(cell)
        try:
            return self._moment(text, where, notes) if how is As.MOMENT else _READERS[how](text)
        except BadValue as bad:
            notes.remark(where, bad.why)
            return None

    def _several(self, cell: Cell, how: As) -> tuple[str, ...]:
        if isinstance(cell, str):
            cell = cell.split(self.list) if how is As.LIST else (cell,)
        return tuple(text for each in cell if (text := values.words(each)))

    def _moment(self, text: str, where: str, notes: Notes) -> datetime:
        """A time; without a zone it is in the table's, else read as UTC with a remark."""
        for form in self.dates:
            at = _formed(text.strip(), form)
            if at is not None:
                break
        else:
            at, zoned = values.moment(text)
            at = at if zoned else at.replace(tzinfo=None)
        if at.tzinfo is None and self.timezone is None:
            notes.remark(where, say("the time has no zone; it was read as UTC"))
        try:
            return (at if at.tzinfo else at.replace(tzinfo=self.timezone or UTC)).astimezone(UTC)
        except OverflowError:
            raise BadValue(say("“{text}” is not a date with a time", text=shown(text))) from None


def _formed(text: str, form: str) -> datetime | None:
    try:
        if form in ("epoch", "epoch-ms"):
            return datetime.fromtimestamp(float(text) / (1000 if form == "epoch-ms" else 1), UTC)
        return datetime.strptime(text, form)
    except (ValueError, OverflowError, OSError):
        return None


def _upper(text: str) -> str:
    return text.strip().upper()


def _lower(text: str) -> str:
    return text.strip().lower()


_READERS: Mapping[As, Callable[[str], Any]] = {
    As.TEXT: values.words,
    As.DIGEST: values.words,
    As.UPPER: _upper,
    As.LOWER: _lower,
    As.DAY: values.day,
    As.AGE: values.age,
    As.COUNT: lambda text: values.whole(text, 1, 9999),
    As.TRUTH: values.truth,
    As.HOST: values.host,
    As.PORT: values.port,
}
