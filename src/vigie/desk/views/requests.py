"""What is asked of others: drafted from a report, signed, sent, answered. Only about reports one may know of."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from datetime import UTC, datetime

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_POST
from msgspec import Struct

from vigie.access.models import Officer, known_to
from vigie.access.roles import Act
from vigie.access.tasks.scope import Refused as NotAllowed
from vigie.authority.tasks import register
from vigie.desk.tasks.act import standing_of
from vigie.desk.templatetags.desk import said
from vigie.desk.views.door import Asked, may
from vigie.desk.views.strays import unplaced
from vigie.report.models import Report
from vigie.report.nouns import Saying
from vigie.requests.models import Request
from vigie.requests.tasks import answering, making
from vigie.requests.tasks.refused import Refused

PAGE = 40
LARGEST = 20 * 1024 * 1024  # bytes of an answer that is handed in at the desk
COLUMNS = (
    "request",
    "provider",
    "ip",
    "identified",
    "last name",
    "first name",
    "address",
    "postal code",
    "city",
    "country",
)


class Shown(Struct, frozen=True):
    """A request with what it is called, and its report's number."""

    row: Request
    title: Saying
    report: str
    late: bool


def _mine(officer: Officer) -> QuerySet[Request]:
    return Request.objects.filter(known_to(officer))


def _row(officer: Officer, key: int) -> Request:
    row = _mine(officer).filter(pk=key).first()
    if row is None:
        raise Http404
    return row


def shown(rows: list[Request]) -> list[Shown]:
    """Requests ready for a page. One query."""
    names = dict(Report.objects.filter(pk__in={row.report_key for row in rows}).values_list("pk", "report_id"))
    kinds, now = making.kinds(), datetime.now(UTC)
    return [
        Shown(
            row,
            kinds[row.kind].title,
            names.get(row.report_key, "?"),
            row.state == Request.State.SENT and row.due_at is not None and row.due_at < now,
        )
        for row in rows
    ]


@may(Act.ASK_OTHERS)
def requests(request: Asked) -> HttpResponse:
    """All requests: those whose answer is late first, then drafts, then what waits, then what was answered."""
    state = request.GET.get("state", "")
    rows = _mine(request.user).order_by("-pk")
    if state in set(Request.State):
        rows = rows.filter(state=state)
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    late = shown(list(_mine(request.user).filter(state="sent", due_at__lt=datetime.now(UTC)).order_by("due_at")[:PAGE]))
    context = {
        "page": page,
        "lines": shown(list(page.object_list)),
        "late": late,
        "unplaced": unplaced(),
        "state": state,
        "states": Request.State,
    }
    return render(request, "desk/requests.html", context)


@may(Act.ASK_OTHERS)
def request_(request: Asked, key: int) -> HttpResponse:
    """One request: the letter as it would leave, what is wrong with it, and what may be done."""
    row = _row(request.user, key)
    context = {
        "one": shown([row])[0],
        "flaws": making.flaws(row) if row.state == Request.State.DRAFT else (),
        "order": _order(request.user, row),
        "checked": making.checked(row),
        "may_register": request.user.may(Act.REGISTER_AUTHORISATION),
        "may_sign": request.user.may(Act.SIGN_REQUESTS),
    }
    return render(request, "desk/request.html", context)


def _order(officer: Officer, row: Request) -> str | None:
    """The order under which it would leave: "" when it needs none, None when there is none that holds now."""
    if not (what := making.needs(row)) or row.state not in (Request.State.DRAFT, Request.State.SIGNED):
        return ""
    try:
        return register.need(officer, what, row.report_key).number
    except NotAllowed:
        return None


@require_POST
@may(Act.ASK_OTHERS)
def draft(request: Asked, key: int) -> HttpResponse:
    """Drafts a kind's requests about a report."""
    standing_of(request.user, key)
    try:
        rows = making.draft(request.user, key, request.POST.get("kind", ""), request.user.language)
    except Refused as error:
        messages.warning(request, str(said(error.why)))
        return redirect("report", key)
    if len(rows) == 1:
        return redirect("request", rows[0].pk)
    messages.success(request, gettext("{n} drafts.").format(n=len(rows)))
    return redirect("requests")


ACTS: dict[str, Callable[[Officer, Request], None]] = {
    "sign": making.sign,
    "send": making.send,
    "remind": making.remind,
}


@require_POST
@may(Act.ASK_OTHERS)
def act(request: Asked, key: int) -> HttpResponse:
    """Changes, signs, sends, reminds or closes."""
    row, what = _row(request.user, key), request.POST.get("act", "")
    try:
        if what == "change":
            making.change(request.user, row, request.POST.get("recipient", ""), request.POST.get("text", ""))
        elif what == "close":
            making.close(request.user, row, request.POST.get("reason", ""))
        elif what in ACTS:
            ACTS[what](request.user, row)
    except Refused as error:
        messages.warning(request, str(said(error.why)))
    return redirect("request", key)


@may(Act.ASK_OTHERS)
def table(request: Asked, key: int) -> HttpResponse:
    """The empty table that an answer can be written into (CSV)."""
    row = _row(request.user, key)
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";")
    writer.writerow(COLUMNS)
    writer.writerow([row.reference, row.recipient, row.ip, *[""] * (len(COLUMNS) - 3)])
    response = HttpResponse(out.getvalue(), content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{row.reference}.csv"'
    return response


@require_POST
@may(Act.ASK_OTHERS)
def answer(request: Asked) -> HttpResponse:
    """Takes an answer in: a table, JSON, or an e-mail file. What could not be put to a request is said."""
    file = request.FILES.get("file")
    if file is None or file.size is None or file.size > LARGEST:
        messages.warning(request, gettext("Choose a file of at most 20 MB."))
        return redirect("requests")
    try:
        outcomes = answering.take(request.user, file.read(), file.name or "answer")
    except Refused as error:
        messages.warning(request, str(said(error.why)))
        return redirect("requests")
    for one in outcomes:
        if one.line.problem is not None:
            messages.warning(request, str(said(one.line.problem)))
    taken = sum(1 for one in outcomes if one.request and not one.again)
    messages.success(request, gettext("{n} answers taken in.").format(n=taken))
    return redirect("requests")
