"""What the rulings that stand say of reports afterwards, for those who steer the order."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from vigie.desk.models import Decision
from vigie.desk.outcomes import Outcome, Punishable
from vigie.ledger.models import Entry
from vigie.ledger.tags import Tag
from vigie.papers.tasks.results import told
from vigie.report.models import Report
from vigie.report.tasks import chunks
from vigie.steering.known import Known

RIGHT = frozenset({Outcome.KEEP, Outcome.PASS_ON, Outcome.ABROAD})
WRONG = frozenset({Outcome.VIRAL, Outcome.NOT_PUNISHABLE, Outcome.DUPLICATE, Outcome.INSUFFICIENT})
GRAVE = {"victim-identified", "safeguarded", "arrested", "charged", "convicted"}  # results that were told
WORTH = GRAVE | {"identified"}
LONGEST = timedelta(hours=4)  # a report that was in somebody's hands longer was left lying


def known(keys: Sequence[int] | None = None) -> dict[int, Known]:
    """The outcomes of some reports, or of all that were decided. Some queries for each thousand."""
    rows = Decision.objects.filter(undone_at=None).order_by("at")
    if keys is None:
        return _of(list(rows.values_list("report_key", "outcome", "punishable", "at", "officer")))
    found: dict[int, Known] = {}
    for some in chunks(keys):
        told = rows.filter(report_key__in=some).values_list("report_key", "outcome", "punishable", "at", "officer")
        found.update(_of(list(told)))
    return found


def _of(rows: Sequence[tuple[int, str, str, datetime, str]]) -> dict[int, Known]:
    taken = _taken([key for key, *_ in rows])
    came = told([key for key, *_ in rows])
    return {
        key: _came(came.get(key, set()), _known(outcome, punishable, _minutes(taken.get((key, who)), at)))
        for key, outcome, punishable, at, who in rows
    }


def _known(outcome: str, punishable: str, minutes: float | None) -> Known:
    unpunished = punishable == Punishable.NO
    right = None
    if outcome in RIGHT or outcome in WRONG:
        right = outcome in RIGHT and not unpunished
    return Known(grave=outcome == Outcome.KEEP and not unpunished, right=right, minutes=minutes)


def _came(kinds: set[str], known: Known) -> Known:
    """What came of it later says more than the ruling did, but it never takes a report's gravity away."""
    return Known(
        grave=known.grave or bool(kinds & GRAVE), right=True if kinds & WORTH else known.right, minutes=known.minutes
    )


def _minutes(taken: datetime | None, decided: datetime) -> float | None:
    if taken is None or not timedelta(0) <= decided - taken <= LONGEST:
        return None
    return round((decided - taken) / timedelta(minutes=1), 1)


def _taken(keys: Sequence[int]) -> dict[tuple[int, str], datetime]:
    """When each report was last taken in hand, by report and officer."""
    found: dict[tuple[int, str], datetime] = {}
    for some in chunks(keys):
        names = {name: key for key, name in _names(some)}
        rows = Entry.objects.filter(subject__in=list(names), tag=Tag.REPORT_CLAIMED).order_by("number")
        for subject, officer, at in rows.values_list("subject", "actor", "at"):
            found[names[subject], officer] = at
    return found


def _names(keys: Sequence[int]) -> Iterator[tuple[int, str]]:
    for key, source, number in Report.objects.filter(pk__in=keys).values_list("pk", "source", "report_id"):
        yield key, f"report:{source}/{number}"


def latest(most: int) -> dict[int, Known]:
    """The outcomes of the reports decided last."""
    rows = Decision.objects.filter(undone_at=None).order_by("-at")
    return _of(list(rows.values_list("report_key", "outcome", "punishable", "at", "officer")[:most]))
