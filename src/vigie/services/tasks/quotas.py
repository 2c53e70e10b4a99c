"""What a service uses: paced by the minute in this process, counted by the day in the database."""

from __future__ import annotations

import os
from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from typing import Literal

from django.db import connection

from vigie.services.errors import Spared
from vigie.services.models import Service, Spent
from vigie.services.pace import Pace

Kind = Literal["report", "byte", "match", "request"]
_pace = Pace()


def pace(service: Service, processes: int | None = None) -> None:
    """One request more of this service. Raises `Spared`. Each of the processes that answer allows its share."""
    share = max(1, service.requests_a_minute // (processes or int(os.environ.get("WEB_CONCURRENCY") or 1)))
    seconds = _pace.wait(service.pk, share)
    if seconds:
        raise Spared(f"{service.requests_a_minute} requests a minute were agreed", seconds)


def spend(service: Service, kind: Kind, amount: int = 1, at: datetime | None = None) -> None:
    """Counts what a service uses, inside the caller's transaction: it counts if the rest is kept. Raises `Spared`
    when that is more than was agreed for the day."""
    now = at or datetime.now(UTC)
    total = _count(service, kind, amount, now.date())
    limit = _limit(service, kind)
    if limit is not None and total > limit:
        midnight = datetime.combine(now.date() + timedelta(days=1), datetime.min.time(), UTC)
        raise Spared(f"{limit} a day were agreed ({kind})", max(1, int((midnight - now).total_seconds())))


def _limit(service: Service, kind: Kind) -> int | None:
    limits: Mapping[Kind, int] = {
        "report": service.reports_a_day,
        "byte": service.bytes_a_day,
        "match": service.matches_a_day,
    }
    return limits.get(kind)


def _count(service: Service, kind: Kind, amount: int, day: date) -> int:
    with connection.cursor() as cursor:
        cursor.execute(
            f"""INSERT INTO "{Spent._meta.db_table}" ("service_id", "day", "kind", "amount") VALUES (%s, %s, %s, %s)
            ON CONFLICT ("service_id", "day", "kind") DO UPDATE SET "amount" = "{Spent._meta.db_table}"."amount" +
            excluded."amount" RETURNING "amount" """,
            [service.pk, day, kind, amount],
        )
        return int(cursor.fetchone()[0])


def may_match(service: Service, at: datetime | None = None) -> bool:
    """Whether a contract allows this service to ask whether a file is known, now."""
    until = service.contract_until
    return service.active and bool(service.contract) and (until is None or until > (at or datetime.now(UTC)))
