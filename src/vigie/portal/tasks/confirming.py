"""That a person has called the numbers and opened the links which the public is given. No machine can say it.

What was confirmed is named by a digest of what the pack says: when a number changes, nobody has confirmed it.
"""

from __future__ import annotations

import hashlib
from datetime import datetime
from typing import NamedTuple

import msgspec

from vigie.journey.tasks.write import short_write
from vigie.ledger.chain import Act
from vigie.ledger.models import Entry
from vigie.ledger.tags import Tag
from vigie.portal.country import Public, public

_json = msgspec.json.Encoder(order="deterministic").encode


class Confirmed(NamedTuple):
    """Who said it, and when."""

    who: str
    at: datetime


def digest(read: Public) -> str:
    """Names what a country's public is told to call and to open."""
    return hashlib.sha256(_json(read.number)).hexdigest()


def confirm(country: str, who: str, reason: str) -> None:
    """Writes into the ledger that this person answers for a country's numbers as they are now."""
    read = public(country)
    said: dict[str, str | int] = {"numbers": len(read.number), "digest": digest(read), "reason": reason}
    with short_write() as acts:
        acts.append(Act(Tag.HELP_CONFIRMED, _subject(country), who, said))


def confirmed(country: str) -> Confirmed | None:
    """Who has confirmed the numbers as they are now; None when nobody has, or when they have changed since."""
    latest = Entry.objects.filter(tag=Tag.HELP_CONFIRMED, subject=_subject(country)).order_by("-number").first()
    if latest is None or msgspec.json.decode(latest.payload).get("digest") != digest(public(country)):
        return None
    return Confirmed(latest.actor, latest.at)


def _subject(country: str) -> str:
    return f"pack:{country.upper()}"
