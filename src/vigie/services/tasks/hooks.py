"""Tells services what became of their reports, at the address that the desk has agreed with them."""

from __future__ import annotations

import json
import secrets
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from vigie.journey.tasks.write import short_write
from vigie.ledger.chain import Act
from vigie.ledger.tags import Tag
from vigie.services.errors import ServiceError
from vigie.services.models import Hook, Sending, Submission
from vigie.services.outgoing import Undelivered, fit, send
from vigie.services.tasks.accounts import named
from vigie.services.tasks.partner import reading

WAITS = (60, 300, 1800, 7200, 21_600, 43_200, 86_400)  # seconds before each further try; after the last it is given up
AT_ONCE = 50
LATELY = timedelta(days=2)
Send = Callable[[str, bytes, str, int], None]


def set_hook(name: str, url: str, *, actor: str) -> tuple[Hook | None, str]:
    """Where a service is told, and the secret that signs, told this once; an empty address ends it. Raises
    `ServiceError`."""
    if url:
        try:
            fit(url)
        except Undelivered as error:
            raise ServiceError(str(error)) from error
    secret = secrets.token_urlsafe(32)
    with short_write() as acts:
        service = named(name)
        told = {"url": url, "secret": secret, "active": bool(url)}
        hook, _ = Hook.objects.update_or_create(service=service, defaults=told)
        acts.append(Act(Tag.SERVICE_CHANGED, service.actor, actor, {"hook": url}))
    return (hook, secret) if url else (None, "")


def tell(now: datetime | None = None, send: Send = send) -> int:
    """Makes the messages that are due and sends those whose time has come. Returns how many were taken."""
    now = now or datetime.now(UTC)
    hooks = {hook.service_id: hook for hook in Hook.objects.filter(active=True)}
    if not hooks:
        return 0
    _make(hooks, now)
    due = Sending.objects.filter(next_at__lte=now, hook__active=True).select_related("hook").order_by("next_at")
    return sum(_send(one, now, send) for one in due[:AT_ONCE])


def _make(hooks: dict[int, Hook], now: datetime) -> None:
    """One message for each report that was read, could not be read, or was left open, of the last days."""
    rows = Submission.objects.filter(service_key__in=list(hooks), ended_at__gte=now - LATELY, sandbox=False)
    told = set(Sending.objects.filter(made_at__gte=now - 2 * LATELY).values_list("hook_id", "event", "subject"))
    new = []
    for row in rows.exclude(state=Submission.State.RETRACTED).order_by("pk"):
        hook, event = hooks[row.service_key], _event(row)
        if event and (hook.pk, event, row.number) not in told:
            body = {"event": event, "report": row.number, "your_reference": row.reference or None}
            new.append(
                Sending(hook=hook, event=event, subject=row.number, body=json.dumps(body), made_at=now, next_at=now)
            )
    Sending.objects.bulk_create(new, ignore_conflicts=True)


def _event(row: Submission) -> str:
    if row.state == Submission.State.EXPIRED:
        return f"report.never-finished.{row.version}"
    found = reading(row)
    return f"report.{found}.{row.version}" if found in ("read", "unreadable") else ""


def _send(one: Sending, now: datetime, send: Send) -> bool:
    """One try. It is noted before, so that two workers do not both send it."""
    wait = timedelta(seconds=WAITS[min(one.attempts, len(WAITS) - 1)])
    mine = Sending.objects.filter(pk=one.pk, attempts=one.attempts, next_at=one.next_at)
    if not mine.update(attempts=one.attempts + 1, next_at=now + wait):
        return False
    rows = Sending.objects.filter(pk=one.pk)
    try:
        send(one.hook.url, one.body.encode(), one.hook.secret, int(now.timestamp()))
    except Undelivered as error:
        over = error.permanent or one.attempts + 1 >= len(WAITS)
        rows.update(error=str(error)[:300], next_at=None if over else now + wait)
        return False
    rows.update(done_at=now, next_at=None, error="")
    return True
