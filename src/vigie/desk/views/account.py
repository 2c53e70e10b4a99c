"""My account: what I sign in with, where I am signed in, my recovery codes. Each change asks for the password again."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language_info, gettext
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from vigie.access import tasks
from vigie.access.models import Officer, Passkey
from vigie.access.roles import Act
from vigie.access.tasks import factors, sittings
from vigie.access.tasks.scope import Refused, Unknown
from vigie.desk.templatetags.desk import said
from vigie.desk.views import second
from vigie.desk.views.door import Asked, may
from vigie.report.nouns import say
from vigie.steering.tasks import profile
from vigie.triage.called import RULES

KINDS = (  # the rules that tell kinds of report, of all that there are
    *("sextortion", "enticement", "meeting", "travel", "hands-on", "made-here", "live-order", "trafficking"),
    *("self-harm", "self-production", "child-reporter", "young-victim", "several-victims", "unidentified-victim"),
    *("victim-known", "new-material", "conversation"),
)
LANGUAGES = ("fr", "en", "nl", "de", "lb", "es", "it", "pt", "pl", "ro", "ru", "uk", "ar", "tr")


@may(Act.OWN_ACCOUNT)
def account(request: Asked) -> HttpResponse:
    """The page."""
    officer = request.user
    context = {
        "app": factors.has_app(officer),
        "passkeys": list(Passkey.objects.filter(officer=officer).order_by("at")),
        "left": factors.left(officer),
        "sittings": sittings.of(officer),
        "here": request.session.session_key,
        **second.offered(request, officer),
        "reads": profile.of(officer) if officer.may(Act.CLAIM) else None,
        "languages": [(code, get_language_info(code)["name_translated"]) for code in LANGUAGES],
        "mail": bool(settings.VIGIE_MAIL_URL),
        "kinds": [(name, RULES[name]) for name in KINDS],
    }
    return render(request, "desk/account.html", context)


@require_POST
@may(Act.OWN_ACCOUNT)
def address(request: Asked) -> HttpResponse:
    """Where I am told that something waits; empty: nowhere but here."""
    given = request.POST.get("email", "").strip()[:254]
    try:
        if given:
            validate_email(given)
    except ValidationError:
        messages.warning(request, gettext("This is no e-mail address."))
    else:
        Officer.objects.filter(pk=request.user.pk).update(email=given)
        messages.success(request, gettext("Kept."))
    return redirect("account")


@require_POST
@may(Act.CLAIM)
def reads(request: Asked) -> HttpResponse:
    """What I read best: languages, kinds of report, how many pictures are enough."""
    given = request.POST
    number = given.get("pictures", "")
    languages = [one for one in given.getlist("language") if one in LANGUAGES]
    profile.keep(request.user, languages, given.getlist("kind"), int(number) if number.isdecimal() else 0)
    messages.success(request, gettext("Kept: the next report is chosen by it."))
    return redirect("account")


@may(Act.OWN_ACCOUNT)
def codes(request: Asked) -> HttpResponse:
    """New recovery codes, this once."""
    made = request.session.pop("codes", None)
    if made is None:
        return redirect("account")
    return render(request, "desk/codes.html", {"codes": made, "after": request.session.pop("after", "/")})


def _add(request: Asked) -> str:
    second.add(request, request.user)
    if not factors.left(request.user):
        request.session["codes"] = factors.new_codes(request.user)
        return "codes"
    return ""


def _remove(request: Asked) -> str:
    key = request.POST.get("passkey", "")
    factors.remove(request.user, passkey=int(key) if key.isdecimal() else None)
    return ""


def _codes(request: Asked) -> str:
    request.session["codes"] = factors.new_codes(request.user)
    request.session["after"] = request.path.rpartition("/")[0]
    return "codes"


def _password(request: Asked) -> str:
    given = request.POST.get("new", "")
    try:
        officer = tasks.set_password(request.user.username, given, actor=request.user.username)
    except tasks.AccessError as error:
        raise Refused(say("{why}", why=str(said(error.why)))) from error
    update_session_auth_hash(request, officer)
    return ""


def _end(request: Asked) -> str:
    key = request.POST.get("sitting", "")
    sittings.end(request.user, int(key) if key.isdecimal() else 0, actor=request.user.username)
    return ""


def _end_others(request: Asked) -> str:
    sittings.end_all(request.user, actor=request.user.username, but=request.session.session_key or "")
    return ""


CHANGES: Mapping[str, Callable[[Asked], str]] = {
    "add": _add,
    "remove": _remove,
    "codes": _codes,
    "password": _password,
    "end": _end,
    "end-others": _end_others,
}
FREE = {"end", "end-others"}  # what protects the account must not wait for a password


@sensitive_post_parameters("password", "new", "code")
@require_POST
@may(Act.OWN_ACCOUNT)
def change(request: Asked, act: str) -> HttpResponse:
    """One change."""
    if act not in CHANGES:
        raise Unknown
    try:
        if act not in FREE and not request.user.check_password(request.POST.get("password", "")):
            raise Refused(say("This is not your password: nothing was changed."))
        leads = CHANGES[act](request)
    except Refused as error:
        messages.warning(request, str(said(error.why)))
        return redirect("account")
    messages.success(request, gettext("Done, and written in the journal."))
    return redirect(leads or "account")
