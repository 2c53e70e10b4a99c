"""The way to the CyberTipline interface: straight, past the desk's session, sign-in and pages.

A service makes four requests for a report, and some hundred reports a minute; none of them needs a cookie or a
language. Clients join addresses in their own ways: a slash too many, or one at the end, is no other address.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from django.conf import settings
from django.core.exceptions import SuspiciousOperation
from django.http import HttpRequest, HttpResponse

from vigie.gateway.answers import response
from vigie.gateway.views import ispws
from vigie.gateway.views.door import XML, numbered
from vigie.services.codes import Code, Done

Answer = Callable[[HttpRequest], HttpResponse]
PREFIX = "/ispws"
VIEWS: Mapping[str, Answer] = MappingProxyType(
    {
        "status": ispws.status,
        "xsd": ispws.xsd,
        "openapi.json": ispws.openapi,
        "submit": ispws.submit_report,
        "upload": ispws.upload,
        "fileinfo": ispws.file_info,
        "finish": ispws.finish,
        "retract": ispws.retract,
    }
)
CLOSED = {
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "Cache-Control": "no-store, private",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "X-Robots-Tag": "noindex, nofollow",
}


class Door:
    """Takes the requests of the CyberTipline interface; gives the others on."""

    def __init__(self, answer: Answer) -> None:
        self._answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        parts = [part for part in request.path_info.split("/") if part]
        if parts[:1] != [PREFIX[1:]] or "gateway" not in settings.VIGIE_DOORS:
            return self._answer(request)
        answer = _answered(request, "/".join(parts[1:]))
        for name, value in CLOSED.items():
            answer.headers.setdefault(name, value)
        return answer


def _answered(request: HttpRequest, name: str) -> HttpResponse:
    try:
        request.get_host()
    except SuspiciousOperation:
        return _said("this host is not known here", 400)
    view = VIEWS.get(name)
    return _said("there is nothing at this address", 404) if view is None else view(request)


def _said(why: str, status: int) -> HttpResponse:
    return numbered(HttpResponse(response(Code.INVALID_REQUEST, why, Done()), content_type=XML, status=status))
