"""Fingerprints of pictures and videos, a JSON object a line: `{"pdq": "..."}`, `{"vpdq": ["hash,quality,seconds"]}`,
`{"hash": "..."}`, or as ThreatExchange has them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import BinaryIO

import msgspec

from vigie.matching.source import Entry, Refused, Source
from vigie.matching.telling import KEYS, TOLD, entry
from vigie.matching.writing import fingerprints
from vigie.report.nouns import Remark, say

LONGEST = 1 << 24  # bytes of one line: a long video has many frames
VIDEOS = ("vpdq", "video_vpdq")
_decode = msgspec.json.Decoder(dict[str, object]).decode


def _hashes(record: Mapping[str, object]) -> list[tuple[str, str]]:
    low = {str(name).lower().replace("-", "").replace("_", ""): value for name, value in record.items()}
    named = [(kind, str(low[kind])) for kind in fingerprints() if isinstance(low.get(kind), str)]
    if str(low.get("signaltype") or low.get("type") or low.get("kind")).lower() in VIDEOS:
        return named
    if isinstance(low.get("indicator"), str):
        named.append((str(low.get("signaltype") or low.get("type") or "pdq"), str(low["indicator"])))
    if isinstance(low.get("hash"), str):
        named.append((str(low.get("kind") or low.get("hashtype") or "pdq"), str(low["hash"])))
    return named


def _video(record: Mapping[str, object]) -> object:
    """The frames of a video, as vPDQ's own tools or ThreatExchange have them."""
    low = {str(name).lower(): value for name, value in record.items()}
    named = str(low.get("signal_type") or low.get("type") or low.get("kind") or "").lower()
    return low.get("vpdq") or (low.get("indicator") or low.get("hash") if named in VIDEOS else None)


def _key(record: Mapping[str, object]) -> str | None:
    return next((str(record[name]) for name in KEYS if record.get(name) not in (None, "")), None)


def sniff(name: str, head: bytes) -> float:
    line = head.removeprefix(b"\xef\xbb\xbf").lstrip().split(b"\n", 1)[0]
    try:
        record = _decode(line)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return 0.0
    return 0.7 if _hashes(record) or _video(record) else 0.0


def read(stream: BinaryIO) -> Iterator[Entry | Refused | Remark]:
    number = 0
    while line := stream.readline(LONGEST):
        number += 1
        where = f"line {number}"
        line = line.removeprefix(b"\xef\xbb\xbf").strip()
        if not line:
            continue
        try:
            record = _decode(line)
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as wrong:
            yield Refused(where, say("not a JSON object: {value}", value=str(wrong)))
            continue
        told = {name: value for name, value in record.items() if name in TOLD and not isinstance(value, dict | list)}
        yield from entry(where, _key(record), _hashes(record), told, _video(record))


SOURCE = Source(
    version=1,
    what="PDQ and vPDQ, one JSON object a line",
    sniff=sniff,
    read=read,
    trust=0.5,
    example=b"""{"pdq": "f8f8f0cee0f4a84f06370a22038f63f0b36e2ed596621e1d33e6b39c4e9c9b22", "category": "1"}
{"signal_type": "pdq", "indicator": "30a10efd71cc3d429013d48d0ffffc52e34e0e17ada952a9d29685211ea9e5af", "id": 7}
{"vpdq": ["f8f8f0cee0f4a84f06370a22038f63f0b36e2ed596621e1d33e6b39c4e9c9b22,100,0.000",\
"30a10efd71cc3d429013d48d0ffffc52e34e0e17ada952a9d29685211ea9e5af,97,1.000"], "id": "film 1", "category": "1"}
""",
)
