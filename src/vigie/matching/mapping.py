"""A plain table whose columns have names of their own: a small TOML file says what they are.

[columns]            # ours = theirs
md5 = "Hash value"
category = "Grade"
[always]             # what the table does not say, and is so of every row
profile = "example"
"""

from __future__ import annotations

import csv
import io
import tomllib
from collections.abc import Iterable, Iterator
from typing import Any, BinaryIO

import msgspec
from msgspec import Struct

from vigie.matching.rejoin import rejoined
from vigie.matching.source import Entry, Refused
from vigie.matching.telling import KEYS, READERS, TOLD
from vigie.matching.writing import fingerprints
from vigie.report.nouns import Remark

DELIMITERS = ",;\t|"
LONGEST = 1 << 16  # bytes of the header


class BadMapping(ValueError):
    """The file does not say which column is what; the message is for who wrote it."""


class Columns(Struct, frozen=True, forbid_unknown_fields=True):
    """What the columns of a table are called, by our names, and what is said of every row."""

    columns: dict[str, str]
    always: dict[str, str] = {}
    delimiter: str = ""

    def renamed(self, stream: BinaryIO) -> BinaryIO:
        """The table with our names in its header. Raises `BadMapping` when a column named is not there."""
        header = stream.readline(LONGEST)
        text = header.decode("utf-8-sig", "replace").rstrip("\r\n")
        between = self.delimiter or max(DELIMITERS, key=text.count)
        names = [cell.strip() for cell in next(csv.reader([text], delimiter=between), [])]
        if missing := [theirs for theirs in self.columns.values() if theirs not in names]:
            raise BadMapping(f"the table has no column {missing[0]!r}; it has: {', '.join(names)}")
        ours = {theirs: name for name, theirs in self.columns.items()}
        out = io.StringIO()
        # A column that nobody named is not ours by accident: "id" may be anything.
        csv.writer(out, delimiter=between).writerow([ours.get(name, f"unnamed {name}") for name in names])
        return rejoined(out.getvalue().encode(), stream)

    def told(self, entries: Iterable[Entry | Refused | Remark]) -> Iterator[Entry | Refused | Remark]:
        """The entries, each with what is said of every row where it says nothing itself."""
        said: dict[str, Any] = {name: READERS[name](value) for name, value in self.always.items()}
        for one in entries:
            if isinstance(one, Entry):
                mine = {name: value for name, value in said.items() if getattr(one, name) is None}
                one = msgspec.structs.replace(one, **mine)
            yield one


def read(content: bytes) -> Columns:
    """The mapping in a TOML file. Raises `BadMapping`."""
    try:
        found = msgspec.convert(tomllib.loads(content.decode()), Columns)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, msgspec.ValidationError) as wrong:
        raise BadMapping(str(wrong)) from wrong
    known = {*fingerprints(), *TOLD, *KEYS}
    if strange := [name for name in found.columns if name not in known]:
        raise BadMapping(f"{strange[0]} is no name of ours; there are: {', '.join(sorted(known))}")
    if not set(found.columns) & set(fingerprints()):
        raise BadMapping("no column of hashes is named")
    if strange := [name for name in found.always if name not in TOLD]:
        raise BadMapping(f"{strange[0]} cannot be said of every row")
    return found
