"""Lines of answers that belong to no request of ours that left: kept where somebody sees them, until they are placed or
dismissed. What they say is in the sealed document alone."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import UTC, datetime

import msgspec
from django.db.models import QuerySet

from vigie.access.models import Officer
from vigie.access.roles import Act as Right
from vigie.journey.tasks.write import short_write
from vigie.ledger.chain import Act, Value
from vigie.ledger.tags import Tag
from vigie.report.nouns import Saying, say
from vigie.requests.models import Stray
from vigie.requests.reading import Line
from vigie.requests.tasks.refused import Refused

ENOUGH = 3  # letters of a reason


def waiting() -> QuerySet[Stray]:
    """Those that nobody has settled, the oldest first."""
    return Stray.objects.filter(dismissed_at=None).order_by("at", "pk")


def why(stray: Stray) -> Saying:
    """Why it could not be put to a request."""
    return msgspec.json.decode(stray.why, type=Saying)


def keep(officer: Officer, document: str, name: str, lines: Sequence[Line]) -> None:
    """Notes the lines of a document that could not be placed; one that is noted already stays as it is."""
    if not lines:
        return
    now = datetime.now(UTC)
    with short_write() as acts:
        fresh = [line for line in lines if _noted(document, name[:200], line, now, officer)]
        if fresh:
            facts: dict[str, Value] = {"lines": len(fresh)}
            acts.append(Act(Tag.ANSWER_UNPLACED, f"answer:{document}", officer.username, facts))


def _noted(document: str, name: str, line: Line, now: datetime, officer: Officer) -> bool:
    words = msgspec.json.encode(line.problem).decode()
    said = line.answer.request[:80] if line.answer else ""
    told = {"name": name, "said": said, "why": words, "at": now, "by": officer.username}
    _, made = Stray.objects.get_or_create(document=document, position=line.place, defaults=told)
    return made


def found(places: Collection[int], document: str, officer: Officer | None = None, request: str = "") -> None:
    """What was placed is no stray any more. `officer`: who placed it by hand."""
    rows = Stray.objects.filter(document=document, position__in=places)
    if not rows.exists():
        return
    with short_write() as acts:
        rows.delete()
        who = officer.username if officer else "vigie"
        acts.append(Act(Tag.ANSWER_PLACED, f"answer:{document}", who, {"request": request}))


def dismiss(officer: Officer, stray: Stray, reason: str) -> None:
    """Says that a line is not ours to keep. Raises `Refused` without a reason."""
    words = reason.replace("\0", "").strip()
    if not officer.may(Right.ASK_OTHERS):
        raise Refused(say("You may not take answers in."))
    if len(words) < ENOUGH:
        raise Refused(say("Say why, in a few words: whoever reads this later needs it."))
    now = datetime.now(UTC)
    with short_write() as acts:
        changes = {"dismissed_at": now, "dismissed_by": officer.username, "dismissed_why": words}
        if not Stray.objects.filter(pk=stray.pk, dismissed_at=None).update(**changes):
            raise Refused(say("Somebody else was faster: look at it again."))
        acts.append(Act(Tag.ANSWER_DISMISSED, f"answer:{stray.document}", officer.username, {"reason": words}))
