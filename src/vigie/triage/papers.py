"""Conversations that come as files: which files are to be read for their words, and what is heard in them.

Companies send chats as tables or pages beside the pictures, one file a thread (FORMATS 1.9). They are evidence like
any file; for triage they are text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from vigie.report.nouns import FilePrint, ReportedFile
from vigie.triage.words import Hit, Lexicon

ENDINGS = (".csv", ".tsv", ".txt", ".log", ".html", ".htm", ".json", ".ndjson", ".xml", ".eml", ".md", ".rtf")
KINDS = ("text/", "application/json", "application/xml", "message/")
MOST = 2 << 20  # bytes of one file that are read: a long conversation; the rest stays for the officer
PIECE = 30_000  # characters read at once
MOST_HITS = 200  # kept of one file
TAGS = re.compile(r"<[^<>]{0,400}>")


def is_paper(file: ReportedFile, print_: FilePrint | None) -> bool:
    """Whether a file is text: by its bytes when they were looked at, else by its name."""
    if print_ is not None and print_.kind:
        return print_.kind.startswith(KINDS)
    name = (file.original_name or file.name or file.media_path or "").casefold()
    return name.endswith(ENDINGS)


def words_of(content: bytes) -> str:
    """The text in bytes, whatever they were written with; marks of a page are left out."""
    for encoding in ("utf-8-sig", "utf-16") if content[:2] not in (b"\xff\xfe", b"\xfe\xff") else ("utf-16",):
        try:
            return TAGS.sub(" ", content.decode(encoding))
        except UnicodeDecodeError:
            continue
    return TAGS.sub(" ", content.decode("cp1252", "replace"))


def pieces_of(text: str) -> Iterator[str]:
    """A long text, some lines at a time."""
    start = 0
    while start < len(text):
        end = text.rfind("\n", start + 1, start + PIECE) if len(text) - start > PIECE else len(text)
        end = end if end > start else min(start + PIECE, len(text))
        yield text[start:end]
        start = end


def overhear(text: str, lexicon: Lexicon) -> tuple[Hit, ...]:
    """Every cue in a conversation, each wording once, the first `MOST_HITS`."""
    found: dict[tuple[str, str], Hit] = {}
    for piece in pieces_of(text):
        for hit in lexicon.listen(piece):
            kept = found.get((hit.cue, hit.words))
            if kept is None and len(found) < MOST_HITS:
                found[hit.cue, hit.words] = hit
    return tuple(found.values())
