"""The way back: six words open the letters. Nothing tells a wrong receipt from one that never was."""

from __future__ import annotations

from time import time

from django.http import HttpResponse
from django.utils.translation import gettext as _

from vigie.intake.portal.document import CHILD
from vigie.portal.draft import Draft
from vigie.portal.tasks import visits
from vigie.portal.turns import TURNS, WAY_BACK
from vigie.portal.uploads import MANY, kind, path
from vigie.portal.views.asked import Asked, country, go, page
from vigie.reporters.models import Box, Filed, Waiting
from vigie.reporters.sealing import Unopened
from vigie.reporters.tasks import boxes, counting
from vigie.reporters.tasks.boxes import Opened
from vigie.reporters.tasks.submit import Handed


def back(request: Asked) -> HttpResponse:
    """Asks for the six words."""
    if _opened(request) is not None:
        return go(request, "letters")
    if request.method != "POST":
        counting.page("page:back")
        return page(request, "back.html")
    try:
        opened = boxes.find(request.POST.get("words", ""), TURNS.one(WAY_BACK))
    except boxes.Busy:
        return page(
            request, "back.html", status=429, wrong=_("Many people are trying just now. Wait a minute, then try again.")
        )
    except Unopened:
        opened = None
    if opened is None:
        return page(request, "back.html", status=422, wrong=_("These six words open nothing. Look at each one again."))
    draft = Draft(
        way="box", language=opened.box.language, began=time(), box=opened.box.number, key=opened.private.hex()
    )
    visits.end(request.visit)
    return go(request, "letters", visit=visits.begin(draft))


def _opened(request: Asked) -> Opened | None:
    """The box that this visit has opened."""
    if request.visit is None or not request.visit.draft.box:
        return None
    box = boxes.of_number(request.visit.draft.box)
    return Opened(box, bytes.fromhex(request.visit.draft.key)) if box else None


def letters(request: Asked) -> HttpResponse:
    """What the desk wrote, and what the reporter adds."""
    opened = _opened(request)
    if opened is None or request.visit is None:
        return go(request, "back")
    if request.visit.draft.words:
        request.visit.draft.words = ""  # they were noted
        visits.save(request.visit)
    if request.method == "POST":
        return _act(request, opened)
    return _letters(request, opened)


def _letters(request: Asked, opened: Opened, wrong: str = "") -> HttpResponse:
    waiting = Waiting.objects.filter(number=opened.box.number, let_in_at=None).exclude(why="").exists()
    child = opened.box.way == CHILD
    return page(
        request,
        "child/lettres.html" if child else "letters.html",
        status=422 if wrong else 200,
        box=opened.box,
        messages=boxes.for_reporter(opened),
        waiting=waiting,
        wrong=wrong,
        days=country().answer_days,
    )


def _act(request: Asked, opened: Opened) -> HttpResponse:
    if request.POST.get("do") == "withdraw" and request.POST.get("sure") == "yes":
        boxes.withdraw(opened)
        visits.end(request.visit)
        return visits.forget(page(request, "withdrawn.html", child=opened.box.way == CHILD))
    text, wrong = request.POST.get("text", "").strip(), ""
    files: list[Handed] = []
    for number, one in enumerate(request.FILES.getlist("file")[:MANY], 1):
        content = one.read()
        found = kind(content)
        if content and found:
            files.append(Handed(path(number, found).removeprefix("files/"), content))
        elif content:
            wrong = _("We can not take this file. Send pictures, videos, sounds, PDF or text.")
    if wrong:
        return _letters(request, opened, wrong)
    if text or files:
        try:
            boxes.add(opened, text, files)
        except (boxes.Ended, Filed.DoesNotExist):
            return go(request, "letters")
    return go(request, "letters")


def proof(request: Asked) -> HttpResponse:
    """That something was filed, and when: without a word of what."""
    opened = _opened(request)
    if opened is None:
        return go(request, "back")
    filed = Filed.objects.filter(number=opened.box.number, position=0).order_by("round").first()
    return page(request, "proof.html", box=Box.objects.get(pk=opened.box.pk), digest=filed.sha256 if filed else "")


def leave(request: Asked) -> HttpResponse:
    """Ends the visit here and in the browser, and goes to a page that says nothing."""
    visits.end(request.visit)
    response = go(request, "back")
    response["Location"] = country().exit
    return visits.forget(response)
