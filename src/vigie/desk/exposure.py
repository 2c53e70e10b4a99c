"""How much of the worst somebody has looked at, and when a break is proposed. Pure.

Counted for the officer's own sake. Others see bands of a whole team, never a person's numbers and never a ranking.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from enum import StrEnum

from msgspec import Struct

from vigie.report.nouns import Match, Purpose, ReportedFile, Saying, say


class Severity(StrEnum):
    """How grave a picture is, as far as anybody said before it was looked at."""

    GRAVE = "grave"  # category A: a child harmed, or very young
    OTHER = "other"
    UNKNOWN = "unknown"  # nobody said; it counts as grave for breaks


WEIGHTS = {Severity.GRAVE: 2, Severity.OTHER: 1, Severity.UNKNOWN: 2}
BREAK_AFTER = 20  # points since the last break; an officer may choose less or more
REST = timedelta(minutes=15)  # without a picture counts as a break taken
BANDS = (0, 10, 30, 80)  # pictures of a day; the last band has no end
FEW = 4  # fewer people than this are not shown as a team

YOUNG = {"infant", "physicalHarm", "sadisticOnlineExploitation"}


class Shown(Struct, frozen=True):
    """A picture that was looked at."""

    at: datetime
    severity: Severity


class Load(Struct, frozen=True):
    """An officer's own count."""

    today: int
    grave: int  # of today, grave or not known
    since_break: int  # points since the last break
    week: int
    proposal: bool  # whether a break is proposed now


class Band(Struct, frozen=True):
    """How many people of a team looked at so many pictures that day."""

    least: int
    most: int | None
    people: int


def severity(file: ReportedFile, matches: Iterable[Match]) -> Severity:
    """What is said of a picture: by its lists first, then by its sender."""
    said = [match.category or "" for match in matches if match.purpose is not Purpose.KNOWN_GOOD]
    said.append(file.classification or "")
    if YOUNG & set(file.annotations) or any(one.upper().startswith("A") for one in said):
        return Severity.GRAVE
    return Severity.OTHER if any(said) else Severity.UNKNOWN


def load(shown: Sequence[Shown], breaks: Sequence[datetime], now: datetime, least: int = BREAK_AFTER) -> Load:
    """An officer's count, from the pictures of a week (oldest first) and the breaks they took."""
    day = [one for one in shown if one.at > now - timedelta(days=1)]
    points, last = 0, max(breaks, default=None)
    for before, one in zip([None, *day[:-1]], day, strict=True) if day else ():
        rested = before is None or one.at - before.at >= REST or (last is not None and before.at < last <= one.at)
        points = (0 if rested else points) + WEIGHTS[one.severity]
    if not day or now - day[-1].at >= REST or (last is not None and last > day[-1].at):
        points = 0
    grave = sum(one.severity is not Severity.OTHER for one in day)
    return Load(len(day), grave, points, len(shown), points >= least)


def bands(counts: Sequence[int]) -> list[Band]:
    """A team's day by bands, from each person's count. Nothing at all for a team so small that one could be told."""
    if len(counts) < FEW:
        return []
    edges: list[tuple[int, int | None]] = [(0, 0)]
    edges += [(low + 1, high) for low, high in zip(BANDS, (*BANDS[1:], None), strict=True)]
    found = [Band(low, high, sum(low <= n and (high is None or n <= high) for n in counts)) for low, high in edges]
    return found


def in_words(band: Band) -> Saying:
    """A band for people."""
    if band.most == 0:
        return say("none")
    return say("{n} or more", n=band.least) if band.most is None else say("{n} to {m}", n=band.least, m=band.most)
