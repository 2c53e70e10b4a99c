"""What naming and dating facts takes."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from django.conf import settings
from msgspec import Struct

from vigie.evidence import keys
from vigie.figures import fact
from vigie.figures.fact import Event, Fact


class Desk(Struct, frozen=True):
    """One desk: the key that hides which report a fact is of, and its time zone."""

    key: bytes
    zone: ZoneInfo

    def subject(self, report_key: int) -> str:
        """A report's name among the facts."""
        return self.named(str(report_key))

    def named(self, thing: str) -> str:
        """The name among the facts of something that is no report."""
        return fact.subject(self.key, thing)

    def at(self, event: Event, when: datetime, received: datetime, report_key: int) -> Fact:
        """A bare fact about a report."""
        return Fact(
            event=event,
            day=fact.day(when, self.zone),
            week=fact.week(when, self.zone),
            received=fact.day(received, self.zone),
            subject=self.subject(report_key),
            minutes=None if event in (Event.RECEIVED, Event.JUDGED) else fact.minutes(received, when),
        )


def here() -> Desk:
    """This installation's. Raises `SealError` before `vigie init`."""
    return Desk(keys.read(settings.VIGIE_HOME / "keys", "ledger"), ZoneInfo(settings.TIME_ZONE))
