"""What officers' decisions say afterwards of a report: was it grave, was it worth its reading, what did it cost?

A machine's proposal is never measured by itself: only what a person decided counts.
"""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct


class Known(Struct, frozen=True):
    """The ruling that stands on one report. `grave`: kept at the central office (a producer, live danger, a file
    already open). `right`: worth its reading, passed on or kept, and not found unpunishable. None: the ruling says
    neither. `minutes`: from taking it in hand to deciding; None when not known."""

    grave: bool
    right: bool | None
    minutes: float | None = None


Outcomes = Mapping[int, Known]  # by the report's row
