"""Registers what a magistrate allowed, and records what is done under it. Without an order that holds, nothing is."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import BinaryIO

from django.db.models import Q, QuerySet

from vigie.access.models import Officer, known_to
from vigie.access.roles import Act as Right
from vigie.access.tasks.scope import Refused, Unknown, given, standing_of
from vigie.authority import scope
from vigie.authority.models import Authorisation, Deed, Exchange, Line, Paper
from vigie.authority.scope import Order, Standing
from vigie.evidence.leaf import Leaf
from vigie.evidence.tasks import Sealer
from vigie.journey.tasks.write import short_write
from vigie.ledger.chain import Act, Value
from vigie.ledger.tags import Tag
from vigie.report.nouns import Member, say

NO_FILE = say("Choose a file of at most 50 MB.")
WHEN = say("Say when, as a date and a time.")


def known(officer: Officer) -> QuerySet[Authorisation]:
    """The authorisations somebody may know of: their own, those they registered, and those of reports that they may
    know of. The external controller knows of all."""
    rows = Authorisation.objects.order_by("-ends")
    if not officer.may(Right.READ_QUEUE):
        return rows if officer.may(Right.AUDIT) else rows.none()
    own = Q(holder=officer.username) | Q(by=officer.username)
    return rows.filter((own & Q(report_key=None)) | Q(known_to(officer)))


def one(officer: Officer, key: int) -> Authorisation:
    """An authorisation. Raises `Unknown`."""
    row = known(officer).filter(pk=key).first()
    if row is None:
        raise Unknown
    return row


def standing(row: Authorisation, now: datetime | None = None) -> Standing:
    """Where it stands now."""
    return scope.standing(row.begins, row.ends, row.withdrawn_at is not None, now or datetime.now(UTC))


def _told(tag: Tag, row: Authorisation, officer: Officer, **facts: Value) -> Act:
    facts = {"authorisation": row.number, **facts}
    return Act(tag, f"authorisation:{row.pk}", officer.username, facts)


def register(officer: Officer, order: Order, holder: str, report_key: int | None) -> Authorisation:
    """Enters an order into the register. Raises `Refused` (with its field), `Unknown`."""
    for field, why in scope.lacks(order).items():
        raise Refused(why, field=field)
    if report_key is not None:
        standing_of(officer, report_key)
    with short_write() as acts:
        if not Officer.objects.filter(username=holder, is_active=True).exists():
            raise Refused(say("There is nobody of that name."), field="holder")
        if Authorisation.objects.filter(court=order.court.strip(), number=order.number.strip()).exists():
            raise Refused(say("This order is registered already."), field="number")
        row = Authorisation.objects.create(
            magistrate=order.magistrate.strip(),
            court=order.court.strip(),
            number=order.number.strip(),
            allowed=[each.value for each in order.allowed],
            limits=order.limits.strip(),
            begins=order.begins,
            ends=order.ends,
            report_key=report_key,
            holder=holder,
            at=datetime.now(UTC),
            by=officer.username,
        )
        allowed: list[Value] = [each.value for each in order.allowed]
        facts: dict[str, Value] = {"court": row.court, "holder": holder, "allowed": allowed, "report": report_key}
        acts.append(_told(Tag.AUTHORISATION_REGISTERED, row, officer, ends=row.ends.isoformat(), **facts))
    return row


def withdraw(officer: Officer, key: int, reason: str) -> None:
    """The order holds no longer, from now on. Raises `Refused`, `Unknown`."""
    why, row = given(reason), one(officer, key)
    with short_write() as acts:
        changed = Authorisation.objects.filter(pk=row.pk, withdrawn_at=None)
        if not changed.update(withdrawn_at=datetime.now(UTC), withdrawn_by=officer.username, withdrawn_why=why):
            raise Refused(say("It was withdrawn already."))
        acts.append(_told(Tag.AUTHORISATION_WITHDRAWN, row, officer, reason=why))


def attach(officer: Officer, key: int, name: str, stream: BinaryIO) -> Paper:
    """Seals a document of an authorisation. Raises `Refused`, `Unknown`, `SealError`."""
    row, sealer = one(officer, key), Sealer()
    try:
        (member,) = sealer.seal([Leaf(name, lambda: stream)])
        if not isinstance(member, Member):
            raise Refused(say("This file could not be read."))
        with short_write() as acts:
            sealer.commit()
            paper = Paper.objects.create(
                authorisation=row,
                name=name.replace("\0", "")[:200],
                sha256=member.sha256,
                size=member.size,
                at=datetime.now(UTC),
                by=officer.username,
            )
            acts.append(_told(Tag.AUTHORISATION_PAPER, row, officer, sha256=member.sha256, size=member.size))
    finally:
        sealer.close()
    return paper


def need(officer: Officer, what: str, report_key: int | None, now: datetime | None = None) -> Authorisation:
    """An order under which this officer may do this, now, for this report: every act that needs one asks here. One for
    another report does not do. Raises `Refused` when there is none."""
    now = now or datetime.now(UTC)
    mine = Authorisation.objects.filter(
        holder=officer.username, withdrawn_at=None, begins__lte=now, ends__gt=now, report_key=report_key
    )
    for row in mine.order_by("-ends"):
        if what in row.allowed:
            return row
    raise Refused(say("No magistrate's order that holds now allows you this: register it first."), permanent=False)


def done(officer: Officer, what: str, report_key: int | None, words: str, now: datetime | None = None) -> Deed:
    """Records an act that needs an order, under the one that allows it: every other office calls it before it does such
    an act (`settings.UNDER_ORDER`). `what`: an `Allowed`; one that is not known is allowed by no order. Raises
    `Refused`."""
    now = now or datetime.now(UTC)
    why = given(words)
    with short_write() as acts:
        row = need(officer, what, report_key, now)
        deed = Deed.objects.create(
            authorisation=row, what=what, report_key=report_key, words=why, at=now, by=officer.username
        )
        acts.append(_told(Tag.AUTHORISED_ACT, row, officer, what=str(what), reason=why, report=report_key))
    return deed


def expiring(officer: Officer, now: datetime | None = None) -> list[Authorisation]:
    """Those that end within a week, or ended within the last: announced to holder and register."""
    now = now or datetime.now(UTC)
    rows = known(officer).filter(withdrawn_at=None, ends__gt=now - scope.SOON, ends__lte=now + scope.SOON)
    return list(rows.order_by("ends")[:50])


def acts_under(row: Authorisation) -> Sequence[Deed | Exchange | Paper]:
    """Everything done under an authorisation, in order of time: its report."""
    deeds: list[Deed | Exchange | Paper] = [
        *Deed.objects.filter(authorisation=row),
        *Exchange.objects.filter(authorisation=row),
        *Paper.objects.filter(authorisation=row),
    ]
    return sorted(deeds, key=lambda one_: one_.opened_at if isinstance(one_, Exchange) else one_.at)


def lines_under(row: Authorisation) -> list[Line]:
    """Every message of every exchange under an authorisation."""
    return list(Line.objects.filter(exchange__authorisation=row).order_by("exchange_id", "number"))
