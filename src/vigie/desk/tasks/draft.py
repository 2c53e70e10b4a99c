"""Keeps what an officer is writing, so that a closed window, a break or a colleague's call loses nothing."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime

from vigie.access.models import Officer
from vigie.desk.models import Draft
from vigie.desk.tasks.act import standing_of

FIELDS = ("class_", "outcome", "punishable", "unit", "country", "duplicate_of", "reason")
MOST = 4000


def keep(officer: Officer, report_key: int, version_key: int, said: Mapping[str, str], offences: list[str]) -> datetime:
    """Keeps a draft in the place of the one before. Raises `Unknown`."""
    standing_of(officer, report_key)
    kept = {name: said.get(name, "").replace("\0", "")[:MOST] for name in FIELDS}
    now = datetime.now(UTC)
    values = {"version_key": version_key, "at": now, "said": {**kept, "offences": [one[:80] for one in offences[:40]]}}
    Draft.objects.update_or_create(officer=officer.username, report_key=report_key, defaults=values)
    return now


def drop(officer: Officer, report_key: int) -> None:
    """Throws a draft away. Raises `Unknown`."""
    standing_of(officer, report_key)
    Draft.objects.filter(officer=officer.username, report_key=report_key).delete()


def of(officer: Officer, report_key: int) -> Draft | None:
    """This officer's draft on a report."""
    return Draft.objects.filter(officer=officer.username, report_key=report_key).first()
