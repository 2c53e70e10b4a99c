"""The message of an e-mail that was taken apart (`intake/mail.py`): a report where nothing better came with it."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from email.utils import getaddresses, parsedate_to_datetime
from typing import Any

from vigie.intake.cybertipline.company import registrable
from vigie.intake.document import load
from vigie.intake.encoding import glimpse
from vigie.intake.format import Format, Open, Unread, Unreadable
from vigie.intake.jsontext import loads
from vigie.intake.mail import MARK, MESSAGE
from vigie.intake.media import tie
from vigie.intake.notes import Notes
from vigie.intake.values import BadValue, moment
from vigie.report.nouns import Email, Member, Parcel, Person, Report, ReportId, Role, SourceName, say

_MARKED = re.compile(r'"format":\s?"vigie-mail/1"')


def _sniff(path: str, head: bytes) -> float:
    text = glimpse(head).lstrip()
    return 0.45 if text.startswith("{") and _MARKED.search(text) else 0.0


def _read(document: Member, parcel: Parcel, open: Open) -> Iterator[Report | Unread]:
    notes = Notes()
    told = loads(load(document, open), notes)
    if not isinstance(told, dict):
        raise Unreadable(say("the document is not a JSON object"))
    beside = [member for member in parcel.members if member.path != document.path]
    senders = _addresses(told.get("from"))
    texts = [text for key in ("subject", "text") if (text := str(told.get(key) or "").strip())]
    identity = str(told.get("message_id") or "").strip() or document.sha256
    yield Report(
        source=SourceName(parcel.source.partition(":")[2] or parcel.source or "mail"),
        report_id=ReportId(f"mail-{hashlib.sha256(identity.encode()).hexdigest()[:16]}"),
        format="mail-message/1",
        sent_at=_sent(str(told.get("date") or "")),
        company=next((name for one in senders if (name := registrable(one.value.rpartition("@")[2]))), None),
        people=tuple(Person(Role.REPORTER, emails=(one,)) for one in senders[:1]),
        texts=tuple(texts),
        files=tie([], beside, notes, str),
        unread=notes.unread(),
    )


def _addresses(line: Any) -> list[Email]:
    found = getaddresses([line]) if isinstance(line, str) else []
    return [Email(address) for _, address in found if "@" in address]


def _sent(line: str) -> Any:
    try:
        return moment(parsedate_to_datetime(line).isoformat())[0]
    except (ValueError, TypeError, IndexError, OverflowError, BadValue):
        return None


def _example() -> Mapping[str, bytes]:
    told = {
        "format": MARK, "from": "Desk <desk@partner.example>", "to": "vigie@police.invalid",
        "date": "Fri, 02 Jan 2026 03:04:05 +0000", "subject": "Synthetic", "message_id": "<1@partner.example>",
        "text": "synthetic words",
    }  # fmt: skip
    return {f"mail.eml/{MESSAGE}": json.dumps(told).encode(), "mail.eml/notes.txt": b"synthetic"}


FORMAT = Format(version=1, what="E-mail, with what is attached", sniff=_sniff, read=_read, example=_example)
