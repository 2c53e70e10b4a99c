"""Bytes to text when a document does not keep what it says of its encoding."""

from __future__ import annotations

import codecs

from vigie.report.nouns import Saying, say

_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF32_LE, "utf-32"), (codecs.BOM_UTF32_BE, "utf-32"),
          (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))  # fmt: skip


def marked(data: bytes) -> str | None:
    """The encoding a byte order mark names, else what the first two characters betray; None if nothing does."""
    for mark, name in _MARKS:
        if data.startswith(mark):
            return name
    if len(data) >= 4 and data[0] and data[1] == 0 and data[2] and data[3] == 0:
        return "utf-16-le"
    if len(data) >= 4 and data[0] == 0 and data[1] and data[2] == 0 and data[3]:
        return "utf-16-be"
    return None


def decode(data: bytes) -> tuple[str, Saying | None]:
    """Text, and a sentence when it had to be read otherwise than as its mark says or as UTF-8. Never raises."""
    name = marked(data) or "utf-8"
    try:
        return data.decode(name), None
    except UnicodeDecodeError:
        if name.startswith("utf-8"):
            return western(data), say("the text is not UTF-8; it was read as windows-1252")
        return data.decode(name, "replace"), say("some characters are damaged, and shown as {mark}", mark="\ufffd")


def glimpse(head: bytes) -> str:
    """The text of a document's first bytes, which may end within a character; without a byte order mark."""
    return head.decode(marked(head) or "utf-8", "replace").lstrip("\ufeff")


def western(data: bytes) -> str:
    """Bytes as windows-1252; the five that it leaves undefined as U+FFFD."""
    return data.decode("windows-1252", "replace")
