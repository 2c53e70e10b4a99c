"""What is closed to most: compartments, reports opened in an emergency, and what waits for a second person."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_POST
from msgspec import Struct

from vigie.access.models import Admission, Compartment, Emergency, Enclosed, Officer, visible
from vigie.access.roles import Act
from vigie.access.tasks import compartments
from vigie.access.tasks.scope import Refused, Unknown
from vigie.desk.deeds import KINDS
from vigie.desk.templatetags.desk import said
from vigie.desk.views.door import Asked, may
from vigie.report.models import Report

SHOWN = timedelta(days=30)  # emergencies that were looked at stay on the page


class Inside(Struct, frozen=True):
    """A compartment as those inside see it."""

    row: Compartment
    people: list[Admission]
    reports: list[tuple[Enclosed, Report]]


@may(Act.READ_REPORT)
def closed(request: Asked) -> HttpResponse:
    """The compartments that I am inside of."""
    rows = compartments.mine(request.user)
    context = {"compartments": _inside(rows), "kinds": KINDS, "manages": request.user.may(Act.MANAGE_COMPARTMENTS)}
    return render(request, "desk/compartments.html", context)


def _inside(rows: list[Compartment]) -> list[Inside]:
    keys = [row.pk for row in rows]
    people = Admission.objects.filter(compartment_id__in=keys, ended_at=None).order_by("at")
    enclosed = Enclosed.objects.filter(compartment_id__in=keys, ended_at=None).order_by("-at")
    reports = Report.objects.in_bulk([one.report_key for one in enclosed])
    return [
        Inside(
            row,
            [one for one in people if one.compartment_id == row.pk],
            [
                (one, reports[one.report_key])
                for one in enclosed
                if one.compartment_id == row.pk and one.report_key in reports
            ],
        )
        for row in rows
    ]


@require_POST
@may(Act.MANAGE_COMPARTMENTS)
def begin(request: Asked) -> HttpResponse:
    """A new compartment."""
    asked = request.POST
    try:
        compartments.open_compartment(
            request.user, asked.get("name", ""), asked.get("kind", ""), asked.get("reason", "")
        )
    except Refused as error:
        messages.warning(request, str(said(error.why)))
    return redirect("compartments")


def _admit(officer: Officer, key: int, given: Mapping[str, str]) -> None:
    compartments.admit(officer, key, given.get("name", ""), given.get("reason", ""))


def _dismiss(officer: Officer, key: int, given: Mapping[str, str]) -> None:
    compartments.dismiss(officer, key, given.get("name", ""), given.get("reason", ""))


def _enclose(officer: Officer, key: int, given: Mapping[str, str]) -> None:
    number = given.get("number", "").replace("\0", "").strip()
    found = visible(officer).filter(report__report_id=number).values_list("pk", flat=True).first()
    if found is None:
        raise Unknown
    compartments.enclose(officer, key, found, given.get("reason", ""))


def _disclose(officer: Officer, key: int, given: Mapping[str, str]) -> None:
    number = given.get("report", "")
    compartments.disclose(officer, key, int(number) if number.isdecimal() else 0, given.get("reason", ""))


CHANGES: Mapping[str, Callable[[Officer, int, Mapping[str, str]], None]] = {
    "admit": _admit,
    "dismiss": _dismiss,
    "enclose": _enclose,
    "disclose": _disclose,
}


@require_POST
@may(Act.MANAGE_COMPARTMENTS)
def change(request: Asked, key: int, act: str) -> HttpResponse:
    """Lets somebody in or out, puts a report in or takes it out."""
    if act not in CHANGES:
        raise Unknown
    try:
        CHANGES[act](request.user, key, request.POST.dict())
    except Refused as error:
        messages.warning(request, str(said(error.why)))
    else:
        messages.success(request, gettext("Done, and written in the journal."))
    return redirect("compartments")


@may(Act.OPEN_IN_EMERGENCY)
def emergency(request: Asked) -> HttpResponse:
    """Opens a report that one may not know of, for a reason; supervisors see each such act here."""
    officer, given, status = request.user, request.POST, 200
    if request.method == "POST":
        try:
            key = compartments.open_in_emergency(officer, given.get("number", "")[:200], given.get("reason", ""))
        except Refused as error:
            messages.warning(request, str(said(error.why)))
        except Unknown:  # written in the journal already; whoever mistyped in a hurry must be able to try again
            status = 404
            messages.warning(request, gettext("No report of that number could be opened. Is it typed right?"))
        else:
            messages.warning(request, gettext("Opened for four hours. The supervisors are told."))
            return redirect("report", key=key)
    context = {"rows": _emergencies(officer), "judges": _judges(officer), "given": given if status == 404 else {}}
    return render(request, "desk/emergency.html", context, status=status)


def _judges(officer: Officer) -> bool:
    return officer.may(Act.RELEASE_OTHERS)


def _emergencies(officer: Officer) -> list[tuple[Emergency, Report]]:
    """What was broken open lately: by whoever asks, or by all for a supervisor."""
    rows = Emergency.objects.filter(at__gt=datetime.now(UTC) - SHOWN).order_by("-at")
    if not _judges(officer):
        rows = rows.filter(officer=officer.username)
    elif officer.unit:
        rows = rows.filter(officer__in=Officer.objects.filter(unit=officer.unit).values("username"))
    found = list(rows[:100])
    reports = Report.objects.in_bulk([one.report_key for one in found])
    return [(one, reports[one.report_key]) for one in found if one.report_key in reports]


@require_POST
@may(Act.RELEASE_OTHERS)
def judge(request: Asked, key: int) -> HttpResponse:
    """A supervisor says whether an emergency was one."""
    try:
        compartments.judge(
            request.user, key, justified=request.POST.get("as") == "justified", remark=request.POST.get("remark", "")
        )
    except Refused as error:
        messages.warning(request, str(said(error.why)))
    return redirect("emergency")
