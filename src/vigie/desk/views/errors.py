"""Pages that say what went wrong, and nothing of what may not be known."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


@login_not_required
def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Nothing here, or nothing that this person may know of: both look the same."""
    return render(request, "desk/not_found.html", status=404)


@login_not_required
def refused(request: HttpRequest, exception: Exception) -> HttpResponse:
    """A request that was not allowed."""
    return render(request, "desk/refused.html", status=403)


@login_not_required
def stale(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form that was not sent from a page of this desk, or from one that is too old."""
    return render(request, "desk/stale.html", status=403)


@login_not_required
def broken(request: HttpRequest) -> HttpResponse:
    """The program failed. The page needs neither database nor session."""
    return render(None, "desk/broken.html", status=500)
