"""Talks with children: who waits, who is here, the talk itself. Alarm words are shown; no machine acts on them."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_GET

from vigie.access.roles import Act
from vigie.desk.views.door import Asked, may
from vigie.report.nouns import Saying, say
from vigie.reporters.models import Talk
from vigie.reporters.tasks import talks as room

SHOWN = 100  # talks on the page
READY: tuple[Saying, ...] = (
    say("Hello. I am here with you. Take your time."),
    say("Thank you for telling me. I believe you."),
    say("You have done nothing wrong."),
    say("Are you somewhere safe just now?"),
    say("Do not pay, and do not send more. Keep the messages: they help."),
    say("Is there an adult whom you trust and could go to?"),
    say("If you are in danger now, call. I stay here meanwhile."),
    say("May I give what you told me to someone who can stop this?"),
)
ALARMS: dict[str, Saying] = {
    "self_harm": say("words of self-harm"),
    "hands_on": say("words of abuse by touch"),
    "threat": say("words of threat"),
    "meeting": say("words of a meeting"),
    "travel": say("words of travel"),
    "soon": say("words of soon"),
    "ransom": say("words of money asked"),
    "asks_pictures": say("words of pictures asked"),
    "secrecy": say("words of a secret"),
}


def named(alarm: str) -> list[Saying]:
    """Alarm words of a talk, by their names."""
    return [ALARMS[cue] for cue in alarm.split(",") if cue in ALARMS]


@may(Act.TALK)
def talks(request: Asked) -> HttpResponse:
    """Who waits. Being on this page opens the room; leaving it is a button."""
    me = request.user.username
    if request.method == "POST":
        return _act(request, me)
    if request.session.get("talks") == "on":
        room.here(me)
    room.end_idle()
    rows = [(row, named(row.alarm)) for row in room.waiting().filter(handed_to__in=("", me))[:SHOWN]]
    context = {
        "waiting": rows,
        "mine": Talk.objects.filter(state=Talk.State.OPEN, officer=me).order_by("made_at"),
        "others": Talk.objects.filter(state=Talk.State.OPEN).exclude(officer=me).count(),
        "there": room.present(),
        "here": request.session.get("talks") == "on",
    }
    return render(request, "desk/parts/talks.html" if request.htmx else "desk/talks.html", context)


def _act(request: Asked, me: str) -> HttpResponse:
    wish = request.POST.get("do", "")
    if wish in ("open", "close"):
        request.session["talks"] = "on" if wish == "open" else "off"
        (room.here if wish == "open" else room.gone)(me)
        return redirect("talks")
    key = request.POST.get("talk", "")
    if key.isdecimal() and room.take(int(key), me):
        return redirect("desk-talk", key=int(key))
    messages.warning(request, gettext("A colleague was faster."))
    return redirect("talks")


@may(Act.TALK)
def talk(request: Asked, key: int) -> HttpResponse:
    """One talk: what was said, what to say, whom to hand it to."""
    row = get_object_or_404(Talk, pk=key)
    me = request.user.username
    if request.method == "POST":
        return _do(request, row, me)
    room.here(me)
    return render(request, "desk/talk.html", _context(row, me))


def _context(row: Talk, me: str) -> dict[str, object]:
    return {
        "talk": row,
        "lines": room.lines(row),
        "heard": named(row.alarm),
        "mine": row.state == Talk.State.OPEN and row.officer == me,
        "ready": READY,
        "colleagues": [name for name in room.present() if name != me],
    }


@require_GET
@may(Act.TALK)
def thread(request: Asked, key: int) -> HttpResponse:
    """The lines alone: asked for again and again by the page."""
    row = get_object_or_404(Talk, pk=key)
    room.here(request.user.username)
    return render(request, "desk/parts/talk.html", _context(row, request.user.username))


def _do(request: Asked, row: Talk, me: str) -> HttpResponse:
    wish, text = request.POST.get("do", "say"), request.POST.get("text", "").strip()
    try:
        if wish == "hand":
            room.hand_over(row.pk, me, request.POST.get("to", "")[:150], request.POST.get("why", ""))
            messages.info(request, gettext("Handed over."))
            return redirect("talks")
        if wish == "end":
            room.end(row.pk, me)
            messages.info(request, gettext("The talk is over; it goes to the queue as a report."))
            return redirect("talks")
        if text:
            room.answer(row.pk, me, text)
    except room.NotYours:
        messages.warning(request, gettext("This talk is not in your hands any more."))
    return redirect("desk-talk", key=row.pk)
