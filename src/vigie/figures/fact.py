"""One countable thing that happened. Facts are appended, never changed: a correction is a fact that counts -1.

So published numbers stay when the personal data behind them are erased: a fact names no person, no account, no address
and no report, only a keyed digest by which its own later corrections find it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from datetime import datetime, tzinfo
from enum import StrEnum

from msgspec import Struct
from msgspec.structs import asdict, replace

from vigie.report.nouns import Matches, Purpose


class Event(StrEnum):
    """What happened."""

    RECEIVED = "received"
    JUDGED = "judged"  # the machine's class, place and matches, on the day the report was received
    LOOKED = "looked"  # a person opened it for the first time
    DECIDED = "decided"
    PAPERS = "papers"  # it left the desk as a dossier
    OUTCOME = "outcome"  # what became of it, as the unit or the prosecutor told
    ASKED = "asked"  # a request to others left
    ANSWERED = "answered"  # it was answered, or given up
    MEASURE = "measure"  # something was asked of others, or handed to them; with what came of it so far
    VISIT = "visit"  # pages for the public that were opened
    CASE = "case"  # a case was opened
    CASE_CLOSED = "case-closed"


class Novelty(StrEnum):
    """What the hash lists say of a report's files, the most urgent first."""

    NEW = "new"  # at least one file was looked at and no list knows any
    KNOWN = "known"
    VIRAL = "viral"
    NOTHING = "no-file"
    NOT_KNOWN = "not-known"  # files are spoken of, and nothing of them could be looked at


class Fact(Struct, frozen=True):
    """One row. `day` is the event's and `received` the report's, as yyyymmdd in the desk's zone; `week` is the event's
    ISO week as yyyyww; `minutes` have passed since the report was received. Empty: not known, or not said."""

    event: Event
    day: int
    week: int
    received: int
    subject: str
    source: str = ""
    company: str = ""
    incident: str = ""
    class_name: str = ""
    country: str = ""
    area: str = ""
    unit: str = ""
    novelty: str = ""
    punishable: str = ""
    outcome: str = ""
    kind: str = ""  # of a measure, or which page
    effect: str = ""  # of a measure, so far
    timing: str = ""  # of what answered it
    language: str = ""  # of a page
    minutes: int | None = None
    n: int = 1


COLUMNS: tuple[str, ...] = Fact.__struct_fields__
DIMENSIONS = (
    "source",
    "company",
    "incident",
    "class_name",
    "country",
    "area",
    "unit",
    "novelty",
    "punishable",
    "outcome",
    "kind",
    "effect",
    "timing",
    "language",
)


def subject(key: bytes, name: str) -> str:
    """What a thing (a report by its row's key, a request, a case) is called among the facts: nobody without the desk's
    key (32 bytes) can tell which it was."""
    return hashlib.blake2b(name.encode(), key=key, digest_size=16, person=b"vigie-figures").hexdigest()


def day(at: datetime, zone: tzinfo) -> int:
    """A moment's day as yyyymmdd, in a zone."""
    local = at.astimezone(zone)
    return local.year * 10_000 + local.month * 100 + local.day


def week(at: datetime, zone: tzinfo) -> int:
    """A moment's ISO week as yyyyww, in a zone."""
    year, number, _ = at.astimezone(zone).isocalendar()
    return year * 100 + number


def minutes(begun: datetime, ended: datetime) -> int:
    """Whole minutes between two moments; never negative (clocks differ)."""
    return max(0, int((ended - begun).total_seconds() // 60))


class Effect(StrEnum):
    """What came of a measure, so far. One at a time: what says more takes the place of what says less."""

    WAITING = "waiting"
    ANSWERED = "answered"
    IDENTIFIED = "identified"
    NOTHING = "nothing"  # they say that they hold nothing by which anybody could be told
    RECEIVED = "received"
    ACCEPTED = "accepted"
    REFUSED = "refused"
    GIVEN_UP = "given-up"


class Timing(StrEnum):
    """Whether an answer came by the day that was first named."""

    IN_TIME = "in-time"
    LATE = "late"


def novelty(matches: Matches, files: int) -> Novelty:
    """What the lists say of a report. A file that is new outweighs what is known beside it."""
    if not files and not matches.prints:
        return Novelty.NOTHING
    telling = [match for match in matches.matches if match.purpose is not Purpose.KNOWN_GOOD]
    told = {match.file for match in matches.matches}
    if any(one is not None and place not in told for place, one in enumerate(matches.prints)):
        return Novelty.NEW
    if any(match.purpose is not Purpose.VIRAL and not match.distributed for match in telling):
        return Novelty.KNOWN
    return Novelty.VIRAL if telling else Novelty.NOT_KNOWN


def corrected(standing: Fact | None, fact: Fact) -> Iterator[Fact]:
    """What must be appended so that `fact` holds where `standing` held: nothing when they are the same."""
    if standing == fact:
        return
    if standing is not None:
        yield replace(standing, n=-1)
    yield fact


def standing(facts: Iterable[Fact]) -> Fact | None:
    """The fact that holds after a row of appended ones about one subject and event; None: all were taken back."""
    count: dict[Fact, int] = {}
    for fact in facts:
        plain = replace(fact, n=1)
        count[plain] = count.get(plain, 0) + fact.n
    held = [fact for fact, n in count.items() if n > 0]
    return held[-1] if held else None


def cells(fact: Fact) -> tuple[object, ...]:
    """A fact as a row, in the order of `COLUMNS`."""
    return tuple(asdict(fact).values())
