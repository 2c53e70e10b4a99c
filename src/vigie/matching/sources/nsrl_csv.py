"""Known harmless files as NIST's reference library lists them (RDS 2.x, `NSRLFile.txt`): programs, systems, stock.

What the library itself calls malicious is left out. Such a list can only be one of harmless files.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from typing import BinaryIO

from vigie.matching.source import Entry, Refused, Source
from vigie.matching.telling import entry
from vigie.report.nouns import Purpose, Remark, say

COLUMNS = {"sha-1", "md5", "filename", "productcode"}
MALICIOUS = "M"
csv.field_size_limit(1 << 20)


def sniff(name: str, head: bytes) -> float:
    line = head.decode("utf-8-sig", "replace").splitlines()[:1]
    names = {cell.strip().strip('"').lower() for cell in line[0].split(",")} if line else set()
    return 0.95 if names >= COLUMNS else 0.0


def read(stream: BinaryIO) -> Iterator[Entry | Refused | Remark]:
    lines = io.TextIOWrapper(stream, encoding="utf-8-sig", errors="replace", newline="")
    rows = csv.reader(lines)
    names: list[str] = []
    while True:
        where = f"line {rows.line_num + 1}"
        try:
            row = next(rows)
        except StopIteration:
            return
        except csv.Error as wrong:
            yield Refused(where, say("this line cannot be read: {value}", value=str(wrong)))
            continue
        if not names:
            names = [cell.strip().lower() for cell in row]
        elif any(cell.strip() for cell in row):
            yield from _row(where, dict(zip(names, row, strict=False)))


def _row(where: str, cells: Mapping[str, str]) -> list[Entry | Refused | Remark]:
    if cells.get("specialcode", "").strip().upper() == MALICIOUS:
        return [Remark(where, say("{value} is no known material and was left out", value="M"))]
    return entry(where, None, [("sha1", cells.get("sha-1", "")), ("md5", cells.get("md5", ""))], {})


SOURCE = Source(
    version=1,
    what="NIST reference library of known files (RDS 2.x)",
    sniff=sniff,
    read=read,
    trust=0.9,
    purposes=frozenset({Purpose.KNOWN_GOOD}),
    example=(
        b'"SHA-1","MD5","CRC32","FileName","FileSize","ProductCode","OpSystemCode","SpecialCode"\r\n'
        b'"86F7E437FAA5A7FCE15D1DDCB9EAEAEA377667B8","0CC175B9C0F1B6A831C399E269772661","E8B7BE43","a.txt",1,1,"362",""\r\n'
        b'"E9D71F5EE7C92D6DC9E92FFDAD17B8BD49418F98","92EB5FFEE6AE2FEC3AD71C777531578F","71BEEFF9","b, c",1,1,"",""\r\n'
    ),
)
