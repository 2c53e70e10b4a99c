"""What a training is made of: invented reports as the desk would show them, each with what is true behind it. Pure."""

from __future__ import annotations

from datetime import datetime

from msgspec import Struct

from vigie.report.nouns import Matches, Purpose, Report, Routing, Saying, Verdict

KNOWN = frozenset({Purpose.KNOWN, Purpose.VIRAL})


class Truth(Struct, frozen=True):
    """What only the inventor of a report knows. `hidden` is what its person truly is, `look` what it looked like."""

    grave: bool  # a child could be found now
    hidden: str
    look: str
    class_name: str
    cues: tuple[str, ...] = ()  # what its texts say
    signs: tuple[str, ...] = ()  # what its fields show
    visible: bool = False  # whether the report itself lets a careful reader see the danger


class Kin(Struct, frozen=True):
    """Another invented report of the same person, as the thread of a real one would show it."""

    report_id: str
    company: str
    received_at: datetime
    class_name: str
    score: int
    why: Saying | None  # the strongest of its reasons


class Exercise(Struct, frozen=True):
    """One invented report, judged and routed as a real one would be. `earlier` is the version that came before it,
    `thread` the other reports of its person, `drawings` the name of the drawing behind each file (empty: none)."""

    report: Report
    received_at: datetime
    matches: Matches
    verdict: Verdict
    routing: Routing
    truth: Truth
    earlier: Report | None = None
    thread: tuple[Kin, ...] = ()
    drawings: tuple[str, ...] = ()

    def known(self, file: int) -> bool:
        """Whether a list of known material has a file: then nobody need look at it."""
        return any(match.file == file and match.purpose in KNOWN for match in self.matches.matches)
