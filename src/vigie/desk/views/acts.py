"""What an officer does to a report: take it, give it back, decide, undo."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.html import escape, format_html
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_POST

from vigie.access.roles import Act
from vigie.desk.forms import Decide
from vigie.desk.tasks import alike, draft, hold, rule
from vigie.desk.tasks.act import Refused, standing_of
from vigie.desk.tasks.consult import ReasonWanted
from vigie.desk.templatetags.desk import clock, said
from vigie.desk.units import units
from vigie.desk.views import sheet
from vigie.desk.views.door import Asked, may
from vigie.desk.views.report import page


@require_POST
@may(Act.CLAIM)
def claim(request: Asked, key: int) -> HttpResponse:
    """Takes a report in hand."""
    try:
        hold.claim(request.user, key)
    except Refused as error:
        messages.warning(request, str(said(error.why)))
    return redirect("report", key=key)


@require_POST
@may(Act.CLAIM)
def take_next(request: Asked) -> HttpResponse:
    """Takes the best free report in hand."""
    given = hold.next_for(request.user)
    if given is None:
        messages.info(request, gettext("No report is waiting."))
        return redirect("queue")
    why = " ".join(str(said(one)) for one in given.why)
    messages.info(request, gettext("Why this one: {why}").format(why=why))
    return redirect("report", key=given.report_key)


@require_POST
@may(Act.CLAIM)
def release(request: Asked, key: int) -> HttpResponse:
    """Gives a report back to the queue."""
    try:
        hold.release(request.user, key)
    except Refused as error:
        messages.warning(request, str(said(error.why)))
        return redirect("report", key=key)
    messages.info(request, gettext("The report is back in the queue."))
    return redirect("queue")


@require_POST
@may(Act.CLAIM)
def renew(request: Asked, key: int) -> HttpResponse:
    """Holds on to a report for longer."""
    try:
        hold.renew(request.user, key)
    except Refused as error:
        messages.warning(request, str(said(error.why)))
    return redirect("report", key=key)


@require_POST
@may(Act.DECIDE)
def decide(request: Asked, key: int) -> HttpResponse:
    """Records a decision, or shows the form again with what it lacks."""
    standing = standing_of(request.user, key)
    found = sheet.findings([standing.report.current_id or 0], ("triage",)).popitem()[1]
    offered = tuple(offence.code for offence in found.triage.offences) if found.triage else ()
    form = Decide(request.POST, offences=offered, units=tuple(units(settings.VIGIE_COUNTRY)))
    if form.is_valid():
        try:
            rule.decide(request.user, key, form.cleaned_data["version"] or 0, form.ruling())
        except Refused as error:
            form.add_error(error.field or None, str(said(error.why)))
        else:
            number = standing.report.report_id
            told, where = gettext("Decided. You can undo this for an hour:"), reverse("report", args=[key])
            messages.success(request, format_html('{} <a href="{}">{}</a>', told, where, number))
            _alike(request, key)
            return redirect("queue")
    try:
        return page(request, standing_of(request.user, key), form=form)
    except ReasonWanted:  # a colleague was quicker, and the page with the form is no longer this officer's to see
        _draft(request, key)
        for errors in form.errors.values():
            messages.warning(request, str(errors[0]))
        messages.info(request, gettext("Nothing is lost: what you had written is kept as your draft."))
        raise


def _alike(request: Asked, key: int) -> None:
    """Tells that more reports bear the same content, where a decision may be one for all."""
    standing = standing_of(request.user, key)
    decision = sheet.decisions(key)[0]
    if decision.outcome in alike.TOGETHER and (number := alike.alike(request.user, standing)[: alike.MOST].count()):
        told = ngettext("{n} more report with the same content:", "{n} more reports with the same content:", number)
        where = f"{reverse('report', args=[key])}#alike"
        words = gettext("decide alike")
        messages.info(request, format_html('{} <a href="{}">{}</a>', told.format(n=number), where, words))


def _draft(request: Asked, key: int) -> datetime:
    """Keeps what stands in the form."""
    given = request.POST
    version = given.get("version", "")
    number = int(version) if version.isascii() and version.isdigit() and len(version) < 18 else 0
    fields = {name: given.get(name, "") for name in draft.FIELDS}
    return draft.keep(request.user, key, number, fields, given.getlist("offences"))


@require_POST
@may(Act.DECIDE)
def keep_draft(request: Asked, key: int) -> HttpResponse:
    """Keeps what stands in the form, without deciding anything."""
    at = _draft(request, key)
    if request.htmx:
        return HttpResponse(escape(gettext("Draft kept at {at}.").format(at=clock(at))))
    messages.info(request, gettext("The draft is kept."))
    return redirect(f"{reverse('report', args=[key])}#decide")


@require_POST
@may(Act.DECIDE)
def drop_draft(request: Asked, key: int) -> HttpResponse:
    """Throws it away."""
    draft.drop(request.user, key)
    return redirect(f"{reverse('report', args=[key])}#decide")


@require_POST
@may(Act.DECIDE)
def undo(request: Asked, key: int, decision: int) -> HttpResponse:
    """Takes a decision back."""
    try:
        rule.undo(request.user, key, decision, request.POST.get("reason", "")[:4000])
    except Refused as error:
        messages.warning(request, str(said(error.why)))
    else:
        messages.info(request, gettext("The decision is undone; the report is in your hands again."))
    return redirect("report", key=key)
