"""Project VIC (VICS) 1.x and 2.0, also CAID's: a JSON document of media, streamed; hash sets and cases.

Flags come as booleans or as words; a category of 0 is none; a category means what the document's country profile says,
and is kept with it. PhotoDNA stands in its own field (2.0) or among the alternative hashes (1.x). FORMATS §3.2.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, BinaryIO

import ijson

from vigie.matching.rejoin import rejoined
from vigie.matching.source import Entry, Refused, Source
from vigie.matching.telling import entry
from vigie.report.nouns import HEAD, Remark, say

MARKS = (b"ProjectVic/DataModels", b"ProjectVic\\/DataModels", b"VICSDATAMODEL", b"caid", b"CAID")
CONTEXTS = ("odata.metadata", "@odata.context")
TOLD = {
    "Series": "series",
    "VictimIdentified": "victim_identified",
    "OffenderIdentified": "offender_identified",
    "IsDistributed": "distributed",
    "DateUpdated": "said_at",
}
HASHES = {"MD5": "md5", "SHA1": "sha1", "PhotoDNA": "photodna"}
RECORDS = ("value.item", "value.item.Media.item")  # where media stand: in a hash set, and in a case
DEEPEST = 32
BOM = b"\xef\xbb\xbf"


def sniff(name: str, head: bytes) -> float:
    text = head.removeprefix(BOM).lstrip()
    marked = any(mark in text for mark in MARKS)
    return 0.95 if text.startswith(b"{") and marked and b"odata" in text else 0.0


class _TooDeep(ValueError):
    """Nested deeper than any such list."""


def _shallow(stream: BinaryIO) -> Iterator[tuple[str, Any]]:
    """The parser's events: it has no limit of its own, and a file of brackets would take all memory."""
    depth = 0
    for event, value in ijson.basic_parse(stream, use_float=True):
        depth += (event in ("start_map", "start_array")) - (event in ("end_map", "end_array"))
        if depth > DEEPEST:
            raise _TooDeep(f"more than {DEEPEST} levels")
        yield event, value


def _objects(stream: BinaryIO) -> Iterator[tuple[str, Any]]:
    """(context, record) of each media record, one at a time."""
    context, builder, record = "", None, ""
    for prefix, event, value in ijson.parse(_shallow(stream)):
        if builder is None and event == "string" and prefix in CONTEXTS:
            context = value
        elif builder is None and event == "start_map" and prefix in RECORDS:
            builder, record = ijson.ObjectBuilder(), prefix
        elif event == "map_key" and value == "Media" and prefix == record == RECORDS[0]:
            builder = None  # this is a case: the media in it are the records
        if builder is not None:
            builder.event(event, value)
            if event == "end_map" and prefix == record:
                yield context, builder.value
                builder = None


def read(stream: BinaryIO) -> Iterator[Entry | Refused | Remark]:
    start = stream.read(HEAD)
    number = 0
    try:
        for context, record in _objects(rejoined(start.removeprefix(BOM), stream)):
            number += 1
            yield from _media(f"record {number}", context, record)
    except (ijson.JSONError, _TooDeep, UnicodeDecodeError) as wrong:
        yield Refused(f"after record {number}", say("the JSON cannot be read further: {value}", value=str(wrong)[:200]))


def profile(context: str) -> str:
    """Whose categories they are: `vics/2.0/UK`, `vics/1.3`."""
    parts = context.partition("DataModels/")[2] or context.partition("ProjectVic/")[2]
    words = [word for word in parts.partition("#")[0].split("/") if word not in ("", "$metadata")]
    return "/".join(["vics", *(word.removesuffix(".xml") for word in words[:2])])


def _category(record: Mapping[str, Any]) -> str | None:
    code = str(record.get("Category") or "").strip()
    return code if code not in ("", "0") else None


def _media(where: str, context: str, record: Mapping[str, Any]) -> list[Entry | Refused | Remark]:
    written = [(kind, str(record.get(name) or "")) for name, kind in HASHES.items()]
    others = record.get("AlternativeHashes")
    for other in others if isinstance(others, list) else ():
        if isinstance(other, dict) and str(other.get("HashName", "")).lower() in ("photodna", "sha256", "pdq"):
            written += [(str(other["HashName"]), str(other.get("HashValue") or ""))]
    category = _category(record)
    told = {name: record.get(column) for column, name in TOLD.items()}
    told |= {"category": category, "profile": profile(context) if category else None}
    return entry(where, None, written, told)  # MediaID is a number in one file; the first hash is the file's own


SOURCE = Source(
    version=1,
    what="Project VIC / CAID media (VICS 1.x and 2.0)",
    sniff=sniff,
    read=read,
    trust=0.8,
    example=b"""{"odata.metadata":"http://github.com/ICMEC/ProjectVic/DataModels/1.3.xml#Media","value":[
 {"odata.id":"Media(\\"1\\")","MediaID":1,"Category":1,"MD5":"0CC175B9C0F1B6A831C399E269772661",
  "SHA1":"86F7E437FAA5A7FCE15D1DDCB9EAEAEA377667B8","MediaSize":"10","VictimIdentified":"true",
  "OffenderIdentified":"false","IsDistributed":"true","Series":"Synthetic A","AlternativeHashes":[],
  "MediaFiles":[{"MD5":"0CC175B9C0F1B6A831C399E269772661","FileName":"a.jpg","FilePath":"C:\\\\x\\\\a.jpg"}]},
 {"MediaID":2,"Category":0,"MD5":"92EB5FFEE6AE2FEC3AD71C777531578F","VictimIdentified":false}]}
""",
)
