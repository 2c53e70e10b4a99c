"""Pages of help: for people who worry about their thoughts, for parents, for schools. Each prints, and has a code."""

from __future__ import annotations

from io import BytesIO

import segno
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.safestring import mark_safe

from vigie.portal.views.asked import Asked, country, page
from vigie.reporters.tasks import counting

TOPICS = {"moi": "thoughts", "parents": "parents", "ecole": "school"}


def index(request: Asked) -> HttpResponse:
    """All topics."""
    counting.page("help:index")
    return public(page(request, "help.html", topics=TOPICS))


def topic(request: Asked, topic: str) -> HttpResponse:
    """One topic, with who helps, and a code to print."""
    name = TOPICS.get(topic)
    if name is None:
        raise Http404
    counting.page(f"help:{name}")
    read = country()
    address = request.build_absolute_uri(reverse("help-topic", args=[topic]))
    numbers = read.numbers(getattr(read.prevention, name))
    return public(page(request, f"help_{name}.html", numbers=numbers, address=address, code=code(address)))


def code(text: str) -> str:
    """A QR code as SVG for the page: no style, no script in it."""
    out = BytesIO()
    segno.make(text, error="m").save(
        out, kind="svg", xmldecl=False, svgns=False, scale=4, border=2, svgclass="qr", lineclass=None, omitsize=True
    )
    return mark_safe(out.getvalue().decode("utf-8"))  # made here, of an address


def public(response: HttpResponse) -> HttpResponse:
    """A page that may be found by search engines."""
    response.public = True  # type: ignore[attr-defined]  # read by the door
    return response
