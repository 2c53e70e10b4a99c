"""JSON bytes to values: within bounds, whatever stands in them."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from typing import Any

from vigie.intake.encoding import decode
from vigie.intake.format import Unreadable
from vigie.intake.notes import Notes
from vigie.intake.values import shown, sound
from vigie.report.nouns import Saying, say

_ILL = re.compile(r"\\u(?:0000|[dD][89a-fA-F])")  # written as escapes: NUL, and what may be half of a character
_DIGITS = 18  # digits of a whole number that is read as one; a longer one is kept as text


def loads(data: bytes, notes: Notes) -> Any:
    """The value of a JSON document. Remarks say what had to be read otherwise than written: the encoding, a key that
    stands twice (the last is read, the first kept as unknown), a number that is none.

    Raises `Unreadable` when it is broken, ends early, or nests deeper than any report.
    """
    text, repair = decode(data)
    if repair is not None:
        notes.remark("", repair)
    reader = json.JSONDecoder(
        object_pairs_hook=_Pairs(notes), parse_int=_whole, parse_constant=lambda name: None, strict=False
    )
    try:
        value = reader.decode(sound(text.lstrip("\ufeff").strip("\x00 \t\r\n")))
        return _sound(value) if _ILL.search(text) else value
    except json.JSONDecodeError as error:
        raise Unreadable(_broken(error)) from None
    except RecursionError:
        raise too_deep() from None


def _broken(error: json.JSONDecodeError) -> Saying:
    if error.pos >= len(error.doc) - 1 or error.msg.startswith("Unterminated"):
        return say("the JSON ends early, at line {line}: the file was cut off", line=error.doc.count("\n") + 1)
    return say("the JSON is broken at line {line}: {what}", line=error.lineno, what=error.msg)


def too_deep() -> Unreadable:
    """The reason for a document nested more deeply than any report."""
    return Unreadable(say("the JSON is nested more deeply than any report"))


def dumps(value: Any) -> str:
    """A value as JSON text on one line, as unknown elements are kept."""
    return json.dumps(value, ensure_ascii=False)


def _sound(value: Any) -> Any:
    """The same value with every text in it as stores can hold it."""
    if isinstance(value, str):
        return sound(value)
    if isinstance(value, dict):
        return {sound(key): _sound(inner) for key, inner in value.items()}
    return [_sound(inner) for inner in value] if isinstance(value, list) else value


def _whole(digits: str) -> int | str:
    return int(digits) if len(digits) <= _DIGITS else digits


class _Pairs:
    """Makes an object of its pairs, and tells of a key that stands twice."""

    def __init__(self, notes: Notes) -> None:
        self._notes = notes

    def __call__(self, pairs: Sequence[tuple[str, Any]]) -> dict[str, Any]:
        made = dict(pairs)
        if len(made) != len(pairs):
            seen: dict[str, Any] = {}
            for key, value in pairs:
                if key in seen:
                    self._notes.remark(shown(key), say("this key stands twice; the last was read"))
                    self._notes.unknown(shown(key), dumps(seen[key]))
                seen[key] = value
        return made
