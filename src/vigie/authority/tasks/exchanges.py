"""Records what was said under a pseudonym, message by message, and who said what first."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import BinaryIO

from vigie.access.models import Officer
from vigie.access.tasks.scope import Refused, Unknown, given
from vigie.authority.models import Exchange, Line
from vigie.authority.scope import Allowed
from vigie.authority.tasks.register import known, need
from vigie.evidence.leaf import Leaf
from vigie.evidence.tasks import Sealer
from vigie.journey.tasks.write import short_write
from vigie.ledger.chain import Act, Value
from vigie.ledger.tags import Tag
from vigie.report.nouns import Member, say


def begin(officer: Officer, report_key: int | None, service: str, pseudonym: str, other: str) -> Exchange:
    """A conversation under a pseudonym, under an order that allows it now. Raises `Refused`."""
    words = [given(text)[:limit] for text, limit in ((service, 100), (pseudonym, 100), (other, 200))]
    now = datetime.now(UTC)
    with short_write() as acts:
        row = need(officer, Allowed.PSEUDONYM, report_key, now)
        made = Exchange.objects.create(
            authorisation=row,
            report_key=report_key,
            service=words[0],
            pseudonym=words[1],
            other=words[2],
            opened_at=now,
            by=officer.username,
        )
        acts.append(_told(Tag.EXCHANGE_OPENED, made, officer, authorisation=row.pk, report=report_key))
    return made


def one(officer: Officer, key: int) -> Exchange:
    """An exchange whose authorisation somebody may know of. Raises `Unknown`."""
    row = Exchange.objects.filter(pk=key, authorisation__in=known(officer)).select_related("authorisation").first()
    if row is None:
        raise Unknown
    return row


def say_line(officer: Officer, key: int, *, ours: bool, said_at: datetime, words: str, begins_topic: bool) -> Line:
    """One message. Ours needs an order that holds at the time; theirs is what came. Raises `Refused`, `Unknown`."""
    text, row = given(words), _open(officer, key)
    with short_write() as acts:
        if ours:
            need(officer, Allowed.PSEUDONYM, row.report_key, said_at)
            _never_first(row, begins_topic)
        line = _added(officer, row, Line.Side.OURS if ours else Line.Side.THEIRS, said_at, text, begins_topic, "")
        acts.append(_line(line, officer))
    return line


def receive_file(officer: Officer, key: int, *, said_at: datetime, words: str, stream: BinaryIO) -> Line:
    """A file that the other side sent: sealed before anything reads it, told by its digest. There is no way to record
    one of ours: what was sent is never material. Raises `Refused`, `Unknown`, `SealError`."""
    text, row, sealer = given(words), _open(officer, key), Sealer()
    try:
        (member,) = sealer.seal([Leaf(f"exchange-{row.pk}", lambda: stream)])
        if not isinstance(member, Member):
            raise Refused(say("This file could not be read."))
        with short_write() as acts:
            need(officer, Allowed.CONTENT, row.report_key, said_at)
            sealer.commit()
            line = _added(officer, row, Line.Side.THEIRS, said_at, text, False, member.sha256)
            acts.append(_line(line, officer))
    finally:
        sealer.close()
    return line


def end(officer: Officer, key: int) -> None:
    """Nothing more is said. Raises `Unknown`."""
    row = _open(officer, key)
    with short_write() as acts:
        Exchange.objects.filter(pk=row.pk).update(closed_at=datetime.now(UTC))
        acts.append(_told(Tag.EXCHANGE_CLOSED, row, officer))


def first_word(row: Exchange) -> Line | None:
    """Who first spoke of what is punishable; None while nobody did."""
    return Line.objects.filter(exchange=row, begins_topic=True).order_by("number").first()


def _open(officer: Officer, key: int) -> Exchange:
    row = one(officer, key)
    if row.by != officer.username:
        raise Unknown
    if row.closed_at is not None:
        raise Refused(say("This exchange is closed."), permanent=True)
    return row


def _never_first(row: Exchange, begins_topic: bool) -> None:
    """Nothing may be provoked: ours is never the message that begins."""
    if begins_topic and first_word(row) is None:
        raise Refused(
            say("Nothing may be provoked: the other side speaks first of what is punishable. Tell the magistrate.")
        )


def _added(
    officer: Officer, row: Exchange, side: Line.Side, said_at: datetime, text: str, begins: bool, sha256: str
) -> Line:
    last = Line.objects.filter(exchange=row).order_by("-number").first()
    if last is not None and said_at < last.said_at:
        raise Refused(say("This was said before the message recorded last: keep their order."), field="said_at")
    if said_at > datetime.now(UTC):
        raise Refused(say("This lies in the future."), field="said_at")
    return Line.objects.create(
        exchange=row,
        number=(last.number if last else 0) + 1,
        side=side.value,
        said_at=said_at,
        words=text,
        begins_topic=begins,
        sha256=sha256,
        at=datetime.now(UTC),
        by=officer.username,
    )


def _line(line: Line, officer: Officer) -> Act:
    facts: dict[str, Value] = {"line": line.number, "side": line.side, "begins": line.begins_topic}
    return _told(Tag.EXCHANGE_LINE, line.exchange, officer, **facts, sha256=line.sha256 or None)


def _told(tag: Tag, row: Exchange, officer: Officer, **facts: Value) -> Act:
    return Act(tag, f"exchange:{row.pk}", officer.username, facts)
