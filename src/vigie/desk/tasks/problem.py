"""Closes what could not be done, once somebody has looked at it."""

from __future__ import annotations

from datetime import UTC, datetime

from django.db.models import QuerySet

from vigie.access.models import Officer, hidden, known_to
from vigie.access.roles import Act as Right
from vigie.desk.tasks.act import Unknown, given
from vigie.journey.models import Problem
from vigie.journey.tasks.write import short_write
from vigie.ledger.chain import Act
from vigie.ledger.tags import Tag


def known(officer: Officer) -> QuerySet[Problem]:
    """The problems somebody may know of: what befell no report yet is the central desk's and the administrators'."""
    if officer.unit and officer.may(Right.READ_QUEUE):
        return Problem.objects.filter(known_to(officer))
    return Problem.objects.exclude(report_key__in=hidden(officer))


def close(officer: Officer, problem_key: int, reason: str) -> None:
    """Closes a problem, with the reason. Raises `Refused`, `Unknown`."""
    why = given(reason)
    with short_write() as acts:
        closed = (
            known(officer)
            .filter(pk=problem_key, closed_at=None)
            .update(closed_at=datetime.now(UTC), closed_by=officer.username, closed_why=why)
        )
        if not closed:
            raise Unknown
        acts.append(Act(Tag.PROBLEM_CLOSED, f"problem:{problem_key}", officer.username, {"reason": why}))
