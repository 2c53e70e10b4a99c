"""What is new in a report since an officer last looked: read from the journal, where their reading stands too."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from msgspec import Struct

from vigie.access.models import Officer
from vigie.desk.tasks.consult import READ_AGAIN
from vigie.ledger.models import Entry
from vigie.ledger.tags import Tag

QUIET = {Tag.REPORT_READ, Tag.MEDIA_SHOWN, Tag.REPORT_DUPLICATE}


class News(Struct, frozen=True):
    """What happened after somebody's last reading: tags with how often, the latest first."""

    since: datetime
    acts: tuple[tuple[str, int], ...]


def news(officer: Officer, journal: Sequence[Entry], now: datetime) -> News | None:
    """From a report's journal, newest first, before this reading is written. None: they never read it, or all is as it
    was. Clicks within one consultation count as one reading."""
    mine = [entry for entry in journal if entry.tag == Tag.REPORT_READ and entry.actor == officer.username]
    before = next((entry for entry in mine if now - entry.at > READ_AGAIN), None)
    if before is None:
        return None
    counts: dict[str, int] = {}
    for entry in journal:
        if entry.number > before.number and entry.actor != officer.username and entry.tag not in QUIET:
            counts[entry.tag] = counts.get(entry.tag, 0) + 1
    return News(before.at, tuple(counts.items())) if counts else None
