"""Legal holds, freezes, reviews, and what a person asks under their rights."""

from __future__ import annotations

from collections.abc import Collection
from datetime import UTC, datetime, timedelta

from vigie.access.models import Officer
from vigie.access.tasks.scope import Refused, Unknown, given, standing_of
from vigie.journey.tasks.write import short_write
from vigie.ledger.chain import Act, Value
from vigie.ledger.tags import Tag
from vigie.report.nouns import say
from vigie.retention.models import Asked, Hold, Review

ANSWER_WITHIN = timedelta(days=30)


def held(report_keys: Collection[int]) -> set[int]:
    """Which of these reports must not be erased."""
    rows = Hold.objects.filter(kept_key__among=list(report_keys), ended_at=None)
    return set(rows.values_list("kept_key", flat=True))


def frozen(report_key: int) -> bool:
    """Whether a report is kept and not worked on meanwhile."""
    return Hold.objects.filter(kept_key=report_key, kind=Hold.Kind.FREEZE, ended_at=None).exists()


def hold(officer: Officer, report_key: int, kind: str, reason: str, order: str = "") -> Hold:
    """Holds a report. Raises `Refused`, `Unknown`."""
    why, standing = given(reason), standing_of(officer, report_key)
    if kind not in set(Hold.Kind):
        raise Refused(say("Say whether it is a legal hold or a freeze."))
    if kind == Hold.Kind.LEGAL and not order.strip():
        raise Refused(say("Give the number of the order."), field="order")
    with short_write() as acts:
        if Hold.objects.filter(kept_key=report_key, kind=kind, ended_at=None).exists():
            raise Refused(say("It is held already."))
        row = Hold.objects.create(
            kept_key=report_key,
            kind=kind,
            order=order.strip()[:200],
            reason=why,
            at=datetime.now(UTC),
            by=officer.username,
        )
        facts = {"kind": kind, "order": row.order, "reason": why}
        acts.append(Act(Tag.DATA_HELD, f"report:{standing.report.name}", officer.username, facts))
    return row


def lift(officer: Officer, key: int, reason: str) -> None:
    """Ends a hold. Raises `Refused`, `Unknown`."""
    why, row = given(reason), Hold.objects.filter(pk=key, ended_at=None).first()
    if row is None:
        raise Unknown
    standing = standing_of(officer, row.kept_key)
    with short_write() as acts:
        Hold.objects.filter(pk=key, ended_at=None).update(
            ended_at=datetime.now(UTC), ended_by=officer.username, ended_why=why
        )
        facts = {"kind": row.kind, "reason": why}
        acts.append(Act(Tag.DATA_RELEASED, f"report:{standing.report.name}", officer.username, facts))


def review(officer: Officer, report_key: int, days: int, reason: str) -> None:
    """Says that a report is still needed, for so many days more. Raises `Refused`, `Unknown`."""
    why, standing = given(reason), standing_of(officer, report_key)
    if not 1 <= days <= 3660:
        raise Refused(say("Between one day and ten years."), field="days")
    with short_write() as acts:
        Review.objects.create(report_key=report_key, at=datetime.now(UTC), by=officer.username, days=days, reason=why)
        facts: dict[str, Value] = {"days": days, "reason": why}
        acts.append(Act(Tag.REVIEWED, f"report:{standing.report.name}", officer.username, facts))


def ask(officer: Officer, kind: str, who: str, words: str, now: datetime | None = None) -> Asked:
    """Registers what a person asks; the answer is due in a month. Raises `Refused`."""
    now, who, words = now or datetime.now(UTC), given(who), given(words)
    if kind not in set(Asked.Kind):
        raise Refused(say("Say what they ask for."))
    with short_write() as acts:
        row = Asked.objects.create(
            kind=kind, came=now, answer_by=now + ANSWER_WITHIN, who=who, words=words, by=officer.username
        )
        acts.append(Act(Tag.RIGHTS_ASKED, f"rights:{row.pk}", officer.username, {"kind": kind}))
    return row


def answer(officer: Officer, key: int, words: str) -> None:
    """What was answered. The register keeps who asked no longer than needed: only that they were answered. Raises
    `Refused`, `Unknown`."""
    said = given(words)
    with short_write() as acts:
        row = Asked.objects.filter(pk=key, answered_at=None)
        if not row.update(answered_at=datetime.now(UTC), answered_by=officer.username, answer=said):
            raise Unknown
        acts.append(Act(Tag.RIGHTS_ANSWERED, f"rights:{key}", officer.username, {}))
