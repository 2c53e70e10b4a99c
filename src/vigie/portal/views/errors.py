"""Pages that say what went wrong, in words for everybody, with the numbers that help."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from vigie.portal.views.asked import page


def not_found(request: HttpRequest) -> HttpResponse:
    """Nothing here."""
    return page(request, "wrong.html", status=404, what="nothing")


def too_large(request: HttpRequest) -> HttpResponse:
    """A file that is larger than the door takes."""
    return page(request, "wrong.html", status=413, what="large")


def not_understood(request: HttpRequest) -> HttpResponse:
    """A form that came from elsewhere, or broken."""
    return page(request, "wrong.html", status=400, what="broken")
