"""How much each service is told that may ask whether files are known."""

from __future__ import annotations

from django.db import transaction

from vigie.ledger.chain import Act
from vigie.ledger.models import lock, write
from vigie.ledger.tags import Tag
from vigie.matching.answering import Level
from vigie.matching.models import Terms


def level_of(service_key: int) -> Level:
    """How much this service is told."""
    row = Terms.objects.filter(service_key=service_key).first()
    return Level(row.level) if row else Level.KNOWN


def agree(service_key: int, level: Level, *, subject: str, actor: str) -> None:
    """From now on the service is told so much."""
    with transaction.atomic():
        lock()
        Terms.objects.update_or_create(service_key=service_key, defaults={"level": level.value})
        write([Act(Tag.SERVICE_CHANGED, subject, actor, {"told": level.value})])
