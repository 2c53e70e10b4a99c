"""Answers that belong to no request of ours: placed or dismissed by a person, never left unseen."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext
from django.views.decorators.http import require_POST
from msgspec import Struct

from vigie.access.models import Officer, visible
from vigie.access.roles import Act
from vigie.desk.templatetags.desk import said
from vigie.desk.views.door import Asked, may
from vigie.evidence.seal import SealError
from vigie.report.nouns import Saying, say
from vigie.requests.models import Request, Stray
from vigie.requests.tasks import answering, strays
from vigie.requests.tasks.refused import Refused

SHOWN = 100


class Unplaced(Struct, frozen=True):
    """A line that belongs to nothing, and why."""

    row: Stray
    why: Saying


def unplaced() -> list[Unplaced]:
    """Those that wait, the oldest first."""
    return [Unplaced(row, strays.why(row)) for row in strays.waiting()[:SHOWN]]


@require_POST
@may(Act.ASK_OTHERS)
def settle(request: Asked, key: int) -> HttpResponse:
    """Puts a line to a request, or dismisses it with a reason."""
    row = get_object_or_404(Stray, pk=key, dismissed_at=None)
    try:
        if request.POST.get("act") == "place":
            _place(request.user, row, request.POST.get("reference", "").strip())
            messages.success(request, gettext("The answer was put to its request."))
        else:
            strays.dismiss(request.user, row, request.POST.get("reason", ""))
    except Refused as error:
        messages.warning(request, str(said(error.why)))
    except SealError:
        messages.warning(request, gettext("The sealed answer cannot be opened."))
    return redirect("requests")


def _place(officer: Officer, row: Stray, reference: str) -> None:
    """Only to a request about a report that one may know of."""
    known = Request.objects.filter(reference=reference, report_key__in=visible(officer).values("pk"))
    if not known.exists():
        raise Refused(say("No request {name} was made here.", name=reference))
    answering.place(officer, row, reference)
