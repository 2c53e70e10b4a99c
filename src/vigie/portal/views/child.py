"""The children's way: one question a page, each of which may be skipped. Nothing here is ever refused as spam."""

from __future__ import annotations

from time import time

from django.http import Http404, HttpResponse

from vigie.intake.portal.document import CHILD as WAY
from vigie.portal import questions, wording
from vigie.portal.country import Number
from vigie.portal.tasks import sending, visits
from vigie.portal.tasks.visits import Here
from vigie.portal.views.asked import Asked, country, go, page, visit_for, visit_of
from vigie.portal.views.telling import later, sent, take_files
from vigie.reporters.tasks import counting

ORDER = tuple(questions.CHILD)
FINGERPRINT = 140  # characters of one


def start(request: Asked) -> HttpResponse:
    """Hello: what this is, and the ways to go."""
    counting.page("page:hello")
    return page(request, "child/start.html")


def ask(request: Asked, question: str) -> HttpResponse:
    """One question: shown, or answered. Skipping is an answer too."""
    if question not in questions.CHILD:
        raise Http404
    if request.method != "POST":
        return _shown(request, question, visit_of(request, WAY))
    visit = visit_for(request, WAY, time())
    if request.POST.get("go") not in ("skip", "back"):
        visit.draft.say(questions.answers(questions.CHILD[question], dict(request.POST.lists())))
    wrong = take_files(request, visit, "file") or take_files(request, visit, "voice", voice=True)
    visits.save(visit)
    if request.POST.get("drop", "").isdecimal():
        visits.drop_file(visit, int(request.POST["drop"]))
        return go(request, "child-ask", question, visit=visit)
    if wrong:
        return _shown(request, question, visit, wrong)
    if question == "danger" and visit.draft.one("danger") == "yes" and request.POST.get("go") != "back":
        return (
            go(request, "child-ask", "danger", visit=visit)
            if not request.POST.get("seen")
            else _on(request, question, visit)
        )
    return _on(request, question, visit)


def _on(request: Asked, question: str, visit: Here) -> HttpResponse:
    """The page after this one, or before it."""
    place = ORDER.index(question)
    if request.POST.get("go") == "back":
        return go(request, "child-ask", ORDER[place - 1], visit=visit) if place else go(request, "hello", visit=visit)
    if place + 1 < len(ORDER):
        return go(request, "child-ask", ORDER[place + 1], visit=visit)
    return go(request, "child-send", visit=visit)


def _shown(request: Asked, question: str, visit: Here | None, wrong: str = "") -> HttpResponse:
    place = ORDER.index(question)
    context = {
        "question": question,
        "place": place + 1,
        "places": range(1, len(ORDER) + 1),
        "draft": visit.draft if visit else None,
        "wrong": wrong,
        "happens": wording.HAPPENS,
        "people": wording.PEOPLE,
        "bands": wording.BANDS,
        "answers": wording.YES_NO,
        "distress": _distress(question, visit),
        "urgent": question == "danger" and visit is not None and visit.draft.one("danger") == "yes",
    }
    response = page(request, f"child/{question}.html", status=422 if wrong else 200, **context)
    response.hears = question == "dire"  # type: ignore[attr-defined]  # read by the door: the microphone, here alone
    return response


def _distress(question: str, visit: Here | None) -> list[Number]:
    """Whom to call, for a child that wants to hurt itself: shown on the page after it said so."""
    said = question == "danger" and visit is not None and "hurt-myself" in visit.draft.many("happens")
    return country().numbers(country().distress) if said else []


def picture(request: Asked) -> HttpResponse:
    """A picture of oneself: its fingerprint is made in the browser, and that alone is sent."""
    if request.method != "POST":
        counting.page("page:picture")
        return page(request, "child/photo.html", draft=request.visit.draft if request.visit else None)
    visit = visit_for(request, WAY, time())
    given = [one[:FINGERPRINT] for one in request.POST.getlist("fingerprint") if one.strip()][:20]
    if given:
        visit.draft.answers["fingerprint"] = list(dict.fromkeys([*visit.draft.many("fingerprint"), *given]))
        if "has-pictures" not in visit.draft.many("happens"):
            visit.draft.answers["happens"] = [*visit.draft.many("happens"), "has-pictures"]
        visits.save(visit)
    return go(request, "child-ask", "danger", visit=visit)


def send(request: Asked) -> HttpResponse:
    """Shows what will be sent; sends it. A child is asked for no proof of work."""
    visit = visit_of(request, WAY)
    if visit is None:
        return go(request, "hello")
    if request.method != "POST":
        return page(request, "child/envoi.html", draft=visit.draft, happens=wording.HAPPENS, bands=wording.BANDS)
    if request.POST.get("go") == "back":
        return go(request, "child-ask", ORDER[-1])
    return sent(request, visit, "child-receipt")


def receipt(request: Asked) -> HttpResponse:
    """The six words, and what happens next, in three sentences."""
    visit = request.visit
    if visit is None or not (visit.draft.words or visit.draft.owed):
        return go(request, "back")
    words = sending.receipt(visit)
    if not words:
        return later(request, "child/tour.html")
    return page(request, "child/mots.html", words=words, days=country().answer_days)


def advice(request: Asked) -> HttpResponse:
    """What the exit button cannot do, honestly."""
    return page(request, "child/conseils.html")


def leave(request: Asked) -> HttpResponse:
    """Out at once: nothing is left here, and nothing in the browser that it would let go of."""
    visits.end(request.visit)
    response = HttpResponse(status=303, headers={"Location": country().exit})
    return visits.forget(response)
