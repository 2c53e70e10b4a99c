"""The one door of every page: who may do what, and what a refusal looks like."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django_htmx.middleware import HtmxDetails

from vigie.access.models import Officer
from vigie.access.roles import Act
from vigie.desk.tasks import consult
from vigie.desk.tasks.act import Unknown

P = ParamSpec("P")


class Asked(HttpRequest):
    """A request of somebody who signed in."""

    user: Officer
    htmx: HtmxDetails


def _why(request: HttpRequest, wanted: consult.ReasonWanted) -> HttpResponse:
    """Asks why somebody looks at a report that is not before them as a matter of course."""
    back = request.get_full_path() if request.method == "GET" else reverse("report", args=[wanted.standing.pk])
    context = {"standing": wanted.standing, "next": back, "reasons": consult.REASONS}
    return render(request, "desk/why.html", context)


def may(right: Act) -> Callable[[Callable[Concatenate[Asked, P], HttpResponse]], Callable[..., HttpResponse]]:
    """Lets only those in who may do `right`. Others get a page that says so; what one may not know of is not found.
    Both are written in the ledger."""

    def guard(view: Callable[Concatenate[Asked, P], HttpResponse]) -> Callable[..., HttpResponse]:
        @wraps(view)
        def guarded(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
            officer = request.user
            if not isinstance(officer, Officer):
                raise Http404
            if not officer.may(right):
                consult.refused(officer, request.path, right.value)
                return render(request, "desk/refused.html", {"right": right.value}, status=403)
            try:
                return view(request, *args, **kwargs)  # type: ignore[arg-type]  # its user is an officer: seen above
            except (Unknown, Http404) as error:
                consult.refused(officer, request.path, right.value)
                raise Http404 from error
            except consult.ReasonWanted as error:
                return _why(request, error)

        guarded.right = right  # type: ignore[attr-defined]  # for the tests that walk every address
        return guarded

    return guard
