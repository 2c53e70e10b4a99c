"""Project Arachnid, as its open clients write answers down: one JSON object a line, SHA-1 in base32, SHA-256 in hex."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import BinaryIO

import msgspec

from vigie.matching.source import Entry, Refused, Source
from vigie.matching.telling import entry
from vigie.report.nouns import Remark, say

PROFILE = "arachnid"
KNOWN = ("csam", "harmful-abusive-material")
LONGEST = 1 << 20
_decode = msgspec.json.Decoder(dict[str, object]).decode


def sniff(name: str, head: bytes) -> float:
    try:
        record = _decode(head.removeprefix(b"\xef\xbb\xbf").lstrip().split(b"\n", 1)[0])
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return 0.0
    return 0.9 if "classification" in record and ("sha1_base32" in record or "sha256_hex" in record) else 0.0


def read(stream: BinaryIO) -> Iterator[Entry | Refused | Remark]:
    number = 0
    while line := stream.readline(LONGEST):
        number += 1
        line = line.removeprefix(b"\xef\xbb\xbf").strip()
        if not line:
            continue
        try:
            record = _decode(line)
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as wrong:
            yield Refused(f"line {number}", say("not a JSON object: {value}", value=str(wrong)))
            continue
        yield from _record(f"line {number}", record)


def _record(where: str, record: Mapping[str, object]) -> list[Entry | Refused | Remark]:
    category = record.get("classification")
    if category not in KNOWN:
        return [Remark(where, say("{value} is no known material and was left out", value=str(category)))]
    near = record.get("near_match_details")
    found = [*_hashes(record)]
    for other in near if isinstance(near, list) else ():
        if isinstance(other, dict):
            found.extend(_hashes(other))
    return entry(where, None, found, {"category": category, "profile": PROFILE, "said_at": record.get("timestamp")})


def _hashes(record: Mapping[str, object]) -> Iterator[tuple[str, str]]:
    for field, kind in (("sha256_hex", "sha256"), ("sha1_base32", "sha1"), ("pdq", "pdq")):
        value = record.get(field)
        if isinstance(value, str):
            yield kind, value


SOURCE = Source(
    version=1,
    what="Project Arachnid, one JSON object a line",
    sniff=sniff,
    read=read,
    trust=0.8,
    example=b"""{"sha1_base32": "AAAQEAYEAUDAOCAJBIFQYDIOB4IBCEQT", "classification": "csam", "size_bytes": 10}
{"sha256_hex": "ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb", "classification": "csam"}
""",
)
