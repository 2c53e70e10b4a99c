"""Changes of the pack: at once where little hangs on them, by two people where much does; each in the ledger."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime
from pathlib import Path

import msgspec
from django.conf import settings
from django.db.models import QuerySet

from vigie.access.models import Officer, Proposal
from vigie.access.tasks import proposals
from vigie.access.tasks.scope import Unknown, given
from vigie.access.tasks.write import written
from vigie.amendments.asked import Asked
from vigie.amendments.models import Amendment
from vigie.journey.tasks.again import send_all_back
from vigie.ledger.chain import Act, Value
from vigie.ledger.tags import Tag
from vigie.territory import amendment
from vigie.territory.amendment import Kind

AMEND, RESTORE = "amend", "restore"  # what a proposal asks for: a change; that the pack's own word holds again
AGAIN = {
    Kind.UNIT: "dispatch",
    Kind.CLOCK: "dispatch",
    Kind.COURT: "dispatch",
    Kind.OFFENCE: "triage",
}  # who looks at it
UNSEEN = {"address", "email"}  # of a court: where it is written to, which no step looks at


def standing() -> QuerySet[Amendment]:
    """What the desk changed of its country's pack and did not take back, in the order in which it was said."""
    return Amendment.objects.filter(country=settings.VIGIE_COUNTRY, withdrawn_at=None).order_by("pk")


def change(officer: Officer, asked: Asked, reason: str) -> Proposal | None:
    """Does it, or asks a second person where the change is heavy: then what waits is given. Raises `Refused`."""
    why, subject = given(reason), _subject(asked.kind, asked.key)
    if asked.heavy:
        return proposals.propose(officer, AMEND, subject, msgspec.to_builtins(asked), why)
    with written() as acts:
        acts.append(_kept(asked, officer.username, "", why))
        _look_again(asked.kind, asked.values)
    publish()
    return None


def take_back(officer: Officer, number: int, reason: str) -> Proposal | None:
    """What the pack says holds again. What two people agreed on is taken back by two. Raises `Refused`, `Unknown`."""
    why, row = given(reason), standing().filter(pk=number).first()
    if row is None:
        raise Unknown
    if row.confirmed_by:
        facts: dict[str, Value] = {"kind": row.kind, "key": row.key, "values": row.values, "amendment": row.pk}
        return proposals.propose(officer, RESTORE, _subject(Kind(row.kind), row.key), facts, why)
    with written() as acts:
        acts.append(_restored(row.pk, officer.username, why))
        _look_again(Kind(row.kind), row.values)
    publish()
    return None


def carry_out(proposal: Proposal) -> list[Act]:
    """What a second person agreed on, in the transaction in which they said so. `publish` afterwards."""
    if proposal.what == RESTORE:
        act = _restored(int(proposal.facts["amendment"]), proposal.by, proposal.reason)
        _look_again(Kind(proposal.facts["kind"]), proposal.facts["values"])
        return [act]
    if proposal.what == AMEND:
        asked = msgspec.convert(proposal.facts, Asked)
        _look_again(asked.kind, asked.values)
        return [_kept(asked, proposal.by, proposal.settled_by, proposal.reason)]
    return []


def _kept(asked: Asked, by: str, confirmed_by: str, why: str) -> Act:
    made = Amendment.objects.create(
        country=settings.VIGIE_COUNTRY,
        kind=asked.kind.value,
        key=asked.key,
        values=dict(asked.values),
        since=asked.since,
        until=asked.until,
        source=asked.source,
        reason=why,
        at=datetime.now(UTC),
        by=by,
        confirmed_by=confirmed_by,
    )
    facts: dict[str, Value] = {
        "amendment": made.pk, "values": made.values, "since": made.since.isoformat(), "source": made.source,
        "until": made.until.isoformat() if made.until else "", "confirmed_by": confirmed_by, "reason": why,
    }  # fmt: skip
    return Act(Tag.PACK_AMENDED, _subject(asked.kind, asked.key), by, facts)


def _restored(number: int, by: str, why: str) -> Act:
    row = standing().select_for_update().filter(pk=number).first()
    if row is None:
        raise Unknown
    row.withdrawn_at, row.withdrawn_by, row.withdrawn_why = datetime.now(UTC), by, why
    row.save(update_fields=["withdrawn_at", "withdrawn_by", "withdrawn_why"])
    return Act(Tag.PACK_RESTORED, _subject(Kind(row.kind), row.key), by, {"amendment": row.pk, "reason": why})


def _subject(kind: Kind, key: str) -> str:
    return f"pack:{settings.VIGIE_COUNTRY}:{kind.value}:{key}"


def _look_again(kind: Kind, values: Mapping[str, object]) -> None:
    """Every report goes back to the step that looks at what was changed."""
    if kind in AGAIN and not (kind is Kind.COURT and set(values) <= UNSEEN):
        send_all_back(AGAIN[kind])


def publish() -> bool:
    """Writes what stands where every process reads it, whole or not at all. Returns whether that was new. A crash
    before it leaves the older file: `vigie serve` and `vigie work` call it when they start."""
    place: Path = settings.VIGIE_HOME / "packs" / settings.VIGIE_COUNTRY.lower()
    path = place / amendment.FILE
    if _written(path) == _standing():
        return False
    with written():  # of two who publish at once the later knows of both
        place.mkdir(parents=True, exist_ok=True, mode=0o700)
        part = place / f".{amendment.FILE}.part"
        part.write_bytes(_standing())
        part.replace(path)
    return True


def _standing() -> bytes:
    return amendment.written(_told(row) for row in standing())


def _written(path: Path) -> bytes:
    return path.read_bytes() if path.is_file() else amendment.written(())


def _told(row: Amendment) -> amendment.Amendment:
    return amendment.Amendment(
        row.pk, Kind(row.kind), row.key, row.values, row.since, row.by, row.reason, row.until,
        row.confirmed_by, row.source,
    )  # fmt: skip


def history(kind: Kind, key: str) -> list[Amendment]:
    """Every change of one entry, the newest first, also what was taken back."""
    rows = Amendment.objects.filter(country=settings.VIGIE_COUNTRY, kind=kind.value, key=key)
    return list(rows.order_by("-pk"))


def newest(on: date) -> dict[tuple[str, str], Amendment]:
    """By kind and key, the change that says last what holds on a day."""
    return {
        (row.kind, row.key): row for row in standing() if row.since <= on and (row.until is None or on <= row.until)
    }


def waiting() -> list[Proposal]:
    """The changes that wait for a second person."""
    return [one for one in proposals.waiting() if one.what in (AMEND, RESTORE)]
