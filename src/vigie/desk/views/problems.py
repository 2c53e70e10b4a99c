"""What could not be read or done, and waits for a person."""

from __future__ import annotations

import msgspec
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_POST
from msgspec import Struct

from vigie.access.models import Officer, visible
from vigie.access.roles import Act
from vigie.desk.tasks import problem
from vigie.desk.tasks.act import Refused
from vigie.desk.templatetags.desk import said
from vigie.desk.views.door import Asked, may
from vigie.desk.views.sheet import Document, documents
from vigie.journey.models import Problem
from vigie.report.nouns import Saying

PAGE = 25


class ProblemLine(Struct, frozen=True):
    """A problem, its reason in words, and what was received there."""

    row: Problem
    reason: Saying
    documents: list[Document]
    readable: bool


@may(Act.SEE_PROBLEMS)
def problems(request: Asked) -> HttpResponse:
    """Those that are open, or those that were closed."""
    closed = request.GET.get("closed") == "1"
    rows = (
        problem.known(request.user)
        .filter(closed_at__isnull=not closed)
        .order_by("-closed_at" if closed else "-at", "-pk")
    )
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "lines": _lines(request.user, list(page.object_list)), "closed": closed}
    return render(request, "desk/problems.html", context)


def _lines(officer: Officer, rows: list[Problem]) -> list[ProblemLine]:
    by_parcel: dict[int, list[Document]] = {}
    for parcel, document in documents([row.parcel_key for row in rows if row.parcel_key]):
        by_parcel.setdefault(parcel, []).append(document)
    keys = [row.report_key for row in rows if row.report_key]
    readable = set(visible(officer).filter(pk__in=keys).values_list("pk", flat=True))
    return [
        ProblemLine(
            row,
            msgspec.json.decode(row.reason, type=Saying),
            by_parcel.get(row.parcel_key or 0, []),
            row.report_key in readable,
        )
        for row in rows
    ]


@require_POST
@may(Act.SEE_PROBLEMS)
def close(request: Asked, key: int) -> HttpResponse:
    """Closes one, with a reason."""
    try:
        problem.close(request.user, key, request.POST.get("reason", "")[:4000])
    except Refused as error:
        messages.warning(request, str(said(error.why)))
    else:
        messages.success(request, gettext("Closed. It stays in the list of closed problems."))
    return redirect("problems")
