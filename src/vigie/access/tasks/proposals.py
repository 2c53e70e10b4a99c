"""Four eyes: proposed by one, confirmed by another. Who carries it out calls `settle` in the same transaction."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

from django.db.models import QuerySet

from vigie.access.models import Officer, Proposal
from vigie.access.roles import Act as Right
from vigie.access.tasks.scope import Refused, Unknown, given
from vigie.access.tasks.write import written
from vigie.ledger.chain import Act, Value
from vigie.ledger.tags import Tag
from vigie.report.nouns import say

GOOD_FOR = timedelta(days=14)


def waiting(now: datetime | None = None) -> QuerySet[Proposal]:
    """What waits for a second person, oldest first."""
    return Proposal.objects.filter(settled_at=None, until__gt=now or datetime.now(UTC)).order_by("at")


def propose(
    officer: Officer, what: str, subject: str, facts: Mapping[str, Value], reason: str, now: datetime | None = None
) -> Proposal:
    """Asks for something irreversible. Raises `Refused` when it is already asked for."""
    why, now = given(reason), now or datetime.now(UTC)
    with written() as acts:
        open_ = Proposal.objects.filter(what=what, subject=subject, settled_at=None)
        open_.filter(until__lte=now).update(settled_at=now, settled_as=Proposal.Settled.WITHDRAWN)
        if open_.exists():
            raise Refused(say("This is proposed already and waits for a second person."))
        made = Proposal.objects.create(
            what=what,
            subject=subject,
            facts=dict(facts),
            reason=why,
            by=officer.username,
            at=now,
            until=now + GOOD_FOR,
        )
        acts.append(_told(Tag.PROPOSED, made, officer, why))
    return made


def settle(
    officer: Officer, key: int, *, confirmed: bool, why: str, now: datetime | None = None
) -> tuple[Proposal, Act]:
    """A second person's answer, and its ledger entry, for the caller's transaction: whoever carries the act out writes
    both together. The proposer may withdraw, never confirm. Raises `Refused`, `Unknown`."""
    words, now = given(why), now or datetime.now(UTC)
    row = waiting(now).select_for_update().filter(pk=key).first()
    if row is None:
        raise Unknown
    mine = row.by == officer.username
    if confirmed and mine:
        raise Refused(say("Somebody else must confirm what you proposed."), permanent=True)
    if not mine and not officer.may(Right.CONFIRM):
        raise Unknown
    as_ = Proposal.Settled.CONFIRMED if confirmed else Proposal.Settled.WITHDRAWN if mine else Proposal.Settled.REFUSED
    row.settled_at, row.settled_by, row.settled_as, row.settled_why = now, officer.username, as_.value, words
    row.save(update_fields=["settled_at", "settled_by", "settled_as", "settled_why"])
    return row, _told(Tag.PROPOSAL_SETTLED, row, officer, words)


def refuse(officer: Officer, key: int, why: str) -> Proposal:
    """Not done: refused by a second person, or withdrawn by the first. Raises `Refused`, `Unknown`."""
    with written() as acts:
        row, act = settle(officer, key, confirmed=False, why=why)
        acts.append(act)
    return row


def _told(tag: Tag, row: Proposal, officer: Officer, why: str) -> Act:
    facts: dict[str, Value] = {"what": row.what, "proposal": row.pk, "by": row.by, "reason": why}
    return Act(tag, row.subject, officer.username, facts | ({"as": row.settled_as} if row.settled_as else {}))
