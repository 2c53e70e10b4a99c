"""Coming in and going out."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from django.contrib.auth import authenticate
from django.db import transaction
from django.utils.crypto import salted_hmac

from vigie.access.models import Attempt, Officer
from vigie.ledger import models as ledger
from vigie.ledger.chain import Act, Value
from vigie.ledger.tags import Tag

TRIES = 5  # wrong passwords after which a name is locked
LOCKED_FOR = timedelta(minutes=15)
KEPT = timedelta(days=1)  # attempts older than this are forgotten; the ledger keeps its entry
STRANGER = "officer:unknown"


class LockedOut(Exception):
    """Too many wrong passwords for this name. Not permanent: it ends at `until`."""

    permanent = False

    def __init__(self, until: datetime) -> None:
        super().__init__(f"locked until {until.isoformat(timespec='minutes')}")
        self.until = until


def who(name: str) -> str:
    """A keyed digest of a name: some type their password there."""
    return salted_hmac("vigie.access.attempt", name.strip().casefold(), algorithm="sha256").hexdigest()


def recognise(name: str, password: str, now: datetime | None = None) -> Officer | None:
    """The officer, or None when name and password are not of one. Raises `LockedOut`, alike for names of nobody.

    A try is counted before its password is looked at: many at once get no more tries than one after the other.
    """
    now, tried = now or datetime.now(UTC), who(name)
    with transaction.atomic():
        ledger.lock()
        _count(tried, now)
    officer = authenticate(None, username=name.strip(), password=password)
    if isinstance(officer, Officer):
        Attempt.objects.filter(who=tried).delete()
        return officer
    with transaction.atomic():
        ledger.lock()
        _refused(name.strip(), now)
    return None


def second_step(officer: Officer, check: Callable[[], str], now: datetime | None = None) -> str:
    """What `check` says of the second thing, where it may still be tried; empty when it does not hold. Raises
    `LockedOut`."""
    now, tried = now or datetime.now(UTC), who(f"{officer.username} second")
    with transaction.atomic():
        ledger.lock()
        _count(tried, now)
    by = check()
    if by:
        Attempt.objects.filter(who=tried).delete()
        return by
    with transaction.atomic():
        ledger.lock()
        subject = f"officer:{officer.username}"
        ledger.write([Act(Tag.SIGN_IN_REFUSED, subject, subject, {"known": True, "second": True})])
    return ""


def by_agency(name: str) -> Officer | None:
    """The officer of a name that the agency vouches for, or None: the refusal is in the ledger."""
    officer = Officer.objects.filter(username=name, is_active=True).first()
    if officer is None:
        with transaction.atomic():
            ledger.lock()
            _refused(name[:150], datetime.now(UTC))
    return officer


def came_in(officer: Officer, by: str) -> None:
    """Writes that somebody is in, and by what."""
    with transaction.atomic():
        ledger.lock()
        facts: dict[str, Value] = {"role": officer.role, "by": by}
        ledger.write([Act(Tag.SIGNED_IN, f"officer:{officer.username}", officer.username, facts)])


def _count(who: str, now: datetime) -> None:
    tries = list(
        Attempt.objects.filter(who=who, at__gt=now - LOCKED_FOR).order_by("-at").values_list("at", flat=True)[:TRIES]
    )
    if len(tries) >= TRIES:
        raise LockedOut(tries[-1] + LOCKED_FOR)
    Attempt.objects.filter(at__lt=now - KEPT).delete()
    Attempt.objects.create(who=who, at=now)


def _refused(name: str, now: datetime) -> None:
    known = Officer.objects.filter(username=name).exists()
    subject = f"officer:{name}" if known else STRANGER
    if not known and _strangers_since(now - LOCKED_FOR) >= TRIES:
        return  # the journal says that strangers try; it must not grow as they please
    ledger.write([Act(Tag.SIGN_IN_REFUSED, subject, subject, {"known": known})])


def _strangers_since(then: datetime) -> int:
    last = ledger.Entry.objects.filter(subject=STRANGER).order_by("-number").values_list("at", flat=True)[:TRIES]
    return sum(at > then for at in last)


def sign_out(officer: Officer) -> None:
    """Writes that somebody left; ending the session is the view's."""
    with transaction.atomic():
        ledger.lock()
        ledger.write([Act(Tag.SIGNED_OUT, f"officer:{officer.username}", officer.username, {})])
