"""The services that report: their accounts, what they left open or sent in vain, and alarms."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_POST
from msgspec import Struct

from vigie.access.models import visible
from vigie.access.roles import Act
from vigie.desk.tasks.act import Refused, given
from vigie.desk.templatetags.desk import said
from vigie.desk.views.door import Asked, may
from vigie.services.errors import ServiceError
from vigie.services.models import Alarm, Refusal, Submission
from vigie.services.tasks import accounts, overview

SECRET = "service-made"  # in the session: a password that was made, and is shown once
PAGE = 25
LATEST = 20


class AlarmLine(Struct, frozen=True):
    """An alarm with who raised it, and the report where this officer may read it."""

    row: Alarm
    service: str
    report: int | None


class OpenLine(Struct, frozen=True):
    """A report that was opened and not finished."""

    row: Submission
    service: str


class RefusedLine(Struct, frozen=True):
    """A document that was not accepted."""

    row: Refusal
    service: str


@may(Act.SEE_DELIVERIES)
def services(request: Asked) -> HttpResponse:
    """All of it on one page."""
    page = Paginator(overview.left_open(), PAGE).get_page(request.GET.get("page"))
    rows, refused = list(page.object_list), list(overview.refusals()[:LATEST])
    names = overview.names({row.service_key for row in rows} | {row.service_key for row in refused})
    context = {
        "accounts": overview.accounts(),
        "page": page,
        "open": [OpenLine(row, names.get(row.service_key, "")) for row in rows],
        "refused": [RefusedLine(row, names.get(row.service_key, "")) for row in refused],
        "administers": request.user.may(Act.ADMINISTER),
        "made": request.session.pop(SECRET, None),
    }
    return render(request, "desk/services.html", context)


@require_POST
@may(Act.ADMINISTER)
def account(request: Asked) -> HttpResponse:
    """Adds a service, gives it a new password, stops it or lets it report again. A password is shown once."""
    given_, name, actor = request.POST, request.POST.get("name", "").strip(), request.user.username
    what = given_.get("act", "")
    try:
        if what == "add":
            made = accounts.add(
                name, actor=actor, company=given_.get("company", "").strip()[:120], sandbox="sandbox" in given_
            )
            request.session[SECRET] = {"name": made[0].name, "username": made[0].username, "secret": made[1]}
        elif what == "renew":
            made = accounts.renew(name, actor=actor)
            request.session[SECRET] = {"name": made[0].name, "username": made[0].username, "secret": made[1]}
        elif what in ("stop", "resume"):
            accounts.set_active(name, what == "resume", actor=actor, why=given_.get("why", "").strip()[:400])
            messages.success(request, gettext("Done, and written in the journal."))
    except ServiceError as error:
        messages.warning(request, str(error))
    return redirect("services")


@require_GET
@may(Act.READ_QUEUE)
def alarms(request: Asked) -> HttpResponse:
    """What rings now, as a part of every page."""
    return render(request, "desk/parts/alarms.html", {"alarms": ringing(request)})


def ringing(request: Asked) -> list[AlarmLine]:
    """The alarms that nobody has seen to, for whoever may read reports."""
    if not request.user.may(Act.READ_REPORT):
        return []
    rows = list(overview.alarms()[:LATEST])
    names = overview.names({row.submission.service_key for row in rows}) if rows else {}
    numbers = [str(row.submission.number) for row in rows]
    known = visible(request.user).filter(report__report_id__in=numbers) if rows else visible(request.user).none()
    reports = dict(known.values_list("report__report_id", "report_id"))
    return [
        AlarmLine(row, names.get(row.submission.service_key, ""), reports.get(str(row.submission.number)))
        for row in rows
    ]


@require_POST
@may(Act.CLAIM)
def see(request: Asked, key: int) -> HttpResponse:
    """Somebody sees to an alarm: it stops ringing, and the journal says who."""
    if overview.see(key, request.user.username):
        messages.success(request, gettext("You see to it. It no longer rings."))
    else:
        messages.warning(request, gettext("A colleague was faster."))
    return redirect("queue")


@require_POST
@may(Act.DECIDE)
def take(request: Asked, number: int) -> HttpResponse:
    """Sends an unfinished report on its way as it is, with the reason."""
    try:
        why = given(request.POST.get("reason", "")[:4000])
    except Refused as error:
        messages.warning(request, str(said(error.why)))
        return redirect("services")
    if overview.take_as_is(number, request.user.username, why):
        messages.success(request, gettext("It is on its way to the queue, as far as it came."))
    else:
        messages.warning(request, gettext("It is no longer open."))
    return redirect("services")
