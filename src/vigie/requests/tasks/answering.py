"""Takes answers in: sealed first, then read, each put to its request and its report, which is judged anew."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import UTC, datetime

import msgspec
from msgspec.structs import replace

from vigie.access.models import Officer
from vigie.access.roles import Act as Right
from vigie.evidence.leaf import Leaf
from vigie.evidence.seal import SealError
from vigie.evidence.tasks import Sealer, open_object
from vigie.journey.tasks.again import send_back
from vigie.journey.tasks.write import short_write
from vigie.ledger.chain import Act, Value
from vigie.ledger.tags import Tag
from vigie.report.models import Answered, Report
from vigie.report.nouns import Answer, Member, Sha256, say
from vigie.requests.models import Request, Stray
from vigie.requests.reading import Line, read
from vigie.requests.tasks import strays
from vigie.requests.tasks.refused import Refused


class Outcome(msgspec.Struct, frozen=True):
    """What became of one line of an answer: put to `request`, or not, and why."""

    line: Line
    request: str = ""
    identified: bool | None = None
    again: bool = False  # taken in before


def take(officer: Officer, content: bytes, name: str) -> list[Outcome]:
    """Seals a document, reads its answers and puts them to their requests. The same document again changes nothing.
    Raises `Refused`, `SealError`."""
    if not officer.may(Right.ASK_OTHERS):
        raise Refused(say("You may not take answers in."))
    digest = _seal(officer, content, name)
    outcomes = list(_put(officer, read(content, name, digest, datetime.now(UTC)), digest))
    strays.keep(officer, digest, name, [one.line for one in outcomes if one.line.problem is not None])
    strays.found({one.line.place for one in outcomes if one.request}, digest)
    return outcomes


def place(officer: Officer, stray: Stray, reference: str) -> Outcome:
    """Puts a line that belonged to nothing to the request that a person names. Raises `Refused`, `SealError`."""
    if not officer.may(Right.ASK_OTHERS):
        raise Refused(say("You may not take answers in."))
    now = datetime.now(UTC)
    with open_object(Sha256(stray.document)) as stream:
        lines = read(stream.read(), stray.name, stray.document, now, reference.strip())
    outcome = next((one for one in _put(officer, lines[stray.position : stray.position + 1], stray.document)), None)
    if outcome is None or outcome.line.problem is not None:
        raise Refused((outcome and outcome.line.problem) or say("This line cannot be read again."))
    strays.found({stray.position}, stray.document, officer, outcome.request)
    return outcome


def _seal(officer: Officer, content: bytes, name: str) -> str:
    sealer = Sealer()
    try:
        sealed = sealer.seal([Leaf(name, lambda: io.BytesIO(content))])[0]
        if not isinstance(sealed, Member):
            raise SealError("the answer could not be sealed", permanent=False)
        with short_write() as acts:
            sealer.commit()
            payload: dict[str, Value] = {"name": name[:200], "size": sealed.size}
            acts.append(Act(Tag.ANSWER_RECEIVED, f"answer:{sealed.sha256}", officer.username, payload))
        sealer.committed()
    finally:
        sealer.close()
    return str(sealed.sha256)


def _put(officer: Officer, lines: list[Line], digest: str) -> Iterator[Outcome]:
    for line in lines:
        if line.answer is None:
            yield Outcome(line)
            continue
        row = Request.objects.filter(reference=line.answer.request).first()
        if row is None:
            yield Outcome(replace(line, problem=say("No request {name} was made here.", name=line.answer.request)))
        elif row.state not in (Request.State.SENT, Request.State.ANSWERED):
            yield Outcome(replace(line, problem=say("Request {name} has not left.", name=row.reference)))
        else:
            yield _kept(
                officer, row, line, replace(line.answer, kind=row.kind, by=line.answer.by or row.recipient), digest
            )


def _kept(officer: Officer, row: Request, line: Line, answer: Answer, digest: str) -> Outcome:
    with short_write() as acts:
        _, fresh = Answered.objects.get_or_create(
            report_key=row.report_key,
            request=row.reference,
            document=digest,
            position=line.place,
            defaults={"content": msgspec.json.encode(answer).decode(), "at": answer.at},
        )
        if fresh:
            Request.objects.filter(pk=row.pk).update(state=Request.State.ANSWERED, answered_at=answer.at)
            send_back({row.report_key}, "triage")
            report = Report.objects.get(pk=row.report_key)
            facts: dict[str, Value] = {"request": row.reference, "document": digest, "identified": answer.identified}
            acts.append(Act(Tag.REQUEST_ANSWERED, f"report:{report.name}", officer.username, facts))
    return Outcome(line, row.reference, answer.identified, again=not fresh)
