"""Coming in by the agency's own sign-in (OpenID Connect). Off unless settings name a provider."""

from __future__ import annotations

import time

import msgspec
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_GET

from vigie.access import openid, tasks
from vigie.access.openid import Asked, OpenIdError, Provider
from vigie.desk.views import second
from vigie.desk.views.entry import home_of

ASKED = "agency"


def provider() -> Provider | None:
    """The agency's service, when there is one."""
    told: Provider | None = settings.AGENCY
    return told


def _back(request: HttpRequest) -> str:
    return request.build_absolute_uri(reverse("agency-back"))


@login_not_required
@require_GET
def go(request: HttpRequest) -> HttpResponse:
    """Sends the browser to the agency's sign-in."""
    known = provider()
    if known is None:
        raise Http404
    try:
        way = openid.discover(known)
    except OpenIdError:
        return _failed(request)
    asked = openid.ask()
    request.session[ASKED] = msgspec.json.encode(asked).decode()
    return redirect(openid.address(known, way, asked, _back(request)))


@login_not_required
@require_GET
def back(request: HttpRequest) -> HttpResponse:
    """The browser comes back. Only somebody with an account here comes in: nobody is made by it."""
    known, kept = provider(), request.session.pop(ASKED, None)
    if known is None or kept is None:
        raise Http404
    asked = msgspec.json.decode(kept, type=Asked)
    try:
        way = openid.discover(known)
        name = openid.name_of(known, way, asked, _back(request), request.GET.dict(), time.time())
    except OpenIdError:
        return _failed(request)
    officer = tasks.by_agency(name)
    return second.enter(request, officer, "agency", reverse(home_of(officer))) if officer else _failed(request)


def _failed(request: HttpRequest) -> HttpResponse:
    messages.warning(
        request, gettext("The agency's sign-in did not let you in here. Ask an administrator of this desk.")
    )
    return redirect("sign-in")
