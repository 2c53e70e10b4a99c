"""What is not for this desk is shown to the right place in one click, and counted."""

from __future__ import annotations

from django.http import Http404, HttpResponse

from vigie.portal.views.asked import Asked, country, page
from vigie.reporters.tasks import counting

KNOWN = ("bullying", "adults", "other")


def elsewhere(request: Asked, what: str) -> HttpResponse:
    """Who takes cyber-bullying, adults' content, and the rest."""
    if what not in KNOWN:
        raise Http404
    counting.page(f"elsewhere:{what}")
    read = country()
    return page(request, "elsewhere.html", what=what, numbers=read.numbers(getattr(read.elsewhere, what)))
