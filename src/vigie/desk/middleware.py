"""What every answer of the desk carries, and the language it speaks."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.utils import translation
from django.utils.cache import patch_vary_headers

from vigie.access.models import Officer
from vigie.desk.tasks import consult

Answer = Callable[[HttpRequest], HttpResponse]

# Nothing from elsewhere, nothing inline, nothing evaluated, no frame around or within.
POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self'",
        "font-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
NOTHING = ", ".join(
    f"{feature}=()"
    for feature in ("camera", "microphone", "geolocation", "payment", "usb", "display-capture", "screen-wake-lock")
)


class Headers:
    """Forbids a page whatever it does not need, and a browser to keep it."""

    def __init__(self, answer: Answer) -> None:
        self._answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self._answer(request)
        response.headers.setdefault("Content-Security-Policy", POLICY)
        response.headers.setdefault("Permissions-Policy", NOTHING)
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        response.headers.setdefault("Cache-Control", "no-store, private")
        response.headers.setdefault("X-Robots-Tag", "noindex, nofollow")
        return response


class Door(LoginRequiredMiddleware):
    """Who is not known finds nothing but the way in: whether an address exists is not told."""

    def handle_no_permission(
        self, request: HttpRequest, view_func: Callable[..., HttpResponseBase]
    ) -> HttpResponseRedirect:
        if request.path == "/":
            return super().handle_no_permission(request, view_func)
        raise Http404


class Guesses:
    """Writes each address that was asked for and is not found. What a guarded page refuses, it writes itself; the doors
    that are open to everybody keep their own account."""

    def __init__(self, answer: Answer) -> None:
        self._answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self._answer(request)
        if response.status_code == 404 and not _told(request):
            consult.guessed(request.user.get_username(), request.path)
        return response


def _told(request: HttpRequest) -> bool:
    match = request.resolver_match
    if match is None:
        return False
    known = request.user.is_authenticated and hasattr(match.func, "right")
    return known or not getattr(match.func, "login_required", True)


class Language:
    """The officer's language, else the one chosen on this browser, else the desk's. A browser's own wish is not asked:
    on a shared machine it is nobody's."""

    def __init__(self, answer: Answer) -> None:
        self._answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with translation.override(spoken(request)):
            response = self._answer(request)
            response.headers.setdefault("Content-Language", translation.get_language() or settings.LANGUAGE_CODE)
        patch_vary_headers(response, ("Cookie",))
        return response


def spoken(request: HttpRequest) -> str:
    """The language of one request."""
    user = request.user
    asked = user.language if isinstance(user, Officer) else ""
    asked = asked or request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
    return asked if asked in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
