"""Coming in, and who is there: each act with its ledger entry, in one transaction."""

from __future__ import annotations

import secrets
from datetime import UTC, datetime, timedelta

from django.contrib.auth import authenticate
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.crypto import salted_hmac

from vigie.access.models import Attempt, Officer
from vigie.access.roles import Role
from vigie.ledger import models as ledger
from vigie.ledger.chain import Act
from vigie.ledger.tags import Tag

TRIES = 5  # wrong passwords after which a name is locked
LOCKED_FOR = timedelta(minutes=15)
KEPT = timedelta(days=1)  # attempts older than this are forgotten; the ledger keeps its entry
STRANGER = "officer:unknown"
LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"  # none that is taken for another


class AccessError(Exception):
    """An officer who cannot be made or changed as asked. Permanent: the words say what to change."""

    permanent = True


class LockedOut(Exception):
    """Too many wrong passwords for this name. Not permanent: it ends at `until`."""

    permanent = False

    def __init__(self, until: datetime) -> None:
        super().__init__(f"locked until {until.isoformat(timespec='minutes')}")
        self.until = until


def _who(name: str) -> str:
    return salted_hmac("vigie.access.attempt", name.strip().casefold(), algorithm="sha256").hexdigest()


def sign_in(name: str, password: str, now: datetime | None = None) -> Officer | None:
    """The officer, or None when name and password are not of one. Raises `LockedOut`, alike for names of nobody.

    A try is counted before its password is looked at: many at once get no more tries than one after the other.
    """
    now, who = now or datetime.now(UTC), _who(name)
    with transaction.atomic():
        ledger.lock()
        _count(who, now)
    officer = authenticate(None, username=name.strip(), password=password)
    with transaction.atomic():
        ledger.lock()
        if isinstance(officer, Officer):
            Attempt.objects.filter(who=who).delete()
            ledger.write([Act(Tag.SIGNED_IN, f"officer:{officer.username}", officer.username, {"role": officer.role})])
            return officer
        _refused(name.strip(), now)
    return None


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


def password() -> str:
    """A password nobody has to invent: 20 letters that are not taken for one another, 99 bits."""
    letters = [secrets.choice(LETTERS) for _ in range(20)]
    return "-".join("".join(letters[i : i + 5]) for i in range(0, 20, 5))


def add(name: str, role: Role, secret: str, *, unit: str = "", actor: str) -> Officer:
    """A new officer. Raises `AccessError`."""
    officer = Officer(username=name, role=role.value, unit=unit)
    try:
        Officer.username_validator(name)
        validate_password(secret, officer)
    except ValidationError as error:
        raise AccessError(" ".join(error.messages)) from error
    officer.set_password(secret)
    with transaction.atomic():
        ledger.lock()
        if Officer.objects.filter(username__iexact=name).exists():
            raise AccessError(f"there is already an officer named {name}")
        officer.save()
        ledger.write([Act(Tag.OFFICER_ADDED, f"officer:{name}", actor, {"role": role.value, "unit": unit})])
    return officer


def set_active(name: str, active: bool, *, actor: str) -> Officer:
    """Lets somebody in again, or no longer: their open pages end with the next click. Raises `AccessError`."""
    with transaction.atomic():
        ledger.lock()
        officer = _known(name)
        officer.is_active = active
        officer.save(update_fields=["is_active"])
        ledger.write([Act(Tag.OFFICER_CHANGED, f"officer:{name}", actor, {"active": active})])
    return officer


def set_password(name: str, secret: str, *, actor: str) -> Officer:
    """A new password, which also ends the sessions opened with the old one. Raises `AccessError`."""
    with transaction.atomic():
        ledger.lock()
        officer = _known(name)
        try:
            validate_password(secret, officer)
        except ValidationError as error:
            raise AccessError(" ".join(error.messages)) from error
        officer.set_password(secret)
        officer.save(update_fields=["password"])
        Attempt.objects.filter(who=_who(name)).delete()
        ledger.write([Act(Tag.OFFICER_CHANGED, f"officer:{name}", actor, {"password": "changed"})])
    return officer


def _known(name: str) -> Officer:
    officer = Officer.objects.filter(username=name).first()
    if officer is None:
        raise AccessError(f"there is no officer named {name}")
    return officer
