"""Dossiers at the desk: chosen reports become papers in two clicks, leave with a receipt; their outcome comes back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

import msgspec
from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_POST
from msgspec import Struct

from vigie.access.models import Officer, known_to, visible
from vigie.access.roles import Act
from vigie.access.tasks.scope import Refused, Unknown, given
from vigie.desk.templatetags.desk import said
from vigie.desk.views.door import Asked, may
from vigie.ledger.note import BadNote
from vigie.papers import partners
from vigie.papers.content import Asked as AskedFor
from vigie.papers.content import Content, addressed
from vigie.papers.models import Dossier, Inside, Result, Sending
from vigie.papers.partners import Partner
from vigie.papers.signing import PapersError
from vigie.papers.tasks import keys, results, send
from vigie.papers.tasks.make import MOST_REPORTS, make
from vigie.report.models import Standing
from vigie.territory import land, pack
from vigie.territory.shapes import Court

PAGE = 25
OTHERS = 50  # reports of the same threads that are offered
LANGUAGES = ("fr", "nl", "en")


class Line(Struct, frozen=True):
    """A dossier, how many reports it holds, and the last that was heard of it."""

    row: Dossier
    reports: int
    sent: Sending | None


@may(Act.MAKE_DOSSIER)
def dossiers(request: Asked) -> HttpResponse:
    """Every dossier of reports that this officer may know of, newest first."""
    page = Paginator(_known(request.user).order_by("-pk"), PAGE).get_page(request.GET.get("page"))
    found = list(page.object_list)
    inside = Inside.objects.filter(dossier__in=found).values_list("dossier_id").annotate(n=Count("pk"))
    counts: dict[int, int] = dict(inside.order_by())
    sendings = Sending.objects.filter(dossier__in=found).order_by("pk")
    last = {one.dossier_id: one for one in sendings}
    lines = [Line(row, counts.get(row.pk, 0), last.get(row.pk)) for row in found]
    return render(request, "desk/dossiers.html", {"page": page, "lines": lines})


def _known(officer: Officer) -> QuerySet[Dossier]:
    """Dossiers of which every report may be known to somebody."""
    hidden = Inside.objects.exclude(known_to(officer))
    return Dossier.objects.exclude(pk__in=hidden.values("dossier_id"))


def _one(officer: Officer, key: int) -> Dossier:
    row = _known(officer).filter(pk=key).first()
    if row is None:
        raise Unknown
    return row


def _chosen(officer: Officer, keys_: Sequence[str]) -> list[Standing]:
    """The reports of an address, as far as somebody may know of them, in their order. Raises `Unknown`."""
    wanted = list(dict.fromkeys(int(one) for one in keys_ if one.isascii() and one.isdigit()))[:MOST_REPORTS]
    rows = visible(officer).select_related("report").defer("report__current").filter(pk__in=wanted)
    found = {row.pk: row for row in rows}
    if not wanted or len(found) != len(wanted):
        raise Unknown
    return [found[key] for key in wanted]


@may(Act.MAKE_DOSSIER)
def new(request: Asked) -> HttpResponse:
    """What the dossier would hold, before it is made: `?reports=12,13`, and the other reports of the same threads."""
    return _preview(request, ",".join(request.GET.getlist("reports")).split(","))


def _preview(request: Asked, chosen: Sequence[str], error: str = "") -> HttpResponse:
    rows = _chosen(request.user, chosen)
    threads = {row.thread for row in rows if row.thread}
    others = visible(request.user).select_related("report").defer("report__current").filter(thread__in=threads)
    others = others.exclude(pk__in=[row.pk for row in rows]).order_by("-score", "pk")[:OTHERS]
    context = {
        "rows": rows,
        "others": list(others),
        "languages": LANGUAGES,
        "language": request.POST.get("language") or get_language() or settings.LANGUAGE_CODE,
        "may_media": request.user.may(Act.INCLUDE_MEDIA),
        "stamped": keys.authority() is not None,
        "posted": request.POST,
        "case": request.POST.get("case") or request.GET.get("case", ""),
        "error": error,
    }
    return render(request, "desk/dossier_new.html", context, status=422 if error else 200)


@require_POST
@may(Act.MAKE_DOSSIER)
def made(request: Asked) -> HttpResponse:
    """Makes it."""
    chosen, posted = request.POST.getlist("report"), request.POST
    rows = _chosen(request.user, chosen)
    language = posted.get("language", "")
    media = "media" in posted and request.user.may(Act.INCLUDE_MEDIA)
    try:
        reason = given(posted.get("reason", "")) if media else posted.get("reason", "").strip()[:4000]
        keys.make(request.user.username)
        asked = AskedFor(
            language=language if language in LANGUAGES else settings.LANGUAGE_CODE,
            officer=request.user.username,
            signatory=request.user.get_full_name(),
            addressee=posted.get("to", "").strip()[:300],
            reason=reason,
            case=posted.get("case", "").strip()[:200],
            media=media,
            stamped=keys.authority() is not None,
        )
        bag = make([row.pk for row in rows], asked)
    except Refused as error:
        return _preview(request, chosen, str(said(error.why)))
    except (PapersError, BadNote) as error:
        return _preview(request, chosen, str(error))
    messages.success(request, gettext("The dossier is made, signed and sealed."))
    return redirect("dossier", key=bag.row.pk)


@may(Act.MAKE_DOSSIER)
def dossier(request: Asked, key: int) -> HttpResponse:
    """One dossier: what it holds, where it went, what came of it."""
    row = _one(request.user, key)
    inside = list(Inside.objects.filter(dossier=row).order_by("position").values_list("report_key", flat=True))
    standings = Standing.objects.select_related("report").defer("report__current").in_bulk(inside)
    context = {
        "row": row,
        "rows": [standings[one] for one in inside],
        "sendings": Sending.objects.filter(dossier=row).order_by("-pk"),
        "results": [
            (one, standings.get(one.report_key)) for one in Result.objects.filter(report_key__in=inside).order_by("-on")
        ],
        "kinds": Result.Kind.values,
        "answers": [one for one in Sending.Answer.values if one],
        "outbox": settings.VIGIE_OUTBOX is not None,
        "partners": _partners(),
        **_addressee(row),
        "certificate": keys.signer().certificate.subject.rfc4514_string(),
    }
    return render(request, "desk/dossier.html", context)


def _addressee(row: Dossier) -> dict[str, str | Court | None]:
    """Whom it is for, named or by its route; the court, as far as somebody said where its prosecutor is written to."""
    if not row.content:
        return {"addressee": row.addressee, "court": None}
    content = msgspec.json.decode(row.content, type=Content)
    name = addressed(content.asked, content.pieces)
    found = land.of(pack.load(settings.VIGIE_COUNTRY)).court_of(name)
    return {"addressee": name, "court": found if found and (found.address or found.email) else None}


def _partners() -> Mapping[str, Partner]:
    """To whom dossiers can be sent by themselves; none when the file cannot be read: `vigie dossier send` says why."""
    try:
        return partners.read(settings.VIGIE_HOME)
    except PapersError:
        return {}


@require_POST
@may(Act.MAKE_DOSSIER)
def sent(request: Asked, key: int) -> HttpResponse:
    """Hands the dossier out, with its receipt: as a download, into the partners' folder, or to a partner."""
    row, posted = _one(request.user, key), request.POST
    way = Sending.Way.FOLDER if posted.get("way") == "folder" else Sending.Way.DOWNLOAD
    partner = _partners().get(posted.get("way", "").removeprefix("partner:"))
    try:
        to, keys_ = posted.get("to", "")[:300], posted.get("recipients", "")
        out = send.send(row, request.user.username, partner.name if partner else to, way, keys_, partner)
    except Refused as error:
        messages.warning(request, str(said(error.why)))
        return redirect("dossier", key=key)
    except PapersError as error:
        messages.warning(request, str(error))
        return redirect("dossier", key=key)
    if partner:
        messages.success(request, gettext("The dossier was sent to {name}.").format(name=partner.name))
        return redirect("dossier", key=key)
    if way == Sending.Way.FOLDER:
        messages.success(request, gettext("The dossier lies in the partners' folder."))
        return redirect("dossier", key=key)
    kind = "application/octet-stream" if out.row.encrypted_to else "application/zip"
    headers = {"Content-Disposition": f'attachment; filename="{out.name}"', "Cache-Control": "no-store, private"}
    return HttpResponse(out.content, content_type=kind, headers=headers)


@require_POST
@may(Act.MAKE_DOSSIER)
def answered(request: Asked, key: int, sending: int) -> HttpResponse:
    """Writes down what the addressee answered."""
    row = _one(request.user, key)
    try:
        what, why = request.POST.get("answer", ""), request.POST.get("reason", "")[:4000]
        send.answer(sending, row, request.user.username, what, why)
    except Refused as error:
        messages.warning(request, str(said(error.why)))
    return redirect("dossier", key=key)


@require_POST
@may(Act.MAKE_DOSSIER)
def result(request: Asked, key: int) -> HttpResponse:
    """Writes down what came of a report."""
    row, posted = _one(request.user, key), request.POST
    try:
        results.record(
            _number(posted.get("report", "")),
            posted.get("kind", ""),
            _day(posted.get("on", "")),
            request.user.username,
            dossier=row,
            count=_number(posted.get("count", "1")),
            source=posted.get("source", ""),
            note=posted.get("note", ""),
        )
        messages.success(request, gettext("Written down."))
    except Refused as error:
        messages.warning(request, str(said(error.why)))
    return redirect("dossier", key=key)


@require_POST
@may(Act.MAKE_DOSSIER)
def withdrawn(request: Asked, key: int, result: int) -> HttpResponse:
    """Takes back what was written down by mistake."""
    row = _one(request.user, key)
    try:
        if Inside.objects.filter(dossier=row, report_key__in=Result.objects.filter(pk=result).values("report_key")):
            results.withdraw(result, request.user.username, request.POST.get("reason", "")[:4000])
    except Refused as error:
        messages.warning(request, str(said(error.why)))
    return redirect("dossier", key=key)


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 12 else 0


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return date.max
