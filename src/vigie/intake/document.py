"""A whole document in memory, within bounds."""

from __future__ import annotations

from vigie.intake.format import LARGEST_DOCUMENT, Open, Unreadable
from vigie.report.nouns import Member, say


def load(member: Member, open: Open) -> bytes:
    """All bytes of a document. Raises `Unreadable` when it is empty or larger than `LARGEST_DOCUMENT`.

    A document too large is refused on its size, before a byte of it is read.
    """
    if member.size > LARGEST_DOCUMENT:
        raise _too_large(member.size)
    with open(member) as stream:
        data = stream.read(LARGEST_DOCUMENT + 1)
    if len(data) > LARGEST_DOCUMENT:
        raise _too_large(len(data))
    if not data.strip(b"\x00 \t\r\n\xef\xbb\xbf\xff\xfe"):
        raise Unreadable(say("the file is empty"))
    return data


def _too_large(size: int) -> Unreadable:
    return Unreadable(
        say(
            "the document is too large to be one report: {size} MB, and at most {most} MB are read",
            size=size // 2**20,
            most=LARGEST_DOCUMENT // 2**20,
        )
    )
