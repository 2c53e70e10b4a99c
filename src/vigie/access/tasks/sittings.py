"""Where somebody is signed in, and ending that from elsewhere: the session is deleted, the next click finds none."""

from __future__ import annotations

from datetime import UTC, datetime

from django.contrib.sessions.models import Session
from django.db.models import QuerySet

from vigie.access.models import Officer, Sitting
from vigie.access.tasks.write import written
from vigie.ledger.chain import Act
from vigie.ledger.tags import Tag


def opened(officer: Officer, session: str, by: str, browser: str) -> None:
    """Notes a session that was opened."""
    Sitting.objects.create(
        officer=officer, session=session, at=datetime.now(UTC), by=by, browser=browser.replace("\0", "")[:120]
    )


def of(officer: Officer) -> list[Sitting]:
    """The sessions that are open, newest first. Those that ended by themselves are forgotten."""
    open_ = Session.objects.filter(expire_date__gt=datetime.now(UTC)).values("session_key")
    mine = Sitting.objects.filter(officer=officer)
    mine.exclude(session__in=open_).delete()
    return list(mine.order_by("-at"))


def _ended(rows: QuerySet[Sitting], officer: Officer, actor: str) -> int:
    with written() as acts:
        keys = list(rows.values_list("session", flat=True))
        Session.objects.filter(session_key__in=keys).delete()
        rows.delete()
        if keys:
            acts.append(Act(Tag.SESSION_ENDED, f"officer:{officer.username}", actor, {"sessions": len(keys)}))
    return len(keys)


def end(officer: Officer, key: int, *, actor: str) -> int:
    """Ends one session of somebody. How many were ended."""
    return _ended(Sitting.objects.filter(officer=officer, pk=key), officer, actor)


def end_all(officer: Officer, *, actor: str, but: str = "") -> int:
    """Ends every session of somebody, but the one that asks."""
    return _ended(Sitting.objects.filter(officer=officer).exclude(session=but), officer, actor)
