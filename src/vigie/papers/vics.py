"""The files of a dossier for forensic tools: a Project VIC case in VICS 2.0 JSON. Pure.

Only files whose bytes were received, for MD5 is the key there. A category is never made up: it is the one that a list
gave, in that list's own vocabulary, as a tag; the field itself says "not categorised".
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import msgspec

from vigie.papers.content import Content, Piece
from vigie.report.nouns import FilePrint, Match, Purpose, ReportedFile

CONTEXT = "http://github.com/VICSDATAMODEL/ProjectVic/DataModels/2.0.xml/Default/$metadata#Cases"
KNOWN = (Purpose.KNOWN, Purpose.VIRAL, Purpose.OWN)
Record = dict[str, Any]


def vics(content: Content) -> bytes:
    """The case as a JSON document; empty bytes when no file was received."""
    media = list(_media(content))
    if not media:
        return b""
    case = {
        "CaseID": content.reference,
        "CaseNumber": content.asked.case or content.reference,
        "SourceApplicationName": "Vigie",
        "SourceApplicationVersion": content.program,
        "TotalMediaFiles": len(media),
        "Media": media,
    }
    return msgspec.json.format(msgspec.json.encode({"@odata.context": CONTEXT, "value": [case]}), indent=1) + b"\n"


def _media(content: Content) -> Iterator[Record]:
    places = {one.sha256: one.place for one in content.included}
    seen: dict[str, Record] = {}
    for piece in content.pieces:
        for place, file in enumerate(piece.report.files):
            found = piece.matches.prints[place] if place < len(piece.matches.prints) else None
            if found is None:
                continue
            record = seen.setdefault(found.sha256, _record(len(seen) + 1, found, places.get(found.sha256)))
            record["MediaFiles"].append(_named(piece, file, found))
            _told(record, [one for one in piece.matches.matches if one.file == place and one.purpose in KNOWN])
    yield from seen.values()


def _record(number: int, found: FilePrint, place: str | None) -> Record:
    md5 = found.md5.upper()
    others = [("SHA256", found.sha256.upper()), *([("PDQ", found.pdq.upper())] if found.pdq else [])]
    return {
        "MediaID": number,
        "Category": 0,
        "MD5": md5,
        "SHA1": found.sha1.upper(),
        "MediaSize": found.size,
        **({"MimeType": found.kind} if found.kind else {}),
        **({"RelativeFilePath": place} if place else {}),
        "IsPrecategorized": False,
        "AlternativeHashes": [{"MD5": md5, "HashName": name, "HashValue": value} for name, value in others],
        "MediaFiles": [],
    }


def _named(piece: Piece, file: ReportedFile, found: FilePrint) -> Record:
    written = {"Created": file.uploaded_at.isoformat()} if file.uploaded_at else {}
    name = file.name or file.original_name or file.file_id or found.sha256
    return {"MD5": found.md5.upper(), "FileName": name, "FilePath": piece.name, "SourceID": piece.name, **written}


def _told(record: Record, matches: list[Match]) -> None:
    """What lists of known material say of a file."""
    for one in matches:
        tags = [record.get("Tags", ""), f"{one.list}:{one.category}" if one.category else one.list]
        record["Tags"] = ";".join(dict.fromkeys(filter(None, tags)))
        for name, value in (("VictimIdentified", one.victim_identified), ("IsDistributed", one.distributed)):
            if value is not None:
                record[name] = value
        if one.series:
            record["Series"] = one.series
