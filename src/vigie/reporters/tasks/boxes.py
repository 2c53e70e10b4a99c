"""The way back: a box made with a receipt, opened by its six words, and the letters that pass through it."""

from __future__ import annotations

import base64
from collections.abc import Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from time import monotonic, sleep

import msgspec

from vigie.intake.portal.document import SOURCE, Kept, Told
from vigie.journey.tasks.write import short_write
from vigie.ledger.chain import Act
from vigie.ledger.tags import Tag
from vigie.report.tasks import run
from vigie.reporters import words
from vigie.reporters.models import Box, Letter, Tried
from vigie.reporters.sealing import Keys, Unopened, lock, new_private, public_of, receipt_keys, seal, unlock, unseal
from vigie.reporters.tasks.keep import keys
from vigie.reporters.tasks.submit import Handed, amend, told_of

A_MINUTE = 60  # seconds
MOST_TRIES = 120  # receipts tried in a minute by everybody together
EACH_TAKES = 0.6  # seconds that a try takes at least, right or wrong
LONGEST = 5000  # characters of a letter
NOBODY = ("abaisser",) * words.COUNT  # six words derived for a receipt that is none, so that it takes as long


class Busy(Exception):
    """Too many receipts are being tried just now. Not permanent: it ends with the minute."""

    permanent = False


class Ended(Exception):
    """The reporter has withdrawn: nothing more passes through this box. Permanent."""

    permanent = True


@dataclass(frozen=True, slots=True)
class Opened:
    """A box and what opens it."""

    box: Box
    private: bytes


@dataclass(frozen=True, slots=True)
class Message:
    """A letter that was opened."""

    by: str
    officer: str
    at: datetime
    text: str
    read_at: datetime | None


def make(told: Told, particulars: str) -> tuple[Box, bytes]:
    """A box that is not saved yet, and its private key. No words open it until `give_words`."""
    private, ring = new_private(), keys()
    box = Box(
        lookup=f"none {told.number}",  # no receipt gives this
        number=told.number,
        way=told.way,
        language=told.language or "",
        made_at=datetime.now(UTC),
        public=public_of(private).hex(),
        private="",
        particulars=seal(ring.public, particulars.encode()) if particulars else "",
    )
    return box, private


def give_words(number: str, private: bytes) -> tuple[str, ...]:
    """The six words that open a box from now on; none when words were given before. It costs a processor some 100 ms:
    a report is sealed before, and does not wait for it."""
    drawn = words.draw()
    made = receipt_keys(drawn, keys().secret)
    locked = base64.b64encode(lock(made.unlock, private, number.encode())).decode("ascii")
    given = Box.objects.filter(number=number, private="").update(lookup=made.lookup, private=locked)
    return drawn if given else ()


def find(typed: str, turn: AbstractContextManager[bool] | None = None) -> Opened | None:
    """The box that six words open; None when they open none. Both take the same time. `turn` says whether the
    processor may be had for it. Raises `Busy`."""
    began = monotonic()
    _count_a_try()
    read = words.read(typed)
    with turn or nullcontext(True) as mine:
        if not mine:
            raise Busy
        found = receipt_keys(read or NOBODY, keys().secret)
    opened = _open(found) if read else None
    sleep(max(0.0, EACH_TAKES - (monotonic() - began)))
    return opened


def _open(found: Keys) -> Opened | None:
    box = Box.objects.filter(lookup=found.lookup).first()
    if box is None:
        return None
    private = unlock(found.unlock, base64.b64decode(box.private), box.number.encode())
    Box.objects.filter(pk=box.pk).update(opened_at=datetime.now(UTC))
    return Opened(box, private)


def _count_a_try() -> None:
    minute = int(datetime.now(UTC).timestamp()) // A_MINUTE
    run(
        "INSERT INTO reporters_tried (minute, n) VALUES (%s, 1) "
        "ON CONFLICT (minute) DO UPDATE SET n = reporters_tried.n + 1",
        [(minute,)],
    )
    Tried.objects.filter(minute__lt=minute - A_MINUTE).delete()
    if Tried.objects.filter(minute=minute).values_list("n", flat=True)[0] > MOST_TRIES:
        raise Busy


def of_number(number: str) -> Box | None:
    """The box of a report, if its reporter has one."""
    return Box.objects.filter(number=number).first()


def write(box: Box, by: str, text: str, officer: str = "") -> None:
    """One letter. Raises `Ended` after the reporter has withdrawn."""
    if box.withdrawn_at:
        raise Ended
    content = text[:LONGEST].encode("utf-8", "replace")
    with short_write() as acts:
        Letter.objects.create(
            box=box,
            by=by,
            officer=officer,
            at=datetime.now(UTC),
            to_box=seal(bytes.fromhex(box.public), content),
            to_desk=seal(keys().public, content),
        )
        tag = Tag.LETTER_SENT if by == Letter.By.DESK else Tag.LETTER_RECEIVED
        acts.append(Act(tag, _name(box), officer or "door:portal", {"letters": len(text)}))


def for_reporter(opened: Opened) -> list[Message]:
    """All letters, read by the reporter; what the desk wrote counts as read from now on."""
    rows = list(Letter.objects.filter(box=opened.box).order_by("at", "pk"))
    Letter.objects.filter(box=opened.box, by=Letter.By.DESK, read_at=None).update(read_at=datetime.now(UTC))
    return [_message(row, unseal(opened.private, row.to_box)) for row in rows]


def for_desk(box: Box, officer: str) -> list[Message]:
    """All letters, read by an officer: written in the ledger when something new is read."""
    rows = list(Letter.objects.filter(box=box).order_by("at", "pk"))
    fresh = [row.pk for row in rows if row.by == Letter.By.REPORTER and row.read_at is None]
    if fresh:
        with short_write() as acts:
            Letter.objects.filter(pk__in=fresh).update(read_at=datetime.now(UTC))
            acts.append(Act(Tag.LETTERS_READ, _name(box), officer, {"letters": len(fresh)}))
    return [_message(row, unseal(keys().private, row.to_desk)) for row in rows]


def _message(row: Letter, content: bytes) -> Message:
    return Message(row.by, row.officer, row.at, content.decode("utf-8", "replace"), row.read_at)


def particulars(box: Box, officer: str, reason: str) -> str:
    """Who the reporter is, as far as they said: opened by an officer for a reason, and written in the ledger."""
    with short_write() as acts:
        acts.append(Act(Tag.PARTICULARS_READ, _name(box), officer, {"reason": reason[:1000]}))
    try:
        return unseal(keys().private, box.particulars).decode("utf-8", "replace") if box.particulars else ""
    except Unopened:
        return ""


def add(opened: Opened, text: str, files: Sequence[Handed] = ()) -> None:
    """What the reporter adds to the report: a new version of it, so that it is judged again; and a letter."""
    told = told_of(opened.box.number)
    if opened.box.withdrawn_at:
        raise Ended
    round_ = told.round + 1
    handed = [Handed(f"files/{round_}-{place}-{one.path}", one.content) for place, one in enumerate(files, 1)]
    kept = (*told.files, *_kept(files, handed))
    said = (*told.words, text[:LONGEST]) if text.strip() else told.words
    amend(msgspec.structs.replace(told, words=said, files=kept, round=round_, sent_at=datetime.now(UTC)), handed)
    if text.strip():
        write(opened.box, Letter.By.REPORTER, text)


def _kept(files: Sequence[Handed], handed: Sequence[Handed]) -> tuple[Kept, ...]:
    return tuple(Kept(new.path, old.path) for old, new in zip(files, handed, strict=True))


def withdraw(opened: Opened) -> None:
    """The reporter wants no more to do with it: particulars and letters are gone, the way back is closed. What was
    told stays sealed, for a child may depend on it; the desk sees that it was withdrawn."""
    now = datetime.now(UTC)
    with short_write() as acts:
        Letter.objects.filter(box=opened.box).delete()
        Box.objects.filter(pk=opened.box.pk).update(withdrawn_at=now, particulars="", opened_at=now)
        acts.append(Act(Tag.REPORT_WITHDRAWN, _name(opened.box), "door:portal", {}))


def _name(box: Box) -> str:
    return f"report:{SOURCE}/{box.number}"


def unread(numbers: Sequence[str]) -> dict[str, int]:
    """How many letters of reporters nobody has read yet, by report number."""
    rows = Letter.objects.filter(by=Letter.By.REPORTER, read_at=None).values_list("box__number", flat=True)
    asked = rows.filter(box__number__in=list(numbers)) if numbers else rows
    found: dict[str, int] = {}
    for number in asked:
        found[number] = found.get(number, 0) + 1
    return found


def late(box: Box, days: int) -> bool:
    """Whether the promise of an answer was not kept."""
    waited = datetime.now(UTC) - box.made_at > timedelta(days=days)
    return waited and not Letter.objects.filter(box=box, by=Letter.By.DESK).exists()
