"""INTERPOL's ICSE hash table: `;` between, one header, flags and the number of submissions beside each picture.

Its layout is the one that open forensic tools read (FORMATS §3.3).
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from typing import BinaryIO

from vigie.matching.source import Entry, Refused, Source
from vigie.matching.telling import entry
from vigie.report.nouns import Remark, say

COLUMNS = {
    "Is distributed": "distributed",
    "Victim identified": "victim_identified",
    "Offender identified": "offender_identified",
    "Series name": "series",
    "Number of submissions": "submissions",
}
HASHES = ("MD5", "SHA1", "PhotoDNA")
PROFILE = "icse"
csv.field_size_limit(1 << 20)


def sniff(name: str, head: bytes) -> float:
    line = head.decode("utf-8-sig", "replace").splitlines()[:1]
    names = {cell.strip().strip('"').lower() for cell in line[0].split(";")} if line else set()
    return 0.9 if {"md5", "image id", "number of submissions"} <= names else 0.0


def read(stream: BinaryIO) -> Iterator[Entry | Refused | Remark]:
    lines = io.TextIOWrapper(stream, encoding="utf-8-sig", errors="replace", newline="")
    rows = csv.reader(lines, delimiter=";")
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
            names = [cell.strip() for cell in row]
        elif any(cell.strip() for cell in row):
            yield from _row(where, dict(zip(names, row, strict=False)))


def _row(where: str, cells: Mapping[str, str]) -> list[Entry | Refused | Remark]:
    told: dict[str, object] = {name: cells.get(column) for column, name in COLUMNS.items()}
    # "Baseline" is the only category that the table has: the worst of, agreed between countries.
    baseline = cells.get("Baseline", "").strip().lower()
    if baseline in ("true", "1", "yes"):
        told |= {"category": "baseline", "profile": PROFILE}
    key = cells.get("Image ID", "").strip() or None
    return entry(where, key, [(name.lower(), cells.get(name, "")) for name in HASHES], told)


SOURCE = Source(
    version=1,
    what="INTERPOL ICSE hash table",
    sniff=sniff,
    read=read,
    trust=0.9,
    example=(
        b"MD5;SHA1;PhotoDNA;Image ID;Is distributed;Victim identified;Offender identified;Series name;"
        b"Number of submissions;File Available;Media Type;Baseline\r\n"
        b"0CC175B9C0F1B6A831C399E269772661;86f7e437faa5a7fce15d1ddcb9eaeaea377667b8;;101;true;false;false;"
        b"Synthetic A;14;true;Image;true\r\n"
        b"92EB5FFEE6AE2FEC3AD71C777531578F;;;102;false;true;;;1;false;Image;false\r\n"
    ),
)
