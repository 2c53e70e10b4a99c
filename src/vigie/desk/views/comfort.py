"""What makes the work bearable: to stop at once, a break, a swap with a colleague, how the desk looks."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from vigie.access.roles import Act
from vigie.desk.exposure import in_words
from vigie.desk.looks import COOKIE, KEPT, chosen
from vigie.desk.models import Comfort
from vigie.desk.tasks import exposure as counted
from vigie.desk.tasks import swap
from vigie.desk.tasks.act import Refused
from vigie.desk.templatetags.desk import said
from vigie.desk.views.door import Asked, may
from vigie.desk.views.entry import next_of


@require_POST
@may(Act.READ_QUEUE)
def stop(request: Asked) -> HttpResponse:
    """Hands everything over."""
    swap.stop(request.user)
    return redirect("stopped")


@may(Act.READ_QUEUE)
def stopped(request: Asked) -> HttpResponse:
    """A quiet page: it is done, and nothing is asked."""
    return render(request, "desk/stopped.html")


@require_POST
@may(Act.READ_QUEUE)
def rest(request: Asked) -> HttpResponse:
    """A break begins."""
    counted.rest(request.user)
    return redirect("resting")


@may(Act.READ_QUEUE)
def resting(request: Asked) -> HttpResponse:
    """A page without anything to do."""
    return render(request, "desk/resting.html")


@require_POST
@may(Act.CLAIM)
def offer(request: Asked, key: int) -> HttpResponse:
    """Offers a report that one holds."""
    return _swapped(request, key, "offer", gettext("It is offered. It stays with you until somebody takes it."))


@require_POST
@may(Act.CLAIM)
def take(request: Asked, key: int) -> HttpResponse:
    """Takes what a colleague offers."""
    return _swapped(request, key, "take", gettext("The report is in your hands."))


@require_POST
@may(Act.CLAIM)
def withdraw(request: Asked, key: int) -> HttpResponse:
    """Keeps it after all."""
    return _swapped(request, key, "withdraw", gettext("You keep it."))


def _swapped(request: Asked, key: int, what: str, words: str) -> HttpResponse:
    try:
        if what == "offer":
            swap.offer(request.user, key, request.POST.get("to", "")[:150])
        elif what == "take":
            swap.take(request.user, key)
        else:
            swap.withdraw(request.user, key)
    except Refused as error:
        messages.warning(request, str(said(error.why)))
    else:
        messages.success(request, words)
    return redirect("report", key=key) if what == "take" else redirect("home")


@require_POST
@may(Act.SEE_MEDIA)
def breaks(request: Asked) -> HttpResponse:
    """After how much a break is proposed to this officer."""
    asked = request.POST.get("pictures", "")
    if asked.isascii() and asked.isdigit() and 5 <= int(asked) <= 100:
        Comfort.objects.update_or_create(officer=request.user.username, defaults={"pictures": int(asked)})
        messages.success(request, gettext("Noted."))
    return redirect("home")


@login_not_required
@require_POST
def look(request: HttpRequest) -> HttpResponse:
    """Light, dark, grey: kept on this browser."""
    response = redirect(next_of(request, "home"))
    value = chosen(request.POST.get("scheme", ""), request.POST.get("grey", ""))
    response.set_cookie(
        COOKIE, value, max_age=KEPT, httponly=True, secure=settings.SESSION_COOKIE_SECURE, samesite="Lax"
    )
    return response


@may(Act.RELEASE_OTHERS)
def exposure(request: Asked) -> HttpResponse:
    """A team's days by bands: no names, no ranking, nothing at all for a team in which one could be told."""
    people, days = counted.team(request.user)
    rows = [(day, [(in_words(band), band.people) for band in day.bands]) for day in days]
    return render(request, "desk/exposure.html", {"people": people, "days": rows})
