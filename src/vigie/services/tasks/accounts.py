"""Accounts of services: each change with its ledger entry, in one transaction."""

from __future__ import annotations

import hashlib
import re
import secrets
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import NamedTuple

from django.db import transaction

from vigie.ledger import models as ledger
from vigie.ledger.chain import Act
from vigie.ledger.tags import Tag
from vigie.services.errors import ServiceError
from vigie.services.models import Key, Service
from vigie.services.secret import make, sealed

_NAME = re.compile(r"[\w.\- ]{1,80}")
KEY_MARK = "vigie_"  # so that a key found where it should not be is known for what it is


class Limits(NamedTuple):
    """What a service may use; None: as it is, or the default."""

    requests_a_minute: int | None = None
    reports_a_day: int | None = None
    bytes_a_day: int | None = None
    matches_a_day: int | None = None


def add(
    name: str,
    *,
    actor: str,
    company: str = "",
    sandbox: bool = False,
    contract: str = "",
    contract_until: datetime | None = None,
    limits: Limits = Limits(),  # noqa: B008 (a constant)
) -> tuple[Service, str]:
    """A new account and its password, which is told this once. Raises `ServiceError`."""
    if not _NAME.fullmatch(name):
        raise ServiceError("a service's name is 1 to 80 letters, digits, blanks, dots, hyphens or underscores")
    secret, now = make(), datetime.now(UTC)
    service = Service(
        name=name,
        username=_username(name),
        password=sealed(secret),
        company=company,
        sandbox=sandbox,
        contract=contract,
        contract_until=contract_until,
        added_at=now,
        added_by=actor,
        renewed_at=now,
        **{key: value for key, value in limits._asdict().items() if value is not None},
    )
    with transaction.atomic():
        ledger.lock()
        if Service.objects.filter(name__iexact=name).exists():
            raise ServiceError(f"there is already a service named {name}")
        service.save()
        ledger.write([_told(Tag.SERVICE_ADDED, service, actor, {"company": company, "sandbox": sandbox})])
    return service, secret


def _username(name: str) -> str:
    """From the name, and not to be guessed from it: who tries passwords must know it first."""
    slug = re.sub(r"[^a-z0-9]+", "-", name.casefold()).strip("-")[:40] or "service"
    return f"{slug}-{secrets.token_hex(3)}"


def _told(tag: Tag, service: Service, actor: str, what: dict[str, str | int | bool]) -> Act:
    return Act(tag, service.actor, actor, what)


def set_active(name: str, active: bool, *, actor: str, why: str = "") -> Service:
    """Lets a service report again, or no longer. What it sent stays. Raises `ServiceError`."""
    return _change(name, {"active": active}, {"active": active, "why": why}, actor)


def renew(name: str, *, actor: str) -> tuple[Service, str]:
    """A new password; the old one ends at once. Raises `ServiceError`."""
    secret = make()
    changed = {"password": sealed(secret), "renewed_at": datetime.now(UTC)}
    return _change(name, changed, {"password": "changed"}, actor), secret


def agree(name: str, contract: str, until: datetime | None, *, actor: str) -> Service:
    """What allows the service to ask whether a file is known; an empty contract ends it. Raises `ServiceError`."""
    told = {"contract": contract, "until": until.isoformat() if until else ""}
    return _change(name, {"contract": contract, "contract_until": until}, told, actor)


def _change(name: str, fields: Mapping[str, object], told: Mapping[str, str | bool], actor: str) -> Service:
    with transaction.atomic():
        ledger.lock()
        service = named(name)
        for field, value in fields.items():
            setattr(service, field, value)
        service.save(update_fields=list(fields))
        ledger.write([_told(Tag.SERVICE_CHANGED, service, actor, dict(told))])
    return service


def named(name: str) -> Service:
    """A service by its name or its username. Raises `ServiceError`."""
    found = Service.objects.filter(name=name).first() or Service.objects.filter(username=name).first()
    if found is None:
        raise ServiceError(f"there is no service named {name}")
    return found


def add_key(name: str, label: str, *, sandbox: bool, actor: str) -> tuple[Key, str]:
    """A bearer key, told this once. A sandbox key works on invented reports only. Raises `ServiceError`."""
    secret = KEY_MARK + ("test_" if sandbox else "live_") + secrets.token_urlsafe(32)
    with transaction.atomic():
        ledger.lock()
        service = named(name)
        sandbox = sandbox or service.sandbox
        digest = key_digest(secret)
        key = Key.objects.create(
            service=service, label=label[:80], digest=digest, sandbox=sandbox, made_at=datetime.now(UTC)
        )
        ledger.write([_told(Tag.SERVICE_CHANGED, service, actor, {"key": key.pk, "label": label, "sandbox": sandbox})])
    return key, secret


def end_key(name: str, pk: int, *, actor: str) -> Key:
    """Ends a bearer key at once. Raises `ServiceError`."""
    with transaction.atomic():
        ledger.lock()
        key = Key.objects.select_related("service").filter(service=named(name), pk=pk).first()
        if key is None:
            raise ServiceError(f"{name} has no key {pk}")
        key.ended_at = key.ended_at or datetime.now(UTC)
        key.save(update_fields=["ended_at"])
        ledger.write([_told(Tag.SERVICE_CHANGED, key.service, actor, {"key": pk, "ended": True})])
    return key


def key_digest(secret: str) -> str:
    """What is kept of a key."""
    return hashlib.sha256(secret.encode()).hexdigest()
