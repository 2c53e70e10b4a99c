"""One report as a service, hotline or partner sends it to our own JSON interface: `"format": "vigie-report/1"`.

Its keys are the columns of a table (`docs/formats.md`); persons, files and addresses are objects within. The report's
number is not in it: the gateway gives it, as the name of the folder.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from msgspec.structs import replace

from vigie.intake import identity, paths
from vigie.intake.document import load
from vigie.intake.encoding import glimpse
from vigie.intake.format import Format, Open, Unread, Unreadable
from vigie.intake.jsontext import loads
from vigie.intake.media import tie
from vigie.intake.notes import Notes
from vigie.intake.table.mapping import TableMapping
from vigie.intake.table.objects import flat
from vigie.intake.table.row import Reader
from vigie.report.nouns import Member, Parcel, Report, SourceName, say

MARK = "vigie-report/1"
NAME = "vigie-report.json"  # what the gateway calls it
_MARKED = re.compile(r'"format"\s*:\s*"vigie-report/1"')
_OURS = ("format", "complete", "urgent")  # said to the gateway, not of the case


def _sniff(path: str, head: bytes) -> float:
    text = glimpse(head).lstrip()
    if not text.startswith("{"):
        return 0.0
    if _MARKED.search(text):
        return 1.0
    return 0.95 if paths.name(path) == NAME else 0.0


def _read(document: Member, parcel: Parcel, open: Open) -> Iterator[Report | Unread]:
    notes = Notes()
    value = loads(load(document, open), notes)
    if not isinstance(value, dict):
        raise Unreadable(say("the document is not a JSON object"))
    told = {key: content for key, content in value.items() if key not in _OURS}
    number, version = identity.of_path(document.path)
    report_id = number or identity.invented(document.sha256)
    source, company = _sender(parcel.source, told.get("company"))
    reader = Reader(TableMapping(source=source, columns={}, constants={}, values={}), "partner-json/1")
    report = reader.report({**dict(flat(told)), "report_id": str(report_id)}, notes)
    beside = [member for member in parcel.members if member.path != document.path]
    files = tie(report.files, beside, notes, lambda number: f"files/{number}")
    yield replace(report, company=company, declared_version=version, files=files, unread=notes.unread())


def _sender(source: SourceName, told: Any) -> tuple[SourceName, str | None]:
    """Who sent it, and for which company, by the account it came from (see `ncmec_xml.sender`)."""
    kind, colon, name = source.partition(":")
    said = told.strip()[:200] if isinstance(told, str) and told.strip() else None
    if not (colon and name and kind in ("company", "service")):
        return SourceName(source or "partner"), said
    return SourceName(name), name if kind == "company" else said or name


def _example() -> Mapping[str, bytes]:
    return {"1000000001/vigie-report.json": json.dumps(_REPORT, indent=1).encode(), "1000000001/a.txt": b"synthetic"}


_REPORT = {
    "format": MARK,
    "incident_time": "2026-01-02T03:04:05Z",
    "kind": "Online Enticement of Children for Sexual Acts",
    "text": ["synthetic"],
    "reported": {
        "account": "u-1", "service": "Example", "email": ["u1@example.invalid"],
        "ip": [{"address": "203.0.113.7", "time": "2026-01-02T03:04:05Z", "port": 443}],
    },
    "victims": [{"age": 12}],
    "files": [{"name": "a.txt", "viewed": True}],
}  # fmt: skip

FORMAT = Format(version=1, what="Vigie's own JSON (partners)", sniff=_sniff, read=_read, example=_example)
