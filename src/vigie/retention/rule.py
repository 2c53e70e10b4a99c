"""How long a report is kept, by its class and by what was decided: a country's `erasure.toml`. Pure.

Directive (EU) 2016/680, art. 4(1)(e) and 5: time limits for erasure, or for a periodic review of the need to keep.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Literal

from msgspec import Struct

from vigie.territory.pack import BadPack, Pack


class Rule(Struct, frozen=True):
    """One rule. `days` from the last decision until erasure; `review` days between two looks at the need to keep."""

    key: str
    outcomes: tuple[str, ...]
    days: int
    review: int
    source: str
    classes: tuple[str, ...] = ()  # empty: any
    verified: bool = False
    note: str = ""

    def fits(self, outcome: str, class_: str) -> bool:
        """Whether it is about a report like this."""
        return outcome in self.outcomes and (not self.classes or class_ in self.classes)


class Copies(Struct, frozen=True, forbid_unknown_fields=True):
    """What becomes of the desk's own copy of a dossier when a report in it is erased. What was handed out is the
    addressee's: no rule of ours reaches it.

    `sent = "erase"`: the copy goes with the first of its reports. `sent = "keep"`: one that was handed out stays whole
    as the procedure's, until `days` after it was last handed out. A copy that was never handed out goes in both cases;
    a hold on another of its reports keeps it in both.
    """

    sent: Literal["erase", "keep"] = "erase"
    days: int = 0
    source: str = ""
    verified: bool = False


class Strays(Struct, frozen=True, forbid_unknown_fields=True):
    """Answers that belong to no request of this desk: erased so many `days` after a person dismissed them. 0: never.
    One that nobody has dismissed waits where it is seen."""

    days: int = 0
    source: str = ""
    verified: bool = False


class Rules(Struct, frozen=True):
    """What `erasure.toml` holds. The first rule that fits is the one."""

    rule: tuple[Rule, ...] = ()
    dossiers: Copies = Copies()
    answers: Strays = Strays()


class Decided(Struct, frozen=True):
    """A report that was decided, and when: what a rule counts from."""

    report_key: int
    outcome: str
    class_: str
    at: datetime


class Due(Struct, frozen=True):
    """What a rule says of one report."""

    report_key: int
    rule: Rule
    since: datetime
    review_on: datetime
    erase_on: datetime


def rules(pack: Pack) -> tuple[Rule, ...]:
    """The rules of a country; none where its pack has none: then nothing is ever erased by itself. Raises `BadPack`."""
    if "erasure" not in pack.parts:
        return ()
    found = pack.part("erasure", Rules).rule
    for one in found:
        if one.days < 1 or one.review < 1 or not one.outcomes or not one.source:
            raise BadPack(f"erasure.toml: {one.key}: days, review, outcomes and source must be said")
    return found


def copies(pack: Pack) -> Copies:
    """What a country says of the copies of dossiers. Raises `BadPack`."""
    told = pack.part("erasure", Rules).dossiers if "erasure" in pack.parts else Copies()
    if told.sent == "keep" and (told.days < 1 or not told.source):
        raise BadPack("erasure.toml: dossiers: to keep a copy needs its days and its source")
    return told


def stray_answers(pack: Pack) -> Strays:
    """What a country says of answers that belong to nothing. Raises `BadPack`."""
    told = pack.part("erasure", Rules).answers if "erasure" in pack.parts else Strays()
    if told.days < 0 or (told.days and not told.source):
        raise BadPack("erasure.toml: answers: days and source must be said")
    return told


def due(decided: Decided, those: Sequence[Rule], reviewed: datetime | None = None, later: int = 0) -> Due | None:
    """What the rules say of a report, or None when none is about it. `reviewed`: when its need was last confirmed; that
    moves the review on and, by `later` days, the erasure."""
    rule = next((one for one in those if one.fits(decided.outcome, decided.class_)), None)
    if rule is None:
        return None
    looked = max(decided.at, reviewed) if reviewed else decided.at
    erase = decided.at + timedelta(days=rule.days)
    if reviewed and later:
        erase = max(erase, reviewed + timedelta(days=later))
    return Due(decided.report_key, rule, decided.at, looked + timedelta(days=rule.review), erase)
