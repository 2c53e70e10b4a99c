"""Entries of our own list, written for others: VICS 2.0 as forensic tools read it, or a JSON object a line.

What is written is read back by `sources/` as it was, but for what a format has no place for.
"""

from __future__ import annotations

import base64
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any

import msgspec

from vigie.matching import vpdq
from vigie.matching.source import Entry

CONTEXT = "http://github.com/VICSDATAMODEL/ProjectVic/DataModels/2.0.xml/Default/$metadata#Media"
SAID = (
    "category", "profile", "series", "victim_identified", "offender_identified", "distributed", "submissions", "member",
    "votes_for", "votes_against",
)  # fmt: skip
OTHERS = {"sha256": "SHA256", "pdq": "PDQ"}  # hashes that VICS has no field for
_encode = msgspec.json.Encoder().encode

Writer = Callable[[Iterable[Entry]], Iterator[bytes | None]]  # None: an entry that this format cannot say


def ndjson(entries: Iterable[Entry]) -> Iterator[bytes | None]:
    """A JSON object a line. All kinds of hashes, and the frames of videos."""
    for entry in entries:
        line: dict[str, Any] = {"key": entry.key}
        line.update((hash_.kind, hash_.value) for hash_ in entry.hashes)
        if entry.frames:
            line["vpdq"] = vpdq.written(entry.frames)
        line.update((name, getattr(entry, name)) for name in SAID if getattr(entry, name) is not None)
        if entry.said_at is not None:
            line["said_at"] = entry.said_at.isoformat()
        yield _encode(line) + b"\n"


def vics(entries: Iterable[Entry]) -> Iterator[bytes | None]:
    """One VICS 2.0 document. An entry without MD5 has no place in it."""
    yield b'{"@odata.context":' + _encode(CONTEXT) + b',"value":[\n'
    number = 0
    for entry in entries:
        hashes = {hash_.kind: hash_.value for hash_ in entry.hashes}
        if "md5" not in hashes:
            yield None
            continue
        number += 1
        yield (b",\n" if number > 1 else b"") + _encode(_media(number, entry, hashes))
    yield b"\n]}\n"


def _media(number: int, entry: Entry, hashes: Mapping[str, str]) -> dict[str, Any]:
    md5 = hashes["md5"].upper()
    code = entry.category or ""
    own = (entry.profile or "").startswith("vics") and code.isdigit()
    media: dict[str, Any] = {"MediaID": number, "Category": int(code) if own else 0, "MD5": md5}
    if "sha1" in hashes:
        media["SHA1"] = hashes["sha1"].upper()
    if "photodna" in hashes:
        media["PhotoDNA"] = base64.b64encode(bytes.fromhex(hashes["photodna"])).decode()
    others = [
        {"MD5": md5, "HashName": name, "HashValue": hashes[kind]} for kind, name in OTHERS.items() if kind in hashes
    ]
    if code and not own:
        media["Tags"] = f"{entry.profile or 'category'}:{code}"  # another vocabulary's word is not turned into a number
    told = {
        "Series": entry.series,
        "VictimIdentified": _flag(entry.victim_identified),
        "OffenderIdentified": _flag(entry.offender_identified),
        "IsDistributed": _flag(entry.distributed),
        "DateUpdated": _moment(entry.said_at),
        "AlternativeHashes": others or None,
    }
    return media | {name: value for name, value in told.items() if value is not None}


def _flag(value: bool | None) -> str | None:
    return None if value is None else str(value).lower()


def _moment(at: datetime | None) -> str | None:
    return None if at is None else at.isoformat()


WRITERS: Mapping[str, Writer] = {"vics": vics, "ndjson": ndjson}
