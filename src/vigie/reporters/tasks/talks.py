"""Talks of children with people of the desk. Every line is kept at once; every talk becomes a report when it ends.

A child is ranked, never refused: who seems in danger stands first in the queue of talks, and nobody is filtered. Alarm
words are shown to the officer; no machine acts on them.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.db import transaction
from django.db.models import Case, F, IntegerField, QuerySet, Value, When

from vigie.intake.portal.document import SOURCE, TALK, VERSION, Band, Told
from vigie.intake.portal.document import Line as ToldLine
from vigie.intake.values import sound
from vigie.journey.tasks.write import short_write
from vigie.ledger.chain import Act
from vigie.ledger.tags import Tag
from vigie.reporters.models import Filed, Line, Present, Talk
from vigie.reporters.sealing import lock, unlock
from vigie.reporters.tasks.keep import keys
from vigie.reporters.tasks.submit import new_number, submit
from vigie.triage.tasks.needs import lexicon

THERE = timedelta(seconds=90)  # without a sign of their page somebody is not there any more
IDLE = timedelta(minutes=30)  # without a word a talk is over
LONGEST = 2000  # characters of a line
ALARMS = ("self_harm", "hands_on", "threat", "meeting", "travel", "soon", "ransom", "asks_pictures", "secrecy")
GRAVE = ("self_harm", "hands_on", "meeting", "travel")


class NotYours(Exception):
    """Another officer has this talk, or it is over. Not permanent: it may be handed over."""

    permanent = False


@dataclass(frozen=True, slots=True)
class Said:
    """A line that was opened."""

    id: int
    at: datetime
    by: str
    officer: str
    text: str


def here(officer: str) -> None:
    """Somebody who may talk with children is at their page."""
    Present.objects.update_or_create(officer=officer, defaults={"at": datetime.now(UTC)})


def gone(officer: str) -> None:
    """They have left it."""
    Present.objects.filter(officer=officer).delete()


def is_open() -> bool:
    """Whether anybody is there to talk."""
    return Present.objects.filter(at__gt=datetime.now(UTC) - THERE).exists()


def present() -> list[str]:
    """Who is there."""
    rows = Present.objects.filter(at__gt=datetime.now(UTC) - THERE).order_by("officer")
    return list(rows.values_list("officer", flat=True))


def begin(language: str, band: Band | None = None, bridge: str = "", outside: str = "") -> Talk:
    """A new talk, waiting for somebody."""
    talk = Talk(
        number=new_number("T"),
        bridge=bridge,
        outside=_outside(bridge, outside),
        language=language[:8],
        age_least=band.least if band else None,
        age_most=band.most if band else None,
        made_at=datetime.now(UTC),
    )
    with short_write() as acts:
        talk.save()
        acts.append(Act(Tag.TALK_BEGUN, f"talk:{talk.number}", "door:portal", {"bridge": bridge}))
    return talk


def _outside(bridge: str, outside: str) -> str:
    """A bridge's own name of a talk, so that it is found again and not known."""
    return (
        hashlib.blake2b(f"{bridge}|{outside}".encode(), key=keys().talks, digest_size=32).hexdigest() if bridge else ""
    )


def through(bridge: str, outside: str) -> Talk | None:
    """The talk that a bridge carries under its own name, if it goes on."""
    rows = Talk.objects.filter(bridge=bridge, outside=_outside(bridge, outside)).exclude(state=Talk.State.ENDED)
    return rows.order_by("-pk").first()


def say(talk: Talk, by: str, text: str, officer: str = "") -> Line:
    """One line. Kept before anything else happens."""
    words, now = sound(text)[:LONGEST], datetime.now(UTC)
    content = lock(keys().talks, words.encode(), talk.number.encode()).hex()
    heard = _alarms(talk.alarm, words) if by == "child" else talk.alarm
    asked = Talk.objects.filter(pk=talk.pk)
    with transaction.atomic():
        row = Line.objects.create(talk=talk, at=now, by=by, officer=officer, text=content)
        if by == "child":
            asked.update(said_at=now, lines=F("lines") + 1, alarm=heard)
        elif by == "desk":
            asked.update(answered_at=now)
            asked.filter(first_answer_at=None).update(first_answer_at=now)
    talk.alarm = heard
    return row


def _alarms(before: str, text: str) -> str:
    """The cues heard so far in a talk, the gravest first."""
    cues = {hit.cue for hit in lexicon().hear(text)} & set(ALARMS) | set(filter(None, before.split(",")))
    return ",".join(cue for cue in ALARMS if cue in cues)


def lines(talk: Talk, after: int = 0, most: int = 500) -> list[Said]:
    """What was said since a line, oldest first."""
    rows = Line.objects.filter(talk=talk, id__gt=after).order_by("id")[:most]
    return [Said(row.pk, row.at, row.by, row.officer, _opened(talk, row)) for row in rows]


def _opened(talk: Talk, row: Line) -> str:
    return unlock(keys().talks, bytes.fromhex(row.text), talk.number.encode()).decode("utf-8", "replace")


def waiting() -> QuerySet[Talk]:
    """Who waits: those with grave words first, then by time."""
    grave = Case(
        *(When(alarm__contains=cue, then=Value(place)) for place, cue in enumerate(GRAVE)),
        When(alarm="", then=Value(9)),
        default=Value(5),
        output_field=IntegerField(),
    )
    return Talk.objects.filter(state=Talk.State.WAITING).annotate(gravity=grave).order_by("gravity", "made_at")


def before(talk: Talk) -> int:
    """How many stand before a talk that waits."""
    order = list(waiting().values_list("pk", flat=True))
    return order.index(talk.pk) if talk.pk in order else 0


def take(key: int, officer: str) -> bool:
    """Takes a talk that waits, or one handed to this officer: True for the one who was first."""
    now = datetime.now(UTC)
    with short_write() as acts:
        free = Talk.objects.filter(pk=key, state=Talk.State.WAITING, handed_to__in=("", officer))
        if not free.update(state=Talk.State.OPEN, officer=officer, handed_to=""):
            return False
        talk = Talk.objects.get(pk=key)
        waited = int((now - talk.made_at).total_seconds())
        acts.append(Act(Tag.TALK_TAKEN, f"talk:{talk.number}", officer, {"waited": waited}))
    return True


def answer(key: int, officer: str, text: str) -> Line:
    """The officer's line. Raises `NotYours`."""
    talk = Talk.objects.filter(pk=key, state=Talk.State.OPEN, officer=officer).first()
    if talk is None:
        raise NotYours
    return say(talk, "desk", text, officer)


def hand_over(key: int, officer: str, to: str, why: str) -> None:
    """Gives a talk to a colleague, or back to all (`to` empty), with what was said. Raises `NotYours`."""
    with short_write() as acts:
        mine = Talk.objects.filter(pk=key, state=Talk.State.OPEN, officer=officer)
        if not mine.update(state=Talk.State.WAITING, officer="", handed_to=to):
            raise NotYours
        number = Talk.objects.values_list("number", flat=True).get(pk=key)
        acts.append(Act(Tag.TALK_HANDED, f"talk:{number}", officer, {"to": to, "why": why[:400]}))


def end(key: int, actor: str) -> None:
    """A talk is over. Whatever was said becomes a report: nothing that a child told stays in a talk alone."""
    with short_write() as acts:
        going = Talk.objects.filter(pk=key).exclude(state=Talk.State.ENDED)
        if not going.update(state=Talk.State.ENDED, ended_at=datetime.now(UTC)):
            return
        talk = Talk.objects.get(pk=key)
        acts.append(Act(Tag.TALK_ENDED, f"talk:{talk.number}", actor, {"lines": talk.lines}))
    file(talk)


def file(talk: Talk) -> None:
    """Sets a talk that ended on its journey, once."""
    said = lines(talk)
    if any(one.by == "child" for one in said) and not Filed.objects.filter(number=talk.number).exists():
        submit(told_of(talk, said), ())
    Talk.objects.filter(pk=talk.pk).update(filed_at=datetime.now(UTC))


def told_of(talk: Talk, said: Sequence[Said]) -> Told:
    """A talk as the document that is sealed."""
    band = Band(talk.age_least, talk.age_most) if talk.age_least or talk.age_most else None
    mine = [one for one in said if one.by in ("child", "desk")]
    return Told(
        vigie_portal=VERSION,
        number=talk.number,
        way=TALK,
        language=talk.language or None,
        sent_at=talk.ended_at,
        relation="me",
        reporter_age=band,
        words=tuple(one.text for one in mine if one.by == "child"),
        lines=tuple(ToldLine(one.at, one.by, one.text) for one in mine),
        bridge=talk.bridge or None,
    )


def end_idle(now: datetime | None = None) -> int:
    """Ends the talks in which nobody has spoken for long, and files what an earlier end could not."""
    at = (now or datetime.now(UTC)) - IDLE
    rows = Talk.objects.exclude(state=Talk.State.ENDED).filter(made_at__lt=at)
    idle = rows.exclude(said_at__gt=at).exclude(answered_at__gt=at).values_list("pk", flat=True)[:50]
    keys_ = list(idle)
    for key in keys_:
        end(key, "door:portal")
    for talk in Talk.objects.filter(state=Talk.State.ENDED, filed_at=None)[:20]:
        file(talk)
    return len(keys_)


def name_of(talk: Talk) -> str:
    """As the journal names the report of a talk."""
    return f"{SOURCE}/{talk.number}"
