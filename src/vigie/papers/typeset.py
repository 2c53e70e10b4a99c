"""Sets a paper: blocks of text become a PDF that is an archive's (PDF/A-3a) and everybody's (PDF/UA-1). Pure.

The same blocks give the same bytes: fonts are those inside typst, the date is the dossier's, nothing is fetched.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

import typst

from vigie.papers.signing import PapersError

TEMPLATE = Path(__file__).parent / "templates" / "paper.typ"
STANDARDS: list[Any] = ["a-3a", "ua-1"]
Block = Mapping[str, Any]


@cache
def _template() -> bytes:
    return TEMPLATE.read_bytes()


def heading(text: str, level: int = 1) -> Block:
    return {"kind": "heading", "level": level, "text": text}


def para(text: str) -> Block:
    return {"kind": "para", "text": text}


def closing(text: str) -> Block:
    """A paragraph that stands on the page of what follows: no signature stands on a page alone."""
    return {"kind": "closing", "text": text}


def note(text: str) -> Block:
    return {"kind": "note", "text": text}


def facts(rows: Sequence[tuple[str, Sequence[str]]]) -> Block:
    """Names and their values, one below the other."""
    return {"kind": "facts", "rows": [[name, list(values)] for name, values in rows]}


def items(texts: Sequence[str]) -> Block:
    return {"kind": "list", "items": list(texts)}


def digests(text: str, rows: Sequence[tuple[str, str]]) -> Block:
    """A file with its digests, each on one line."""
    return {"kind": "digests", "text": text, "rows": [list(row) for row in rows]}


def table(
    columns: Sequence[int], head: Sequence[str], rows: Sequence[Sequence[str]], mono: Sequence[int] = ()
) -> Block:
    """A table. `columns`: widths as shares, 0 for as wide as needed; `mono`: columns of digests."""
    told = {"columns": list(columns), "head": list(head), "rows": [list(row) for row in rows], "mono": list(mono)}
    return {"kind": "table", "numbers": False, "total": False, **told}


def numbers(head: Sequence[str], rows: Sequence[Sequence[str]], *, total: bool) -> Block:
    """A table of numbers: names in the first column, numbers at the right; the last row may be a total."""
    return {**table([5, *[2] * (len(head) - 1)], head, rows), "numbers": True, "total": total}


def lines(kind: str, texts: Sequence[str]) -> Block:
    """An address or a signature."""
    return {"kind": kind, "lines": list(texts)}


BREAK: Block = {"kind": "leaf"}


def pdf(paper: Mapping[str, Any], blocks: Sequence[Block], at: datetime) -> bytes:
    """The document. `paper` is what its head and foot say. Raises `PapersError`."""
    date = [*at.astimezone(UTC).timetuple()[:6]]
    told = json.dumps({**paper, "blocks": list(blocks), "date": date}, ensure_ascii=False)
    try:
        made = typst.compile(
            _template(),
            sys_inputs={"told": told},
            pdf_standards=STANDARDS,
            ignore_system_fonts=True,
            timestamp=int(at.timestamp()),
        )
    except typst.TypstError as error:
        raise PapersError(f"the paper cannot be set: {error}") from error
    if not isinstance(made, bytes):
        raise PapersError("the paper was set in pieces")
    return made
