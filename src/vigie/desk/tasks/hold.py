"""Takes reports in hand and gives them back."""

from __future__ import annotations

from datetime import UTC, datetime

from vigie.access.models import Officer, visible
from vigie.access.roles import Act as Right
from vigie.desk.tasks.act import Refused, act, standing_of
from vigie.journey.tasks.write import short_write
from vigie.ledger.tags import Tag
from vigie.report.models import Standing
from vigie.report.nouns import say


def claim(officer: Officer, report_key: int) -> None:
    """Takes a report in hand. Of two who race one wins; the other is told who. Raises `Refused`, `Unknown`."""
    standing = standing_of(officer, report_key)
    with short_write() as acts:
        taken = Standing.objects.filter(pk=report_key, state=Standing.State.OPEN).update(
            state=Standing.State.CLAIMED, claimed_by=officer.username, claimed_at=datetime.now(UTC)
        )
        if not taken:
            _not_free(officer, report_key)
            return
        acts.append(act(Tag.REPORT_CLAIMED, standing, officer))


def _not_free(officer: Officer, report_key: int) -> None:
    """Says why a report cannot be claimed; nothing when it is already this officer's."""
    standing = Standing.objects.get(pk=report_key)
    if standing.state == Standing.State.DECIDED:
        raise Refused(say("This report has been decided."))
    if standing.claimed_by != officer.username:
        raise Refused(say("{name} already holds this report.", name=standing.claimed_by))


def next_for(officer: Officer) -> int | None:
    """Claims the best open report this officer may know of, and returns its row; None when there is none."""
    with short_write() as acts:
        best = visible(officer).filter(state=Standing.State.OPEN).select_related("report").defer("report__current")
        standing = best.order_by("-score", "-total", "received_at", "pk").first()
        if standing is None:
            return None
        Standing.objects.filter(pk=standing.pk).update(
            state=Standing.State.CLAIMED, claimed_by=officer.username, claimed_at=datetime.now(UTC)
        )
        acts.append(act(Tag.REPORT_CLAIMED, standing, officer, next=True))
    return int(standing.pk)


def release(officer: Officer, report_key: int) -> None:
    """Gives a report back to the queue. A supervisor may release a colleague's. Raises `Refused`, `Unknown`."""
    standing = standing_of(officer, report_key)
    with short_write() as acts:
        held = Standing.objects.filter(pk=report_key, state=Standing.State.CLAIMED)
        if not officer.may(Right.RELEASE_OTHERS):
            held = held.filter(claimed_by=officer.username)
        holder = held.values_list("claimed_by", flat=True).first()
        if holder is None:
            raise Refused(say("You do not hold this report."))
        held.update(state=Standing.State.OPEN, claimed_by="", claimed_at=None)
        acts.append(act(Tag.REPORT_RELEASED, standing, officer, held_by=holder))
