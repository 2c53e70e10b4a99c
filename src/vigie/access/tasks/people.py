"""Who is there: people added, let in, kept out."""

from __future__ import annotations

import secrets
from datetime import UTC, datetime

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from vigie.access.models import Announcement, Attempt, Officer
from vigie.access.roles import Role
from vigie.access.tasks.entry import who
from vigie.access.tasks.write import written
from vigie.ledger.chain import Act
from vigie.ledger.tags import Tag
from vigie.report.nouns import Saying, say

LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"  # none that is taken for another


class AccessError(Exception):
    """Something of people that cannot be made or changed as asked. Permanent: the words say what to change."""

    permanent = True

    def __init__(self, why: Saying | str) -> None:
        super().__init__(str(why))
        self.why = why


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
    with written() as acts:
        if Officer.objects.filter(username__iexact=name).exists():
            raise AccessError(say("there is already an officer named {name}", name=name))
        officer.save()
        acts.append(Act(Tag.OFFICER_ADDED, f"officer:{name}", actor, {"role": role.value, "unit": unit}))
    return officer


def set_active(name: str, active: bool, *, actor: str) -> Officer:
    """Lets somebody in again, or no longer: their open pages end with the next click. Raises `AccessError`."""
    with written() as acts:
        officer = _known(name)
        officer.is_active = active
        officer.save(update_fields=["is_active"])
        acts.append(Act(Tag.OFFICER_CHANGED, f"officer:{name}", actor, {"active": active}))
    return officer


def set_password(name: str, secret: str, *, actor: str) -> Officer:
    """A new password, which also ends the sessions opened with the old one. Raises `AccessError`."""
    with written() as acts:
        officer = _known(name)
        try:
            validate_password(secret, officer)
        except ValidationError as error:
            raise AccessError(" ".join(error.messages)) from error
        officer.set_password(secret)
        officer.save(update_fields=["password"])
        Attempt.objects.filter(who=who(name)).delete()
        acts.append(Act(Tag.OFFICER_CHANGED, f"officer:{name}", actor, {"password": "changed"}))
    return officer


def change(name: str, role: Role, unit: str, *, actor: str) -> Officer:
    """Another role or unit. What they had open ends: a page of the old role must not stay. Raises `AccessError`."""
    with written() as acts:
        officer = _known(name)
        if officer.username == actor:
            raise AccessError(say("nobody changes their own role: ask another administrator"))
        before = {"role": officer.role, "unit": officer.unit}
        officer.role, officer.unit = role.value, unit
        officer.save(update_fields=["role", "unit"])
        facts = {"role": role.value, "unit": unit, "before": before["role"], "unit_before": before["unit"]}
        acts.append(Act(Tag.OFFICER_CHANGED, f"officer:{name}", actor, facts))
    return officer


def announce(words: str, until: datetime, *, actor: str) -> Announcement:
    """Tells everybody at the desk something, until a time. Raises `AccessError`."""
    said = words.replace("\0", "").strip()[:400]
    if len(said) < 3 or until <= datetime.now(UTC):
        raise AccessError(say("an announcement needs words, and an end that is to come"))
    with written() as acts:
        made = Announcement.objects.create(words=said, at=datetime.now(UTC), by=actor, until=until)
        acts.append(Act(Tag.ANNOUNCED, f"announcement:{made.pk}", actor, {"words": said}))
    return made


def end_announcement(key: int, *, actor: str) -> None:
    """Takes an announcement down."""
    with written() as acts:
        if Announcement.objects.filter(pk=key, ended_at=None).update(ended_at=datetime.now(UTC)):
            acts.append(Act(Tag.ANNOUNCED, f"announcement:{key}", actor, {"ended": True}))


def _known(name: str) -> Officer:
    officer = Officer.objects.filter(username=name).first()
    if officer is None:
        raise AccessError(say("there is no officer named {name}", name=name))
    return officer
