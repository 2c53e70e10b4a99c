"""What every page of the portal needs: the country's numbers, the visit, the ways to speak other languages."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation

from vigie.portal.country import Public, public
from vigie.portal.draft import Draft
from vigie.portal.tasks import visits
from vigie.portal.tasks.visits import Here


class Asked(HttpRequest):
    """A request that came through the portal's door."""

    visit: Here | None


def country() -> Public:
    """The public side of this desk's country."""
    return public(settings.VIGIE_COUNTRY)


def page(request: HttpRequest, template: str, *, status: int = 200, **context: object) -> HttpResponse:
    """A page with what all pages show."""
    read = country()
    return render(
        request,
        f"portal/{template}",
        {
            "land": read,
            "child_numbers": read.numbers(read.child),
            "emergency": read.numbers(read.emergency),
            "right_to_left": translation.get_language_bidi(),
            "asked_language": request.GET.get("l", ""),
            **context,
        },
        status=status,
    )


def go(request: Asked, name: str, *args: object, visit: Here | None = None) -> HttpResponse:
    """On to another page, after a form. The visit's cookie goes with it when it is new."""
    address = reverse(name, args=list(args))
    language = request.GET.get("l", "")
    response = HttpResponseRedirect(f"{address}?l={language}" if language and visit is None else address, status=303)
    if visit is not None and visit.token != request.COOKIES.get(visits.COOKIE):
        visits.remember(response, visit, settings.SESSION_COOKIE_SECURE)
    return response


def visit_of(request: Asked, way: str) -> Here | None:
    """The visit, when it is on this way."""
    return request.visit if request.visit and request.visit.draft.way == way else None


def visit_for(request: Asked, way: str, now: float) -> Here:
    """The visit on this way; a new one when there is none, or one on the other way."""
    there = visit_of(request, way)
    if there is not None:
        return there
    language = translation.get_language() or settings.LANGUAGE_CODE
    return visits.begin(Draft(way=way, language=language, began=now))
