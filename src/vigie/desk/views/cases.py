"""Cases: the list, one case with all that stands in it, and what is done to it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_POST
from msgspec import Struct

from vigie.access.models import Officer
from vigie.access.roles import Act
from vigie.authority.models import Authorisation
from vigie.authority.tasks import register
from vigie.cases import tasks
from vigie.cases.models import Case, Note, Piece, Subject, Task, known
from vigie.desk.ground import Ground, ground
from vigie.desk.models import visible
from vigie.desk.tasks import consult, swap
from vigie.desk.tasks.act import Refused, Unknown, standing_of
from vigie.desk.templatetags.desk import said
from vigie.desk.views import sheet
from vigie.desk.views.case_ties import Shared, shared
from vigie.desk.views.door import Asked, may
from vigie.desk.views.queue import Line, lines
from vigie.desk.views.queue_rows import COLUMNS, ORDER
from vigie.ledger.models import Entry
from vigie.report.models import Version
from vigie.report.nouns import say

PAGE = 25
SHOWN = 100
Done = Callable[[Asked, int], None]


class Reported(Struct, frozen=True):
    """A report of a case, and why it was put there."""

    line: Line
    piece: Piece


@may(Act.READ_REPORT)
def cases(request: Asked) -> HttpResponse:
    """The cases this officer may know of: theirs first, or all, or those that are closed."""
    which = request.GET.get("show", "open")
    rows = known(request.user).filter(state="closed" if which == "closed" else "open")
    if which == "mine":
        rows = rows.filter(holder=request.user.username)
    elif which == "free":
        rows = rows.filter(holder="")
    waiting = Count("task", filter=Q(task__done_at=None), distinct=True)
    reports = Count("piece", filter=Q(piece__ended_at=None), distinct=True)
    page = Paginator(rows.annotate(waiting=waiting, reports=reports).order_by("-changed_at", "-pk"), PAGE)
    context = {"page": page.get_page(request.GET.get("page")), "which": which, "may_open": request.user.may(Act.CLAIM)}
    return render(request, "desk/cases.html", context)


@require_POST
@may(Act.CLAIM)
def start(request: Asked) -> HttpResponse:
    """A new case, perhaps with its first report in it."""
    try:
        case = tasks.start(request.user, request.POST.get("title", ""), request.POST.get("about", "")[:8000])
        if report := request.POST.get("report", ""):
            tasks.add_report(request.user, case.pk, standing_of(request.user, _number(report)).report)
    except tasks.CaseError as error:
        messages.warning(request, str(said(error.why)))
        return redirect("cases")
    return redirect("case", key=case.pk)


@may(Act.READ_REPORT)
def case(request: Asked, key: int) -> HttpResponse:
    """A case."""
    return page(request, _known(request.user, key))


def page(request: Asked, row: Case, **kept: object) -> HttpResponse:
    """The page, with what was written in a form that came too late."""
    officer = request.user
    consult.case_read(officer, row)
    pieces = {one.report_key: one for one in Piece.objects.filter(case=row, ended_at=None).order_by("at")[:SHOWN]}
    rows = visible(officer).filter(pk__in=list(pieces)).select_related("report__current").only(*COLUMNS)
    reports = [Reported(line, pieces[line.row.pk]) for line in lines(list(rows.order_by(*ORDER)))]
    context = {
        "case": row,
        "reports": reports,
        "unseen": len(pieces) - len(reports),
        "shared": _shared(reports),
        "places": _places(reports),
        "orders": _orders(officer, reports),
        "registers": officer.may(Act.REGISTER_AUTHORISATION),
        "subjects": Subject.objects.filter(case=row, ended_at=None).order_by("role", "at"),
        "roles": Subject.Role.values,
        "tasks": Task.objects.filter(case=row, done_at=None).order_by("due", "pk"),
        "done": Task.objects.filter(case=row, done_at__isnull=False).order_by("-done_at")[:20],
        "notes": Note.objects.filter(case=row).order_by("-at", "-pk")[:SHOWN],
        "journal": Entry.objects.filter(subject=f"case:{row.name}").order_by("-number")[:50],
        "colleagues": swap.colleagues(officer),
        "may_change": officer.may(Act.CLAIM) and row.state == Case.State.OPEN,
        "may_open": officer.may(Act.CLAIM),
        "may_take": officer.may(Act.CLAIM) and (not row.holder or officer.may(Act.RELEASE_OTHERS)),
        "mine": row.holder == officer.username,
        "today": timezone.localdate(),
        **kept,
    }
    answer = render(request, "desk/case.html", context, status=409 if kept else 200)
    tasks.seen(officer, row)
    return answer


def _shared(reports: list[Reported]) -> list[Shared]:
    return shared({one.line.row.pk: one.line.row.report.report_id for one in reports})


def _orders(officer: Officer, reports: list[Reported]) -> list[tuple[Authorisation, str, str]]:
    """The magistrates' orders given for its reports, where each stands, and for which report."""
    if not officer.may(Act.SEE_AUTHORISATIONS):
        return []
    numbers = {one.line.row.pk: one.line.row.report.report_id for one in reports}
    rows = register.known(officer).filter(report_key__in=list(numbers))[:SHOWN]
    return [(row, str(register.standing(row)), numbers[row.report_key or 0]) for row in rows]


def _places(reports: list[Reported]) -> Ground | None:
    """Where the reports of a case lie: those that this officer may know of. Two queries."""
    numbers = {one.line.row.report.current_id: (one.line.row.pk, one.line.row.report.report_id) for one in reports}
    versions = [key for key in numbers if key is not None]
    found = sheet.findings(versions, ("dispatch",))
    told = {
        numbers[row.pk][0]: (numbers[row.pk][1], sheet.read(row), found[row.pk].dispatch)
        for row in Version.objects.filter(pk__in=versions).order_by("-received_at")
    }
    return ground(told, settings.VIGIE_COUNTRY, get_language() or settings.LANGUAGE_CODE)


def _known(officer: Officer, key: int) -> Case:
    try:
        return tasks.case_of(officer, key)
    except tasks.UnknownCase as error:
        raise Unknown from error


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 18 else 0


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _change(request: Asked, key: int) -> None:
    said_ = request.POST
    tasks.change(
        request.user, key, _number(said_.get("revision", "")), said_.get("title", ""), said_.get("about", "")[:8000]
    )


def _report(request: Asked, key: int) -> None:
    number, why = request.POST.get("report_id", "").strip()[:200], request.POST.get("why", "")[:1000]
    found = visible(request.user).filter(report__report_id=number).select_related("report").first()
    if found is None:
        raise Refused(say("There is no report {id} that you may know of.", id=number))
    tasks.add_report(request.user, key, found.report, why)


def _drop(request: Asked, key: int) -> None:
    standing = standing_of(request.user, _number(request.POST.get("report", "")))
    tasks.drop_report(request.user, key, standing.report, request.POST.get("why", "")[:1000])


def _subject(request: Asked, key: int) -> None:
    said_ = request.POST
    tasks.add_subject(request.user, key, said_.get("role", ""), said_.get("name", ""), said_.get("about", "")[:2000])


def _task(request: Asked, key: int) -> None:
    said_ = request.POST
    tasks.add_task(
        request.user, key, said_.get("words", ""), said_.get("assigned", "")[:150], _day(said_.get("due", ""))
    )


ACTS: dict[str, Done] = {
    "change": _change,
    "take": lambda request, key: tasks.take(request.user, key),
    "give": lambda request, key: tasks.give(request.user, key, request.POST.get("to", "")[:150]),
    "close": lambda request, key: tasks.close(
        request.user, key, _number(request.POST.get("revision", "")), request.POST.get("why", "")[:4000]
    ),
    "reopen": lambda request, key: tasks.reopen(request.user, key, request.POST.get("why", "")[:4000]),
    "report": _report,
    "drop": _drop,
    "person": _subject,
    "end-person": lambda request, key: tasks.end_subject(request.user, key, _number(request.POST.get("person", ""))),
    "task": _task,
    "done": lambda request, key: tasks.finish(request.user, key, _number(request.POST.get("task", ""))),
    "note": lambda request, key: tasks.note(request.user, key, request.POST.get("words", "")),
}
PLACES = {
    "report": "reports",
    "drop": "reports",
    "person": "people",
    "end-person": "people",
    "task": "tasks",
    "done": "tasks",
    "note": "notes",
}


@require_POST
@may(Act.CLAIM)
def act(request: Asked, key: int, what: str) -> HttpResponse:
    """One act on a case. Who comes too late finds their words again, beside what was changed."""
    row = _known(request.user, key)
    if what not in ACTS:
        raise Unknown
    try:
        ACTS[what](request, key)
    except tasks.Stale as error:
        messages.warning(request, str(said(error.why)))
        return page(
            request,
            error.case,
            kept_title=request.POST.get("title", row.title),
            kept_about=request.POST.get("about", ""),
        )
    except (tasks.CaseError, Refused) as error:
        messages.warning(request, str(said(error.why)))
    except tasks.UnknownCase as error:
        raise Unknown from error
    else:
        messages.success(request, gettext("Done."))
    return redirect(f"{reverse('case', args=[key])}#{PLACES.get(what, 'case')}")
