"""The portal's own door: none of the desk's session, sign-in or cookies is touched behind it, and every answer is
closed in its own headers."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.http.request import RawPostDataException, UnreadablePostError
from django.urls import resolve
from django.utils import translation

from vigie.portal.tasks import visits
from vigie.portal.uploads import ALL
from vigie.portal.views import errors
from vigie.portal.views.language import spoken
from vigie.portal.views.receiving import InMemory, TooLarge
from vigie.reporters.tasks import counting

Answer = Callable[[HttpRequest], HttpResponse]
PREFIXES = ("/signaler", "/bonjour", "/infos", "/pont")
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; media-src 'self' blob:; "
    "font-src 'self'; connect-src 'self'; form-action 'self'; frame-src 'self'; base-uri 'none'; "
    "frame-ancestors {ancestors}; worker-src 'self'; trusted-types work; require-trusted-types-for 'script'"
)
NOTHING = (
    "camera=(), microphone={microphone}, geolocation=(), payment=(), usb=(), display-capture=(), browsing-topics=()"
)


class Door:
    """Takes the portal's requests; gives the others on. Where no desk is served, every request is the portal's."""

    def __init__(self, answer: Answer) -> None:
        self._answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        alone = settings.VIGIE_DOORS == ("portal",)
        if not alone and not ("portal" in settings.VIGIE_DOORS and request.path.startswith(PREFIXES)):
            return self._answer(request)
        with translation.override(settings.LANGUAGE_CODE):
            response = closed(request, _answered(request))
        counting.settle()
        return response


def _answered(request: HttpRequest) -> HttpResponse:
    """The view's answer, or a page that says what went wrong and nothing else."""
    try:
        request.get_host()
        if request.method not in ("GET", "HEAD", "POST"):
            return HttpResponseNotAllowed(["GET", "HEAD", "POST"])
        found = resolve(request.path_info)
        if not found.func.__module__.startswith("vigie.portal."):
            raise Http404
        if not getattr(found.func, "signed", False) and strange(request):
            raise PermissionDenied
        request.upload_handlers = [InMemory(request)]
        length = request.headers.get("Content-Length") or "0"
        if not length.isdecimal() or int(length) > ALL:
            raise TooLarge
        visit = visits.here(request) if visits.COOKIE in request.COOKIES else None
        request.visit = visit  # type: ignore[attr-defined]  # views ask `view.Asked` for it
        translation.activate(spoken(request, visit.draft.language if visit else ""))
        response: HttpResponse = found.func(request, *found.args, **found.kwargs)
        return response
    except Http404:
        return errors.not_found(request)
    except TooLarge:
        return errors.too_large(request)
    except (PermissionDenied, SuspiciousOperation, UnreadablePostError, RawPostDataException):
        return errors.not_understood(request)


def strange(request: HttpRequest) -> bool:
    """Whether a form was sent from another site's page."""
    if request.method != "POST":
        return False
    if request.headers.get("Sec-Fetch-Site", "same-origin") not in ("same-origin", "none"):
        return True
    origin = request.headers.get("Origin")
    return origin is not None and urlsplit(origin).netloc != request.get_host()


def closed(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """The answer with its headers: nothing from elsewhere, nothing kept, nothing told to anybody."""
    own = getattr(response, "framed", False)
    hears = getattr(response, "hears", False)
    headers = {
        "Content-Security-Policy": POLICY.format(ancestors="'self'" if own else "'none'"),
        "Permissions-Policy": NOTHING.format(microphone="(self)" if hears else "()"),
        "Referrer-Policy": "same-origin",
        "Cache-Control": "no-store, private",
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": "SAMEORIGIN" if own else "DENY",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
        "X-Robots-Tag": "noindex, nofollow" if not getattr(response, "public", False) else "all",
        "Content-Language": translation.get_language() or settings.LANGUAGE_CODE,
        "Vary": "Accept-Language, Cookie",
    }
    for name, value in headers.items():
        response.headers.setdefault(name, value)
    return response
