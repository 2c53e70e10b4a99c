"""Whether files are known, for a service whose contract lets it ask: metered, and each batch in the ledger."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Sequence
from functools import partial

from vigie.journey.tasks.write import short_write
from vigie.ledger.chain import Act
from vigie.ledger.tags import Tag
from vigie.matching import tasks as matching_tasks
from vigie.matching.answering import Batch, Item, Level, Reply, Says, asked, content, count, replies
from vigie.matching.prints import Asked, Print
from vigie.services.tasks.entry import Caller
from vigie.services.tasks.quotas import may_match, spend

EXAMPLE = ("0cc175b9c0f1b6a831c399e269772661", "invented")  # the MD5 of "a", which a sandbox is told is known


class NotAgreed(Exception):
    """No contract lets this service ask. Permanent."""

    permanent = True


def ask(who: Caller, body: bytes, batch: Batch) -> list[Reply]:
    """What the service is told of each item, once the batch is counted and in the ledger: not before. Raises
    `NotAgreed`, `BadBatch`, and `Spared` when it asks more than was agreed."""
    if not may_match(who.service):
        raise NotAgreed("no contract lets this service ask whether a file is known")
    level = matching_tasks.level_of(who.service.pk)
    told = _invented(batch, level) if who.sandbox else _told(batch, level)
    facts = {"sha256": hashlib.sha256(body).hexdigest(), "level": level.value, "sandbox": who.sandbox, **count(told)}
    with short_write() as acts:
        spend(who.service, "match", len(batch.items))
        acts.append(Act(Tag.LIST_ASKED, "lists", who.service.actor, facts))
    return told


def _told(batch: Batch, level: Level) -> list[Reply]:
    prints = _prints(batch.items)
    wants = [asked(item, prints.get(place)) for place, item in enumerate(batch.items)]
    digests = {digest for want in wants for digest in want.digests}
    looks = {look.pdq for want in wants for look in want.looks}
    return replies(batch.items, wants, matching_tasks.know(digests, looks, patient=True), level)


def _prints(items: Sequence[Item]) -> dict[int, Print]:
    """The prints of the files that came with the batch, which are not kept."""
    brought = {place: content(item) for place, item in enumerate(items) if item.content}
    if not brought:
        return {}
    files = (Asked(place, partial(io.BytesIO, content_)) for place, content_ in brought.items())
    return dict(matching_tasks.decoder().prints(files))


def _invented(batch: Batch, level: Level) -> list[Reply]:
    """A sandbox is told nothing of the lists."""
    category = EXAMPLE[1] if level is Level.CATEGORY else None
    return [
        Reply(item.id, Says.KNOWN, category)
        if item.md5.strip().lower() == EXAMPLE[0]
        else Reply(item.id, Says.NOT_KNOWN)
        for item in batch.items
    ]
