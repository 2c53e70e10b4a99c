"""The register of authorisations, and the exchanges that were held under them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import BinaryIO, cast

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_POST
from msgspec import Struct

from vigie.access.models import Officer, visible
from vigie.access.roles import Act
from vigie.access.tasks.scope import Refused, Unknown
from vigie.authority.models import Authorisation, Deed, Exchange, Line, Paper
from vigie.authority.scope import ALLOWED, Allowed, Order, Standing
from vigie.authority.tasks import exchanges, register
from vigie.desk.templatetags.desk import said
from vigie.desk.views.door import Asked, may
from vigie.evidence.seal import SealError
from vigie.report.models import Report

MOST = 50 << 20  # bytes of a document or of a file that was sent


class Row(Struct, frozen=True):
    """An authorisation, where it stands, and the report it was given for."""

    row: Authorisation
    standing: Standing
    allowed: tuple[object, ...]
    report: Report | None

    @property
    def live(self) -> bool:
        """Whether something may be done under it now."""
        return self.standing in (Standing.HOLDS, Standing.SOON)


class Registration(forms.Form):
    """An order as it is typed in; what it lacks is said by `scope.lacks`."""

    magistrate = forms.CharField(max_length=200)
    court = forms.CharField(max_length=200)
    number = forms.CharField(max_length=100)
    allowed = forms.MultipleChoiceField(choices=[(one.value, one.value) for one in Allowed])
    limits = forms.CharField(max_length=4000)
    begins = forms.DateTimeField()
    ends = forms.DateTimeField()
    holder = forms.CharField(max_length=150)
    report = forms.CharField(max_length=200, required=False)

    def order(self) -> Order:
        """The order, once the form is valid."""
        told = self.cleaned_data
        allowed = tuple(Allowed(one) for one in told["allowed"])
        return Order(
            told["magistrate"],
            told["court"],
            told["number"],
            allowed,
            told["limits"],
            told["begins"].astimezone(UTC),
            told["ends"].astimezone(UTC),
        )


def _rows(found: list[Authorisation]) -> list[Row]:
    reports = Report.objects.in_bulk([row.report_key for row in found if row.report_key])
    return [
        Row(
            row,
            register.standing(row),
            tuple(said(ALLOWED[Allowed(one)]) for one in row.allowed),
            reports.get(row.report_key or 0),
        )
        for row in found
    ]


@may(Act.SEE_AUTHORISATIONS)
def authorisations(request: Asked) -> HttpResponse:
    """The register, and what ends soon. `?report=`: an order for this report is about to be entered."""
    return _register(request, Registration(initial={"report": request.GET.get("report", "")[:200]}))


def _register(request: Asked, form: Registration) -> HttpResponse:
    officer = request.user
    context = {
        "rows": _rows(list(register.known(officer)[:200])),
        "soon": _rows(register.expiring(officer)),
        "form": form,
        "registers": officer.may(Act.REGISTER_AUTHORISATION),
        "kinds": [(one.value, ALLOWED[one]) for one in Allowed],
    }
    return render(request, "desk/authorisations.html", context, status=422 if form.is_bound else 200)


@require_POST
@may(Act.REGISTER_AUTHORISATION)
def enter(request: Asked) -> HttpResponse:
    """Enters an order."""
    form = Registration(request.POST)
    if form.is_valid():
        try:
            key = _report_of(request.user, form.cleaned_data["report"])
            made = register.register(request.user, form.order(), form.cleaned_data["holder"].strip(), key)
        except Refused as error:
            form.add_error(error.field or None, str(said(error.why)))
        else:
            messages.success(request, gettext("Registered, and written in the journal."))
            return redirect("authorisation", key=made.pk)
    return _register(request, form)


def _report_of(officer: Officer, number: str) -> int | None:
    """The report that a number names. Raises `Unknown`."""
    number = number.replace("\0", "").strip()
    if not number:
        return None
    found = visible(officer).filter(report__report_id=number).values_list("pk", flat=True).first()
    if found is None:
        raise Unknown
    return int(found)


@may(Act.SEE_AUTHORISATIONS)
def authorisation(request: Asked, key: int) -> HttpResponse:
    """One order and the report of all that was done under it: to be printed for the magistrate."""
    row = register.one(request.user, key)
    acts = register.acts_under(row)
    lines: dict[int, list[Line]] = {}
    for line in register.lines_under(row):
        lines.setdefault(line.exchange_id, []).append(line)
    mine = request.user.username == row.holder
    context = {
        "one": _rows([row])[0],
        "deeds": [one for one in acts if isinstance(one, Deed)],
        "papers": [one for one in acts if isinstance(one, Paper)],
        "exchanges": [(one, lines.get(one.pk, [])) for one in acts if isinstance(one, Exchange)],
        "registers": request.user.may(Act.REGISTER_AUTHORISATION),
        "speaks": mine and request.user.may(Act.RECORD_EXCHANGE) and Allowed.PSEUDONYM.value in row.allowed,
        "now": datetime.now(UTC),
    }
    return render(request, "desk/authorisation.html", context)


@require_POST
@may(Act.REGISTER_AUTHORISATION)
def change(request: Asked, key: int, act: str) -> HttpResponse:
    """Withdraws an order, or adds a document to it."""
    try:
        if act == "withdraw":
            register.withdraw(request.user, key, request.POST.get("reason", ""))
        elif act == "paper":
            _attach(request, key)
        else:
            raise Unknown
    except (Refused, SealError) as error:
        messages.warning(request, str(said(error.why)) if isinstance(error, Refused) else str(error))
    else:
        messages.success(request, gettext("Done, and written in the journal."))
    return redirect("authorisation", key=key)


def _attach(request: HttpRequest, key: int) -> None:
    sent = request.FILES.get("paper")
    if sent is None or (sent.size or 0) > MOST or not isinstance(request.user, Officer):
        raise Refused(register.NO_FILE)
    register.attach(request.user, key, sent.name or "", cast(BinaryIO, sent.file))


@require_POST
@may(Act.RECORD_EXCHANGE)
def begin(request: Asked, key: int) -> HttpResponse:
    """Begins an exchange under an order."""
    row, given = register.one(request.user, key), request.POST
    try:
        made = exchanges.begin(
            request.user, row.report_key, given.get("service", ""), given.get("pseudonym", ""), given.get("other", "")
        )
    except Refused as error:
        messages.warning(request, str(said(error.why)))
        return redirect("authorisation", key=key)
    return redirect("exchange", key=made.pk)


@may(Act.SEE_AUTHORISATIONS)
def exchange(request: Asked, key: int) -> HttpResponse:
    """One exchange, in the order of what was said."""
    row = exchanges.one(request.user, key)
    context = {
        "row": row,
        "lines": list(Line.objects.filter(exchange=row).order_by("number")),
        "first": exchanges.first_word(row),
        "one": _rows([row.authorisation])[0],
        "speaks": row.by == request.user.username and row.closed_at is None and request.user.may(Act.RECORD_EXCHANGE),
        "now": timezone.localtime(),
    }
    return render(request, "desk/exchange.html", context)


def _said(request: Asked, key: int) -> None:
    given = request.POST
    exchanges.say_line(
        request.user,
        key,
        ours=given.get("side") == "ours",
        said_at=_moment(given),
        words=given.get("words", ""),
        begins_topic=given.get("begins") == "on",
    )


def _file(request: Asked, key: int) -> None:
    sent = request.FILES.get("file")
    if sent is None or (sent.size or 0) > MOST:
        raise Refused(register.NO_FILE)
    stream = cast(BinaryIO, sent.file)
    words = request.POST.get("words", "")
    exchanges.receive_file(request.user, key, said_at=_moment(request.POST), words=words, stream=stream)


def _moment(given: Mapping[str, str]) -> datetime:
    try:
        moment: datetime = forms.DateTimeField().clean(given.get("said_at", ""))
    except forms.ValidationError as error:
        raise Refused(register.WHEN, field="said_at") from error
    return moment.astimezone(UTC)


def _end(request: Asked, key: int) -> None:
    exchanges.end(request.user, key)


LINES: Mapping[str, Callable[[Asked, int], None]] = {"line": _said, "file": _file, "end": _end}


@require_POST
@may(Act.RECORD_EXCHANGE)
def record(request: Asked, key: int, act: str) -> HttpResponse:
    """Adds to an exchange, or closes it."""
    if act not in LINES:
        raise Unknown
    try:
        LINES[act](request, key)
    except (Refused, SealError) as error:
        messages.warning(request, str(said(error.why)) if isinstance(error, Refused) else str(error))
    return redirect("exchange", key=key)
