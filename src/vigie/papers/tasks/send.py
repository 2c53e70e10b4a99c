"""How a dossier leaves the desk, and what its addressee makes of it: each with its receipt."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings

from vigie.access.tasks.scope import Refused, given
from vigie.journey.tasks.write import short_write
from vigie.ledger.chain import Act, Value
from vigie.ledger.tags import Tag
from vigie.papers.compose import name
from vigie.papers.models import Dossier, Sending
from vigie.papers.partners import Partner
from vigie.papers.signing import PapersError
from vigie.papers.tasks import deliver
from vigie.papers.tasks.make import kept
from vigie.papers.unpack import encrypted
from vigie.report.nouns import say


@dataclass(frozen=True)
class Sent:
    """What left: its receipt, its file name, its bytes."""

    row: Sending
    name: str
    content: bytes


def send(row: Dossier, by: str, to: str, way: str, recipients: str = "", partner: Partner | None = None) -> Sent:
    """Takes a dossier out: as bytes to be downloaded, into the folder that partners fetch from, or to a partner of
    `partners.toml`. Encrypted when there are recipients (age1..., in words); media leave encrypted only. Raises
    `Refused`, `PapersError`."""
    if partner is not None:
        way = Sending.Way.SFTP if partner.remote else Sending.Way.FOLDER
        to, recipients = to.strip() or partner.name, " ".join((recipients, *partner.recipients))
    keys = list(dict.fromkeys(recipients.split()))
    if len(to.strip()) < 3:
        raise Refused(say("Say to whom it goes."), field="to")
    if row.media and not keys:
        raise Refused(say("This dossier holds pictures or videos: it leaves encrypted only."), field="recipients")
    content = kept(row)
    content, file = (encrypted(content, keys), ".zip.age") if keys else (content, ".zip")
    digest = hashlib.sha256(content).hexdigest()
    if partner is not None:
        deliver.lay(partner, settings.VIGIE_HOME, f"{name(row.reference)}{file}", content)
    elif way == Sending.Way.FOLDER:
        _dropped(f"{name(row.reference)}{file}", content)
    with short_write() as acts:
        sending = Sending.objects.create(
            dossier=row, at=datetime.now(UTC), by=by, way=way, to=to.strip(), sha256=digest, encrypted_to=" ".join(keys)
        )
        facts: dict[str, Value] = {
            "to": to.strip(),
            "way": str(way),
            "sha256": digest,
            "encrypted": bool(keys),
            "sending": sending.pk,
        }
        acts.append(Act(Tag.DOSSIER_SENT, f"dossier:{row.reference}", by, facts))
    return Sent(sending, f"{name(row.reference)}{file}", content)


def _dropped(file: str, content: bytes) -> None:
    """Whole or not at all: who fetches never sees half of it."""
    folder: Path | None = settings.VIGIE_OUTBOX
    if folder is None:
        raise PapersError("there is no folder for partners (VIGIE_OUTBOX)")
    deliver.into(folder, file, content)


def answer(sending_key: int, row: Dossier, by: str, what: str, why: str) -> None:
    """Writes down what the addressee answered. A refusal needs its reason. Raises `Refused`."""
    if what not in (Sending.Answer.RECEIVED, Sending.Answer.ACCEPTED, Sending.Answer.REFUSED):
        raise Refused(say("Choose what was answered."), field="answer")
    reason = given(why) if what == Sending.Answer.REFUSED else why.strip()[:4000]
    with short_write() as acts:
        changed = Sending.objects.filter(pk=sending_key, dossier=row).update(
            answer=what, answered_at=datetime.now(UTC), answered_by=by, answer_why=reason
        )
        if not changed:
            raise Refused(say("There is no such sending."), permanent=True)
        facts: dict[str, Value] = {"sending": sending_key, "answer": what, "reason": reason}
        acts.append(Act(Tag.DOSSIER_ANSWERED, f"dossier:{row.reference}", by, facts))
