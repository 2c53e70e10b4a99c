"""A draft is sent: sealed, put on its way or held at the door, and answered with a receipt."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from time import time

import msgspec
from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import translation
from django.utils.translation import gettext

from vigie.intake.portal.document import PUBLIC, Told
from vigie.portal import compose, pace, proof
from vigie.portal.country import public
from vigie.portal.pace import OF_ONE, PACE
from vigie.portal.tasks import visits
from vigie.portal.tasks.visits import Here
from vigie.portal.turns import TURNS
from vigie.portal.uploads import path
from vigie.report.nouns import Saying
from vigie.reporters.models import Spent
from vigie.reporters.tasks import boxes, counting, door
from vigie.reporters.tasks.keep import keys
from vigie.reporters.tasks.submit import Handed, Hold, new_number, submit

SLOW = timedelta(minutes=15)  # how long a submission waits that came without proof while the door is crowded
TRAP = "website"  # a field that no person sees


@dataclass(frozen=True, slots=True)
class Shown:
    """What a form shows of its sender: where it came from, whether it worked, whether it fell into the trap."""

    address: str
    asked: str = ""
    counter: str = ""
    trap: str = ""


def speak(saying: Saying) -> str:
    """A sentence in the desk's language, whatever the page speaks."""
    with translation.override(settings.LANGUAGE_CODE):
        return saying.told(gettext)


def send(visit: Here, shown: Shown) -> None:
    """Sends what the visit has said; `receipt` gives its words. Raises `SealError`: then nothing was taken."""
    draft, now = visit.draft, datetime.now(UTC)
    told = compose.told(draft, new_number(), now, speak)
    if public(settings.VIGIE_COUNTRY).address_kept and draft.way == PUBLIC:
        told = msgspec.structs.replace(told, address=shown.address)
    box, private = boxes.make(told, compose.particulars(draft))
    told = msgspec.structs.replace(told, reporter=box.particulars or None)
    files = [Handed(path(one.position, one.kind), visits.file_of(visit, one.position)) for one in draft.files]
    hold = held(told, compose.words_of(draft), shown, visit.name, now) if draft.way == PUBLIC else None
    submit(told, files, box=box, hold=hold)
    door.mention(told.number, told.addresses)
    counting.count(f"sent:{draft.way}")
    draft.box, draft.key, draft.owed = told.number, private.hex(), True
    draft.answers, draft.files = {}, []


def receipt(visit: Here) -> list[str]:
    """The receipt's words, as long as they were not noted; none while others have their turn. What was sent is sealed
    and on its way whether or not anybody waits for them."""
    draft = visit.draft
    if draft.owed:
        with TURNS.one(draft.way) as mine:
            if mine:
                _give(visit)
    return draft.words.split()


def _give(visit: Here) -> None:
    draft = visit.draft
    with transaction.atomic():
        draft.words = " ".join(boxes.give_words(draft.box, bytes.fromhex(draft.key)))
        if draft.words:  # else another window of the same visit has just been given them, and shows them here next
            draft.owed = False
            visits.save(visit)


def held(told: Told, words: list[str], shown: Shown, form: str, now: datetime) -> Hold:
    """Whether and why a submission of the public form waits at the door. A child's is never asked this."""
    drawer = pace.drawer(shown.address)
    load, mine = PACE.load(), PACE.came(drawer)
    if not shown.address:
        mine = 0  # nobody's neighbours: who comes by a proxy that we do not know is paced by the crowd alone
    head, copies = door.note(told.number, [*words, *told.gist[1:]] if len(" ".join(words)) < 40 else words)
    if shown.trap:
        return Hold("trap", None, head, drawer)
    if head and copies >= door.FREE:
        return Hold("same", None, head, drawer)
    crowded = load > proof.CALM or mine > OF_ONE
    if crowded and (mine > OF_ONE or not worked(shown, form)):
        return Hold("slow", now + SLOW, head, drawer)
    return Hold("", now, head)


def worked(shown: Shown, form: str) -> bool:
    """Whether a proof of work was sent that is ours, of this form, in time, and new. It is used up."""
    if not proof.proved(keys().proofs, form, shown.asked, shown.counter, time()):
        return False
    now = datetime.now(UTC)
    Spent.objects.filter(at__lt=now - timedelta(seconds=proof.GOOD_FOR)).delete()
    try:
        with transaction.atomic():
            Spent.objects.create(proof=proof.name(shown.asked), at=now)
    except IntegrityError:
        return False
    return True
