"""Takes reports in hand and gives them back."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from django.db.models import Q

from vigie.access.models import Officer, visible
from vigie.access.roles import Act as Right
from vigie.desk.tasks.act import Refused, act, standing_of
from vigie.desk.tasks.media import seen_today
from vigie.journey.tasks.write import short_write
from vigie.ledger.tags import Tag
from vigie.report.models import Standing
from vigie.report.nouns import Saying, say
from vigie.steering.pick import HIGHEST, Pick
from vigie.steering.tasks.following import following

LEASE = timedelta(hours=48)  # a report in hand for longer without being renewed may be taken by a colleague


def claim(officer: Officer, report_key: int) -> None:
    """Takes a report in hand. Of two who race one wins; the other is told who. Raises `Refused`, `Unknown`."""
    standing, now = standing_of(officer, report_key), datetime.now(UTC)
    with short_write() as acts:
        lapsed = Q(state=Standing.State.CLAIMED, claimed_at__lt=now - LEASE)
        free = Standing.objects.filter(Q(state=Standing.State.OPEN) | lapsed, pk=report_key)
        before = free.values_list("claimed_by", flat=True).first()
        taken = free.update(state=Standing.State.CLAIMED, claimed_by=officer.username, claimed_at=now)
        if not taken:
            _not_free(officer, report_key)
            return
        acts.append(act(Tag.REPORT_CLAIMED, standing, officer, **({"lapsed": before} if before else {})))


def lapsed(standing: Standing) -> bool:
    """Whether a colleague may take it: it has been in hand for too long without a word."""
    held = standing.state == Standing.State.CLAIMED and standing.claimed_at is not None
    return held and datetime.now(UTC) - (standing.claimed_at or datetime.now(UTC)) > LEASE


def renew(officer: Officer, report_key: int) -> None:
    """Holds on to a report that one holds: its time begins again. Raises `Refused`, `Unknown`."""
    standing = standing_of(officer, report_key)
    with short_write() as acts:
        mine = Standing.objects.filter(pk=report_key, state=Standing.State.CLAIMED, claimed_by=officer.username)
        if not mine.update(claimed_at=datetime.now(UTC)):
            raise Refused(say("You do not hold this report."))
        acts.append(act(Tag.REPORT_CLAIMED, standing, officer, renewed=True))


def _not_free(officer: Officer, report_key: int) -> None:
    """Says why a report cannot be claimed; nothing when it is already this officer's."""
    standing = Standing.objects.get(pk=report_key)
    if standing.state == Standing.State.DECIDED:
        raise Refused(say("This report has been decided."))
    if standing.claimed_by != officer.username:
        raise Refused(held_by(standing))


def held_by(standing: Standing) -> Saying:
    """Who holds a report and since when, to the second: of two who act at once, each can tell who came first."""
    since = standing.claimed_at or datetime.now(UTC)
    return say("{name} already holds this report, since {second}.", name=standing.claimed_by, second=since.isoformat())


def next_for(officer: Officer) -> Pick | None:
    """Claims the best open report this officer may know of, and says why it is this one; None when there is none."""
    chosen = following(officer, visible(officer), seen_today(officer, datetime.now(UTC)))
    with short_write() as acts:
        free = visible(officer).filter(state=Standing.State.OPEN).select_related("report").defer("report__current")
        # Somebody may have taken it meanwhile: then the best that is left.
        wanted = free.filter(pk=chosen.report_key).first() if chosen else None
        standing = wanted or free.order_by("-score", "-total", "received_at", "pk").first()
        if chosen is None or standing is None:
            return None
        Standing.objects.filter(pk=standing.pk).update(
            state=Standing.State.CLAIMED, claimed_by=officer.username, claimed_at=datetime.now(UTC)
        )
        acts.append(act(Tag.REPORT_CLAIMED, standing, officer, next=True))
    return chosen if wanted else Pick(int(standing.pk), (HIGHEST,))


def best_for(officer: Officer) -> Pick | None:
    """The report that `next_for` would take now, without taking it; None when there is none."""
    return following(officer, visible(officer), seen_today(officer, datetime.now(UTC)))


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
