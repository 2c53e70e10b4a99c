"""What was not accepted is kept and counted, so that somebody sees that a service tries in vain."""

from __future__ import annotations

from datetime import UTC, datetime

from vigie.journey.tasks.write import short_write
from vigie.ledger.chain import Act
from vigie.ledger.tags import Tag
from vigie.report.nouns import Member
from vigie.services.codes import Wrong
from vigie.services.models import Refusal, Service


def refuse(service: Service, door: str, wrong: Wrong, member: Member) -> None:
    """Notes a refused document; the same one again is the same refusal."""
    now = datetime.now(UTC)
    told = {"code": int(wrong.code), "why": wrong.why[:500], "last_at": now}
    with short_write() as acts:
        row, new = Refusal.objects.get_or_create(
            service_key=service.pk, door=door, sha256=member.sha256, defaults={**told, "first_at": now}
        )
        if new:
            what: dict[str, str | int] = {
                "door": door,
                "code": int(wrong.code),
                "sha256": member.sha256,
                "why": wrong.why[:200],
            }
            acts.append(Act(Tag.SUBMISSION_REFUSED, f"refusal:{row.pk}", service.actor, what))
        else:
            Refusal.objects.filter(pk=row.pk).update(**told, times=row.times + 1)
