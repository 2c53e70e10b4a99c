"""One JSON object while it is read: gives typed values by name, and keeps what nobody asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from typing import Any, TypeVar

from vigie.intake import values
from vigie.intake.jsontext import dumps
from vigie.intake.notes import Notes
from vigie.intake.values import BadValue
from vigie.report.nouns import say

Value = TypeVar("Value")
_ENVELOPES = 8  # envelopes within each other that are opened
_BLANK: tuple[Any, ...] = (None, "", [], {})


class Record:
    """An object of the document. `path` is where it stands, e.g. `reportedInformation.uploadedFiles[0]`."""

    __slots__ = ("_left", "notes", "path")

    def __init__(self, fields: Mapping[str, Any], path: str, notes: Notes) -> None:
        self._left = dict(fields)
        self.path, self.notes = path, notes

    def where(self, name: str) -> str:
        """The path of a field."""
        return f"{self.path}.{name}" if self.path else name

    def take(self, *names: str) -> Any:
        """The first of these fields that says something; each counts as asked for."""
        found = None
        for name in names:
            value = self._left.pop(name, None)
            if not value and (value is None or value in _BLANK):
                continue
            if found is None:
                found = value
            else:
                self.notes.unknown(self.where(name), dumps(value))
        return found

    def text(self, *names: str) -> str | None:
        """A text, whether bare, in `{"value": …}`, or the first of a list of those."""
        value = self.take(*names)
        if value is None:
            return None
        if type(value) is str:
            return value.strip() or None
        return next((text for item in items(value, names) if (text := as_text(item)) is not None), None)

    def texts(self, *names: str) -> list[str]:
        """All texts of a field, whatever its envelopes; the inner ones bear the same or any of the names."""
        value = self.take(*names)
        if value is None:
            return []
        if type(value) is str:
            return [value.strip()] if value.strip() else []
        return [text for item in items(value, names) if (text := as_text(item)) is not None]

    def parsed(self, parse: Callable[[str], Value], *names: str) -> Value | None:
        """A typed value; None, with a remark when something else stands there."""
        text = self.text(*names)
        if text is None:
            return None
        try:
            return parse(text)
        except BadValue as bad:
            self.notes.remark(self.where(names[0]), bad.why)
            return None

    def moment(self, *names: str) -> datetime | None:
        """A moment in UTC; a remark when its zone was not said."""
        read = self.parsed(values.moment, *names)
        if read is not None and not read[1]:
            self.notes.remark(self.where(names[0]), say("the time has no zone; it was read as UTC"))
        return read[0] if read else None

    def truth(self, *names: str) -> bool | None:
        """Yes, no, or not said: null, absent, or `No Information Provided`."""
        text = self.text(*names)
        if text is None or text.lower().startswith(("no information", "unknown", "not provided", "n/a")):
            return None
        try:
            return values.truth(text)
        except BadValue as bad:
            self.notes.remark(self.where(names[0]), bad.why)
            return None

    def records(self, *names: str) -> Iterator[Record]:
        """All objects of a field, whatever its envelopes. A bare value in their place becomes `{"value": …}`."""
        value = self.take(*names)
        if value is None:
            return
        for index, item in enumerate(items(value, names)):
            fields = item if isinstance(item, Mapping) else {"value": item}
            yield Record(fields, f"{self.where(names[0])}[{index}]", self.notes)

    def rest(self) -> None:
        """Keeps what nobody asked for, and says something, as unknown."""
        for name, value in self._left.items():
            if value not in _BLANK and not _says_nothing(value):
                self.notes.unknown(self.where(name), dumps(value))
        self._left.clear()


def items(value: Any, inner: tuple[str, ...]) -> list[Any]:
    """What a value holds, out of its envelopes: `{plural: {plural: [...]}}`, a bare list, one bare object, nulls.

    An object is an envelope when nothing but one of the `inner` names in it says anything.
    """
    for _ in range(_ENVELOPES):
        if not isinstance(value, dict):
            break
        saying = [name for name, content in value.items() if content is not None]
        if len(saying) > 1 or (saying and saying[0] not in inner):
            break
        value = value[saying[0]] if saying else None
    if value is None:
        return []
    if not isinstance(value, list):
        return [value]
    found: list[Any] = []
    for item in value:
        opened = item
        if isinstance(item, dict) and len(item) == 1 and next(iter(item)) in inner:
            opened = next(iter(item.values()))
        found.extend(opened if isinstance(opened, list) else [opened])
    return [item for item in found if item is not None]


def as_text(value: Any) -> str | None:
    """A scalar, or the `value` of an object, as text; an object of another kind as its JSON. None when blank."""
    if isinstance(value, dict) and "value" in value:
        value = value["value"]
    if value is None:
        return None
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, dict | list):
        return dumps(value) if value else None
    return str(value).strip() or None


def _says_nothing(value: Any) -> bool:
    """Whether an object or list holds nothing but nulls and blanks, two levels down."""
    if isinstance(value, dict):
        return all(inner in _BLANK or (isinstance(inner, dict) and not any(inner.values())) for inner in value.values())
    return isinstance(value, list) and all(inner in _BLANK for inner in value)
