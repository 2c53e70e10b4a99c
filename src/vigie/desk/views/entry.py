"""Coming in, going out, and the language spoken."""

from __future__ import annotations

from django import forms
from django.conf import settings
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from vigie.access import tasks
from vigie.access.models import Officer
from vigie.desk.views import second
from vigie.desk.ways import start


class SignIn(forms.Form):
    """A name and a password."""

    name = forms.CharField(label=_("Name"), max_length=150)
    password = forms.CharField(label=_("Password"), max_length=1000, strip=False, widget=forms.PasswordInput)


def home_of(officer: Officer) -> str:
    """The page where somebody's day begins."""
    return start(officer.may)


@login_not_required
@sensitive_post_parameters("password")
def sign_in(request: HttpRequest) -> HttpResponse:
    """Lets an officer in."""
    if isinstance(request.user, Officer):
        return redirect(home_of(request.user))
    form = SignIn(request.POST or None)
    refused: dict[str, object] = {}
    if request.method == "POST" and form.is_valid():
        try:
            officer = tasks.recognise(form.cleaned_data["name"], form.cleaned_data["password"])
        except tasks.LockedOut as error:
            officer, refused = None, {"until": error.until}
        if officer is not None:
            return second.begin(request, officer, next_of(request, reverse(home_of(officer))))
        refused = refused or {"wrong": True}
    context = {
        "form": form,
        "next": request.GET.get("next", ""),
        "tries": tasks.TRIES,
        "agency": settings.AGENCY,
        **refused,
    }
    return render(request, "desk/sign_in.html", context, status=403 if refused else 200)


def next_of(request: HttpRequest, otherwise: str) -> str:
    """Where they wanted to go, when it is a page of this desk."""
    wanted = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(wanted, allowed_hosts=None, require_https=request.is_secure())
    return wanted if wanted and safe else otherwise


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """Ends the session."""
    if isinstance(request.user, Officer):
        tasks.sign_out(request.user)
    logout(request)
    return redirect("sign-in")


@login_not_required
@require_POST
def speak(request: HttpRequest) -> HttpResponse:
    """Changes the language of this officer, and of this browser."""
    language = request.POST.get("language", "")
    response = redirect(next_of(request, "sign-in"))
    if language in dict(settings.LANGUAGES):
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME,
            language,
            max_age=365 * 86_400,
            httponly=True,
            secure=settings.SESSION_COOKIE_SECURE,
            samesite="Lax",
        )
        if isinstance(request.user, Officer):
            Officer.objects.filter(pk=request.user.pk).update(language=language)
    return response
