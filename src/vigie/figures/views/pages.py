"""The pages of the figures: all at a glance, one with its table, what others published, and files to take away."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from functools import wraps

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language, gettext

from vigie.access.models import Officer
from vigie.access.roles import Act
from vigie.figures import printed, published, sheet
from vigie.figures.answer import Question, draft
from vigie.figures.export import KINDS, as_ods
from vigie.figures.sheet import Reader, Sheet
from vigie.figures.table import Asked, BadQuestion, Facts, Period
from vigie.figures.tasks import columns
from vigie.figures.tasks.collect import collect
from vigie.figures.views.drawings import drawings
from vigie.papers.tasks import keys
from vigie.report.nouns import Saying
from vigie.territory import land, pack

View = Callable[..., HttpResponse]


def seen(view: View) -> View:
    """Only for those who may read figures; to others the page is not there."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: str, **kwargs: str) -> HttpResponse:
        if not (isinstance(request.user, Officer) and request.user.may(Act.READ_FIGURES)):
            raise Http404
        return view(request, *args, **kwargs)

    return guarded


def spoken(saying: Saying) -> str:
    """A sentence in the reader's language."""
    return saying.told(gettext)


def reader() -> Reader:
    """Whoever reads this page."""
    home = pack.load(settings.VIGIE_COUNTRY)
    language = get_language() or settings.LANGUAGE_CODE
    return Reader(spoken, language, land.of(home), published.of(home).breaks)


def asked(request: HttpRequest) -> Asked:
    """The question of an address; a year up to today when it asks nothing. What makes no sense is left out."""
    today = datetime.now(UTC).date()
    last = _day(request.GET.get("last"), today)
    first = _day(request.GET.get("first"), last - timedelta(days=365))
    cut = request.GET.get("period", "")
    return Asked(min(first, last), last, Period(cut) if cut in set(Period) else Period.MONTH)


def _day(text: str | None, otherwise: date) -> date:
    try:
        return date.fromisoformat(text or "")
    except ValueError:
        return otherwise


def facts() -> Facts:
    """The facts of this moment: what happened since the last time is collected first."""
    collect()
    return columns.facts()


@seen
def overview(request: HttpRequest) -> HttpResponse:
    """All figures of a span of time, drawn."""
    question, who, known = asked(request), reader(), facts()
    sheets = [sheet.made(name, known, question, who) for name in sheet.tables()]
    return render(request, "figures/overview.html", _context(request, question, sheets=sheets))


@seen
def one(request: HttpRequest, name: str) -> HttpResponse:
    """One figure with its table."""
    question = asked(request)
    shown = _made(name, question)
    kinds = [(kind, f"{request.GET.urlencode()}") for kind in KINDS]
    return render(request, "figures/one.html", _context(request, question, sheet=shown, kinds=kinds))


def _made(name: str, question: Asked) -> Sheet:
    try:
        return sheet.made(name, facts(), question, reader())
    except BadQuestion as error:
        raise Http404(str(error)) from error


def _context(request: HttpRequest, question: Asked, **more: object) -> dict[str, object]:
    return {"asked": question, "periods": list(Period), "query": request.GET.urlencode(), **more}


@seen
def taken(request: HttpRequest, name: str, kind: str) -> HttpResponse:
    """One figure as a file."""
    if kind not in KINDS:
        raise Http404
    shown = _made(name, asked(request))
    media, write = KINDS[kind]
    return _file(write(shown), media, f"{name}.{kind}")


@seen
def book(request: HttpRequest) -> HttpResponse:
    """All figures as one workbook."""
    question, who, known = asked(request), reader(), facts()
    sheets = [sheet.made(name, known, question, who) for name in sheet.tables()]
    return _file(as_ods(sheets), KINDS["ods"][0], "vigie.ods")


def _file(content: bytes, media: str, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=media)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@seen
def others(request: HttpRequest) -> HttpResponse:
    """What others published of this country and its neighbours, redrawn."""
    return render(request, "figures/published.html", {"series": drawings(reader())})


@seen
def answer(request: HttpRequest) -> HttpResponse:
    """The draft of a written answer: chosen figures and the question, as a text to be finished."""
    question = asked(request)
    chosen = [name for name in request.GET.getlist("figure") if name in sheet.tables()]
    if not chosen or "number" not in request.GET:
        context = _context(request, question, tables=_choices(), chosen=chosen)
        return render(request, "figures/answer.html", context)
    who, known = reader(), facts()
    put = Question(
        number=request.GET["number"][:40],
        author=request.GET.get("author", "")[:200],
        text=request.GET.get("text", "")[:20_000],
        on=_day(request.GET.get("on"), question.last),
    )
    sheets = [sheet.made(name, known, question, who) for name in chosen]
    today, service = datetime.now(UTC).date(), keys.service(who.language)
    if request.GET.get("as") == "pdf":
        return _file(printed.pdf(put, sheets, who, today, service), "application/pdf", "answer.pdf")
    return _file(draft(put, sheets, who, today, service), "application/vnd.oasis.opendocument.text", "answer.odt")


def _choices() -> list[tuple[str, str]]:
    return [(name, spoken(table.title)) for name, table in sheet.tables().items()]
