"""The second step of coming in: a code, a passkey, a recovery code; and setting one up the first time."""

from __future__ import annotations

import base64
import time
from typing import Any, NamedTuple

import segno
from django.conf import settings
from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.safestring import SafeString, mark_safe
from django.views.decorators.debug import sensitive_post_parameters

from vigie.access import tasks, totp
from vigie.access.models import Officer
from vigie.access.tasks import factors, passkeys, sittings
from vigie.access.tasks.scope import Refused
from vigie.desk.templatetags.desk import said

BACKEND = "django.contrib.auth.backends.ModelBackend"
HALF = "half"  # in the session: who has said a right password and not yet the second thing
GOOD_FOR = 600  # seconds between the two


class Place(NamedTuple):
    """Where this browser believes to be: passkeys are bound to it."""

    host: str
    origin: str


def place(request: HttpRequest) -> Place:
    """The host without its port, and the whole origin."""
    host = request.get_host()
    return Place(
        host.rsplit(":", 1)[0] if ":" in host and not host.endswith("]") else host, f"{request.scheme}://{host}"
    )


def begin(request: HttpRequest, officer: Officer, wanted: str) -> HttpResponse:
    """After the right password: the second step, or in, where none is set up and none is required."""
    if not factors.has_any(officer) and not settings.VIGIE_SECOND_FACTOR:
        return enter(request, officer, "password", wanted)
    request.session.cycle_key()
    request.session[HALF] = {"pk": officer.pk, "at": int(time.time()), "next": wanted}
    return redirect("second" if factors.has_any(officer) else "set-up")


def enter(request: HttpRequest, officer: Officer, by: str, wanted: str) -> HttpResponse:
    """Opens the session."""
    request.session.pop(HALF, None)
    login(request, officer, backend=BACKEND)
    sittings.opened(officer, request.session.session_key or "", by, request.META.get("HTTP_USER_AGENT", ""))
    tasks.came_in(officer, by)
    return redirect(wanted)


def _half(request: HttpRequest) -> tuple[Officer, str] | None:
    """Who has said a right password a short while ago, and where they wanted to go."""
    half: dict[str, Any] = request.session.get(HALF) or {}
    if not half or time.time() - half["at"] > GOOD_FOR:
        return None
    officer = Officer.objects.filter(pk=half["pk"], is_active=True).first()
    return (officer, str(half["next"])) if officer else None


@login_not_required
@sensitive_post_parameters("code", "recovery")
def second(request: HttpRequest) -> HttpResponse:
    """Asks for the second thing."""
    half = _half(request)
    if half is None or not factors.has_any(half[0]):
        return redirect("sign-in")
    officer, wanted = half
    context: dict[str, Any] = {}
    if request.method == "POST":
        try:
            by = tasks.second_step(officer, lambda: _by(request, officer))
        except tasks.LockedOut as error:
            by, context = "", {"until": error.until}
        except Refused as error:
            by, context = "", {"why": said(error.why)}
        if by:
            return enter(request, officer, by, wanted)
        context = context or {"wrong": True}
    asked = passkeys.begin(officer, *place(request))
    if asked is not None:
        request.session["asked"] = asked[1]
    context |= {"asked": asked[0] if asked else "", "app": factors.has_app(officer)}
    return render(request, "desk/second.html", context, status=403 if request.method == "POST" else 200)


def _by(request: HttpRequest, officer: Officer) -> str:
    """By what they came in; empty: by nothing that holds."""
    given = request.POST
    if given.get("answer"):
        state = request.session.pop("asked", None)
        return "passkey" if state and passkeys.check(officer, given["answer"], state, *place(request)) else ""
    if given.get("recovery"):
        return "recovery" if factors.by_recovery(officer, given["recovery"][:100]) else ""
    return "totp" if factors.by_totp(officer, given.get("code", "")[:20]) else ""


@login_not_required
@sensitive_post_parameters("code")
def set_up(request: HttpRequest) -> HttpResponse:
    """The first second factor, without which nobody comes in where one is required."""
    half = _half(request)
    if half is None or factors.has_any(half[0]):
        return redirect("sign-in")
    officer, wanted = half
    why = ""
    if request.method == "POST":
        try:
            by = add(request, officer)
        except Refused as error:
            why = str(said(error.why))
        else:
            request.session["codes"] = factors.new_codes(officer)
            request.session["after"] = wanted
            return enter(request, officer, by, "codes")
    return render(request, "desk/set_up.html", offered(request, officer) | {"why": why}, status=422 if why else 200)


def offered(request: HttpRequest, officer: Officer) -> dict[str, object]:
    """What a page needs to add a factor. The secret waits in the session until a code of it is said."""
    kept = request.session.get("secret")
    secret = base64.b64decode(kept) if kept else totp.new_secret()
    request.session["secret"] = base64.b64encode(secret).decode("ascii")
    asked, request.session["asked"] = passkeys.begin_adding(officer, *place(request))
    return {"spelled": totp.spelled(secret), "qr": _drawn(totp.address(secret, officer.username)), "asked": asked}


def _drawn(text: str) -> SafeString:
    """A QR code as SVG: drawn here, of nothing but squares."""
    drawing = segno.make(text, error="m").svg_inline(scale=4, border=2, omitsize=True, svgclass=None, lineclass=None)
    return mark_safe(drawing)


def add(request: HttpRequest, officer: Officer) -> str:
    """Adds the app or the passkey that a form brings, and says which. Raises `Refused`."""
    given = request.POST
    if given.get("answer"):
        state = request.session.pop("asked", None)
        if not state:
            raise Refused(passkeys.FAILED)
        passkeys.add(officer, given.get("name", ""), given["answer"], state, *place(request))
        return "passkey"
    kept = request.session.get("secret")
    if not kept:
        raise Refused(factors.WRONG)
    factors.add_totp(officer, base64.b64decode(kept), given.get("code", "")[:20])
    del request.session["secret"]
    return "totp"
