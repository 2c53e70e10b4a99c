"""What somebody told at Vigie's own portal: the document that the portal seals (`intake/portal/document.py`)."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import UTC
from typing import Any

import msgspec

from vigie.intake.document import load
from vigie.intake.format import Format, Open, Unread, Unreadable
from vigie.intake.jsontext import dumps, loads, too_deep
from vigie.intake.media import tie
from vigie.intake.notes import Notes
from vigie.intake.portal import telling
from vigie.intake.portal.document import DOCUMENT, MARK, SOURCE, Told
from vigie.intake.values import shown
from vigie.report.nouns import Member, Parcel, Report, ReportId, SourceName, say


def _sniff(path: str, head: bytes) -> float:
    plain = head.lstrip(b"\xef\xbb\xbf \t\r\n")
    if plain[:1] == b"{" and f'"{MARK}"'.encode() in plain[:200]:
        return 1.0
    return 0.6 if path.rpartition("/")[2] == DOCUMENT and plain[:1] == b"{" else 0.0


def _read(document: Member, parcel: Parcel, open: Open) -> Iterator[Report | Unread]:
    notes = Notes()
    told = _told(loads(load(document, open), notes), notes)
    try:
        yield _report(told, document, parcel, notes)
    except RecursionError:
        raise too_deep() from None


def _told(value: Any, notes: Notes) -> Told:
    if not isinstance(value, dict) or MARK not in value:
        raise Unreadable(say("the JSON is not a report: “{key}” is missing", key=MARK))
    try:
        told = msgspec.convert(value, Told)
    except msgspec.ValidationError as error:
        raise Unreadable(say("the portal's document is not as the portal writes it: {what}", what=str(error))) from None
    if not told.number.strip():
        raise Unreadable(say("the JSON is not a report: “{key}” is missing", key="number"))
    for name in value.keys() - set(Told.__struct_fields__):
        notes.unknown(shown(name), dumps(value[name]))
    return told


def _report(told: Told, document: Member, parcel: Parcel, notes: Notes) -> Report:
    files = tuple(telling.files(told, notes))
    beside = [member for member in parcel.members if member.path != document.path]
    zoned = told.sent_at.astimezone(UTC) if told.sent_at and told.sent_at.tzinfo else None
    return Report(
        source=SourceName(SOURCE),
        report_id=ReportId(told.number.strip()[:200]),
        format="portal-json/1",
        declared_version=told.round if told.round > 1 else None,
        sent_at=zoned,
        language=told.language,
        escalation=(told.danger_why or telling.DANGER) if told.danger else None,
        annotations=telling.marks(told),
        channels=tuple(telling.channels(told)),
        people=tuple(telling.people(told, notes)),
        files=tie(files, beside, notes, lambda place: f"files[{place}]"),
        texts=tuple(telling.texts(told)),
        unread=notes.unread(),
        unknown=tuple(notes.unknowns),
    )


def _example() -> Mapping[str, bytes]:
    return {f"P-EXAMPLE/{DOCUMENT}": json.dumps(_TOLD).encode(), "P-EXAMPLE/files/1.gif": _GIF}


_GIF = (
    b"GIF89a\x01\x00\x01\x00\x80\x00\x00\x80\x80\x80\xff\xff\xff,\x00\x00\x00\x00\x01\x00\x01\x00\x00\x02\x02D\x01\x00;"
)
_TOLD = {
    MARK: 1,
    "number": "P-EXAMPLE",
    "way": "child",
    "language": "fr",
    "sent_at": "2026-01-03T00:00:00+00:00",
    "what": "game",
    "taps": ["threatens", "online-person"],
    "relation": "me",
    "danger": True,
    "game": "Example Game",
    "addresses": ["https://example.invalid/u1"],
    "accounts": [{"name": "synthetic_user", "service": "Example Game"}],
    "reporter_age": {"least": 10, "most": 12},
    "words": ["He says that he will send it to my parents."],
    "files": [{"path": "files/1.gif", "name": "screen.gif", "kind": "image/gif"}],
    "fingerprints": [{"sha256": "0" * 64, "pdq": "f" * 64, "quality": 100}],
}

FORMAT = Format(version=1, what="A submission to this desk's own portal", sniff=_sniff, read=_read, example=_example)
