"""The public form: five steps, then six words."""

from __future__ import annotations

from time import time

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from vigie.evidence.seal import SealError
from vigie.intake.portal.document import PUBLIC as WAY
from vigie.portal import addresses, proof, questions, uploads, wording
from vigie.portal.pace import PACE
from vigie.portal.tasks import sending, visits
from vigie.portal.tasks.sending import TRAP, Shown
from vigie.portal.tasks.visits import Here
from vigie.portal.views import origin
from vigie.portal.views.asked import Asked, country, go, page, visit_for, visit_of
from vigie.reporters.tasks import counting, door
from vigie.reporters.tasks.keep import keys

LAST = len(questions.PUBLIC)
AGAIN = 5  # seconds until a page comes again on which somebody waits for a receipt


def start(request: Asked) -> HttpResponse:
    """The first step: what it is. Nothing is kept of somebody who only looks."""
    counting.page("page:report")
    door.let_in_due()
    return step(request, 1)


def step(request: Asked, number: int) -> HttpResponse:
    """One step: shown, or answered."""
    if not 1 <= number <= LAST:
        raise Http404
    visit = visit_of(request, WAY)
    if request.method != "POST":
        return _shown(request, number, visit) if visit or number == 1 else go(request, "tell")
    visit = visit_for(request, WAY, time())
    visit.draft.say(questions.answers(questions.PUBLIC[number - 1], dict(request.POST.lists())))
    wrong = _files(request, visit) if number == 4 else _addresses(visit) if number == 2 else ""
    visits.save(visit)
    if request.POST.get("drop", "").isdecimal():
        visits.drop_file(visit, int(request.POST["drop"]))
        return go(request, "tell-step", number, visit=visit)
    if wrong:
        return _shown(request, number, visit, wrong)
    if request.POST.get("go") == "back":
        return go(request, "tell-step", number - 1, visit=visit) if number > 1 else go(request, "tell", visit=visit)
    if number == 3 and visit.draft.one("danger") == "yes" and not request.POST.get("seen"):
        return go(request, "tell-danger", visit=visit)
    return go(request, "tell-step", number + 1, visit=visit)


def _shown(request: Asked, number: int, visit: Here | None, wrong: str = "") -> HttpResponse:
    draft = visit.draft if visit else None
    context = {
        "step": number,
        "steps": range(1, LAST + 1),
        "draft": draft,
        "wrong": wrong,
        "whats": wording.WHAT,
        "relations": wording.RELATIONS,
        "bands": wording.BANDS,
        "answers": wording.YES_NO,
        "urls": addresses.split(draft.one("addresses"))[0] if draft else [],
        "challenge": _challenge(visit) if number == LAST and visit else "",
        "trap": TRAP,
    }
    return page(request, f"step_{number}.html", status=422 if wrong else 200, **context)


def _challenge(visit: Here) -> str:
    return proof.challenge(keys().proofs, visit.name, PACE.load(), time())


def _addresses(visit: Here) -> str:
    """What to say of a first line that is no address; what was typed is kept all the same."""
    good, _bad = addresses.split(visit.draft.one("addresses"))
    if visit.draft.one("addresses") and not good and not visit.draft.one("addresses_seen"):
        visit.draft.say({"addresses_seen": ["yes"]})
        return _("This does not look like an address. Correct it, or go on: we keep what you wrote.")
    return ""


def _files(request: Asked, visit: Here) -> str:
    return take_files(request, visit, "file")


def take_files(request: HttpRequest, visit: Here, field: str, *, voice: bool = False) -> str:
    """Keeps the files of a form. Returns what to say of one that cannot be taken."""
    wrong = ""
    for one in request.FILES.getlist(field):
        content = one.read()
        kind = uploads.kind(content)
        if not content:
            continue
        if kind is None:
            wrong = _("We can not take this file. Send pictures, videos, sounds, PDF or text.")
        elif len(visit.draft.files) >= uploads.MANY:
            wrong = _("That is as many files as one message can hold.")
        else:
            visits.keep_file(visit, uploads.shown(one.name or ""), kind, content, voice=voice)
    return wrong


def danger(request: Asked) -> HttpResponse:
    """Somebody is in danger now: the numbers first. What was written stays."""
    visit = visit_of(request, WAY)
    if visit is None:
        return go(request, "tell")
    counting.page("page:danger")
    return page(request, "danger.html", draft=visit.draft)


def send(request: Asked) -> HttpResponse:
    """Sends the form. The visit goes on under a new name, with its receipt."""
    visit = visit_of(request, WAY)
    if request.method != "POST" or visit is None or not (visit.draft.answers or visit.draft.files):
        return go(request, "tell")
    if request.POST.get("go") == "back":
        return go(request, "tell-step", LAST - 1)
    return sent(request, visit, "receipt")


def sent(request: Asked, visit: Here, leads: str) -> HttpResponse:
    """Seals it, and shows the way to the receipt; or says that nothing was taken."""
    form = request.POST
    shown = Shown(origin.of(request), form.get("asked", ""), form.get("counter", ""), form.get(TRAP, ""))
    try:
        sending.send(visit, shown)
    except SealError:
        return page(request, "wrong.html", status=503, what="full")
    visits.save(visit)
    return go(request, leads, visit=visits.renewed(visit))


def receipt(request: Asked) -> HttpResponse:
    """The six words, once; then the way back."""
    visit = request.visit
    if visit is None or not (visit.draft.words or visit.draft.owed):
        return go(request, "back")
    words = sending.receipt(visit)
    if not words:
        return later(request, "turn.html")
    return page(
        request,
        "receipt.html",
        words=words,
        number=visit.draft.box,
        days=country().answer_days,
        desk=settings.VIGIE_COUNTRY,
    )


def later(request: Asked, template: str) -> HttpResponse:
    """It is sent, and others have their turn at a receipt: the page comes again by itself."""
    answer = page(request, template)
    answer.headers["Refresh"] = str(AGAIN)
    return answer


def forget(request: Asked) -> HttpResponse:
    """Nothing that was written is kept: the form was given up."""
    visits.end(request.visit)
    return visits.forget(go(request, "tell"))
