"""What a training is made of: invented reports as the desk would show them, each with what is true behind it. Pure."""

from __future__ import annotations

from datetime import datetime

from msgspec import Struct

from vigie.report.nouns import Matches, Report, Routing, Verdict


class Truth(Struct, frozen=True):
    """What only the inventor of a report knows. `hidden` is what its person truly is, `look` what it looked like."""

    grave: bool  # a child could be found now
    hidden: str
    look: str
    class_name: str
    cues: tuple[str, ...] = ()  # what its texts say
    signs: tuple[str, ...] = ()  # what its fields show
    visible: bool = False  # whether the report itself lets a careful reader see the danger


class Exercise(Struct, frozen=True):
    """One invented report, judged and routed as a real one would be."""

    report: Report
    received_at: datetime
    matches: Matches
    verdict: Verdict
    routing: Routing
    truth: Truth
