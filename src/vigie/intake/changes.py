"""What differs between two tellings of one report, and a digest that is equal when nothing does."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import zip_longest
from typing import Any

import msgspec

from vigie.report.nouns import Report

SHORT = 200  # characters of a value that a change repeats
_READING = ("format", "declared_version")  # of the reading or the envelope, not of what is told
_ALIGNED = 400  # lists longer than this are compared place by place
_ABSENT = object()


@dataclass(frozen=True, slots=True)
class Change:
    """One difference: where, e.g. `people[1].emails[0].value`, and both values as short JSON; empty where absent."""

    path: str
    before: str
    after: str


def digest(report: Report) -> str:
    """SHA-256, in hex, of what a report tells: equal for equal tellings, however they were written or packed.

    Received files count by their own SHA-256 and not by where they lay.
    """
    return hashlib.sha256(_json(_told(report))).hexdigest()


def changes(before: Report, after: Report) -> tuple[Change, ...]:
    """Every difference between two versions; empty exactly when their digests are equal."""
    return tuple(_between("", _told(before), _told(after)))


def _told(report: Report) -> dict[str, Any]:
    told: dict[str, Any] = msgspec.to_builtins(report)
    for name in _READING:
        told.pop(name, None)
    for file in told.get("files", ()):
        file.pop("media_path", None)
    return told


def _between(path: str, before: Any, after: Any) -> Iterator[Change]:
    if before == after:
        return
    if isinstance(before, dict) and isinstance(after, dict):
        for name in sorted(before.keys() | after.keys()):
            inner = f"{path}.{name}" if path else name
            yield from _between(inner, before.get(name, _ABSENT), after.get(name, _ABSENT))
    elif isinstance(before, Sequence) and isinstance(after, Sequence) and not isinstance(before, str | bytes):
        for index, left, right in _pairs(before, after):
            yield from _between(f"{path}[{index}]", left, right)
    else:
        yield Change(path, _short(before), _short(after))


def _pairs(before: Sequence[Any], after: Sequence[Any]) -> Iterator[tuple[int, Any, Any]]:
    """The items of two lists that are not equal, each beside the one that took its place. Positions are those of the
    newer list, or of the older one for what is gone."""
    if len(before) > _ALIGNED or len(after) > _ALIGNED:
        for index, (left, right) in enumerate(zip_longest(before, after, fillvalue=_ABSENT)):
            yield index, left, right
        return
    matcher = SequenceMatcher(None, [_json(item) for item in before], [_json(item) for item in after], autojunk=False)
    for kind, b0, b1, a0, a1 in matcher.get_opcodes():
        if kind == "equal":
            continue
        for offset, (left, right) in enumerate(zip_longest(before[b0:b1], after[a0:a1], fillvalue=_ABSENT)):
            yield (a0 if right is not _ABSENT else b0) + offset, left, right


def _json(value: Any) -> bytes:
    return msgspec.json.encode(value, order="sorted")


def _short(value: Any) -> str:
    if value is _ABSENT:
        return ""
    text = _json(value).decode("utf-8", "replace")
    return text if len(text) <= SHORT else text[: SHORT - 1] + "…"
