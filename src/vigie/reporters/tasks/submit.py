"""A submission: sealed as evidence first, with its way back; then set on its way, at once or when its time has come."""

from __future__ import annotations

import io
import secrets
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import BinaryIO

import msgspec
from django.conf import settings

from vigie.evidence.leaf import Leaf
from vigie.evidence.seal import SealError
from vigie.evidence.tasks import Sealer, open_object
from vigie.intake.portal.document import DOCUMENT, SOURCE, Told
from vigie.journey.tasks.receive import begin, receive
from vigie.journey.tasks.write import short_write
from vigie.journey.tree import Event, listed
from vigie.ledger.chain import Act, Value
from vigie.ledger.tags import Tag
from vigie.report.nouns import Member, Sha256
from vigie.reporters.models import Box, Filed, Waiting

LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # none that is taken for another
RETRY = timedelta(minutes=1)  # a submission that was not let in at once is looked at again after this


@dataclass(frozen=True, slots=True)
class Handed:
    """A file of a submission: its path in the parcel and its bytes."""

    path: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Hold:
    """Why a submission waits, and until when; `due` None: until a person lets it in. Without a `why` it does not wait,
    and only what it is like is noted."""

    why: str
    due: datetime | None
    like: str = ""
    bucket: str = ""


def new_number(letter: str = "P") -> str:
    """A report's number: short enough to be said, by chance, so that nobody can count them."""
    drawn = "".join(secrets.choice(LETTERS) for _ in range(8))
    return f"{letter}-{drawn[:4]}-{drawn[4:]}"


def submit(told: Told, files: Sequence[Handed], *, box: Box | None = None, hold: Hold | None = None) -> None:
    """Seals a submission. When it returns, every byte is on the disk and nothing of it can be lost; unless it is held,
    it is on its journey. Raises `SealError` when it cannot be sealed: then nothing was taken."""
    _seal(told, files, 1, box, hold)
    if hold is None or not hold.why:
        let_in(told.number, "")


def amend(told: Told, files: Sequence[Handed]) -> None:
    """A submission told anew, with what was added: a version of the same report. Its earlier files come with it."""
    last = Filed.objects.filter(number=told.number).order_by("-round").values_list("round", flat=True).first() or 0
    _seal(told, files, last + 1, None, None)
    let_in(told.number, "")


def told_of(number: str) -> Told:
    """What was said under a number, as told last. Raises `Filed.DoesNotExist`, `SealError`."""
    row = Filed.objects.filter(number=number, position=0).latest("round")
    with open_object(Sha256(row.sha256)) as stream:
        return msgspec.json.decode(stream.read(), type=Told)


def _seal(told: Told, files: Sequence[Handed], round_: int, box: Box | None, hold: Hold | None) -> None:
    content = msgspec.json.format(msgspec.json.encode(told), indent=1)
    handed = [Handed(DOCUMENT, content), *files]
    sealer = Sealer()
    try:
        sealed = sealer.seal(_leaf(one) for one in handed)
        members = [one for one in sealed if isinstance(one, Member)]
        if len(members) != len(handed):
            raise SealError("a file of the submission could not be sealed", permanent=False)
        with short_write() as acts:
            sealer.commit()
            _rows(told.number, round_, members, box, hold)
            acts.append(_sealed(told, members, hold))
        sealer.committed()
    finally:
        sealer.close()


def _leaf(one: Handed) -> Leaf:
    return Leaf(one.path, lambda: io.BytesIO(one.content))


def _rows(number: str, round_: int, members: Sequence[Member], box: Box | None, hold: Hold | None) -> None:
    Filed.objects.bulk_create(
        Filed(number=number, round=round_, position=place, path=member.path[:200], sha256=member.sha256)
        for place, member in enumerate(members)
    )
    now = datetime.now(UTC)
    wait = hold or Hold("", now + RETRY)
    row = {"at": now, "why": wait.why, "like": wait.like, "bucket": wait.bucket, "due_at": wait.due, "let_in_at": None}
    Waiting.objects.update_or_create(number=number, defaults=row)
    if box is not None:
        box.save()


def _sealed(told: Told, members: Sequence[Member], hold: Hold | None) -> Act:
    facts: dict[str, Value] = {
        "way": told.way,
        "files": len(members) - 1,
        "document": members[0].sha256,
        "held": hold.why if hold else "",
    }
    return Act(Tag.SUBMISSION_SEALED, f"report:{SOURCE}/{told.number}", "door:portal", facts)


def let_in(number: str, officer: str) -> bool:
    """Sets a sealed submission on its way: True when it had waited. Done twice it makes nothing twice."""
    waiting = Waiting.objects.filter(number=number, let_in_at=None).first()
    if waiting is None:
        return False
    receive(begin("portal", "portal", officer or "door:portal", SOURCE), _events(number))
    with short_write() as acts:
        Waiting.objects.filter(pk=waiting.pk).update(let_in_at=datetime.now(UTC), let_in_by=officer, bucket="")
        if officer:
            facts = {"why": waiting.why, "like": waiting.like}
            acts.append(Act(Tag.SUBMISSION_LET_IN, f"report:{SOURCE}/{number}", officer, facts))
    return True


def _events(number: str) -> Iterator[Event]:
    """The files of a submission as told last, with those of earlier rounds."""
    rows = list(Filed.objects.filter(number=number).order_by("-round", "position"))
    folder = f"{number}-v{rows[0].round}" if rows and rows[0].round > 1 else number
    latest = {row.path: row.sha256 for row in reversed(rows)}
    return listed((f"{folder}/{path}", _opener(Sha256(sha256))) for path, sha256 in latest.items())


def _opener(sha256: Sha256) -> Callable[[], BinaryIO]:
    return lambda: open_object(sha256)


def language_of_desk() -> str:
    """The language in which officers read."""
    return str(settings.LANGUAGE_CODE)
