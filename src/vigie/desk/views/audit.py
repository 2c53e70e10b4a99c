"""Who looked at what: of a report, of a person, in the whole journal. To be shown it is itself written."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, time, timedelta
from urllib.parse import urlencode

import msgspec
from django.conf import settings
from django.contrib import messages
from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.timezone import get_default_timezone
from django.views.decorators.http import require_POST
from msgspec import Struct

from vigie.access.models import Officer, visible
from vigie.access.roles import Act
from vigie.desk.tasks import consult
from vigie.desk.tasks.act import Refused, Unknown
from vigie.desk.templatetags.desk import said
from vigie.desk.views.door import Asked, may
from vigie.ledger.models import Entry
from vigie.ledger.tags import Tag
from vigie.report.models import Report

PAGE = 50
LOOKS = (Tag.REPORT_READ, Tag.MEDIA_SHOWN, Tag.EMERGENCY_OPENED, Tag.LOOKS_SHOWN)
# What an entry can be about that no compartment closes. Compartments, orders, exchanges and cases are told to the
# controller, and to whoever acted.
PLAIN = ("officer:", "parcel:", "delivery:", "list:", "problem:", "address:", "announcement:", "policy:", "reports:due")
HIDDEN_FACTS = ("digest", "members", "sha256")  # long, and of no use to who reads who did what


class Line(Struct, frozen=True):
    """One entry of the journal as a person reads it. `known`: its report's row, where the reader may open it."""

    row: Entry
    reason: str
    facts: tuple[tuple[str, str], ...]
    known: int | None = None


class Search(Struct, frozen=True):
    """What is sought in the journal."""

    actor: str = ""
    subject: str = ""
    tag: str = ""
    since: date | None = None
    until: date | None = None
    below: int | None = None

    @property
    def query(self) -> str:
        told = {"actor": self.actor, "subject": self.subject, "tag": self.tag, "since": self.since, "until": self.until}
        return urlencode({name: str(value) for name, value in told.items() if value})


@require_POST
@may(Act.READ_REPORT)
def why(request: Asked, key: int) -> HttpResponse:
    """Takes the reason for looking at a report, and goes there."""
    words = request.POST.get("words", "").strip() or request.POST.get("reason", "")
    try:
        consult.explain(request.user, key, words[:1000])
    except Refused as error:
        messages.warning(request, str(said(error.why)))
    wanted = request.POST.get("next", "")
    fits = url_has_allowed_host_and_scheme(wanted, allowed_hosts=None, require_https=request.is_secure())
    return redirect(wanted) if wanted and fits else redirect("report", key=key)


@may(Act.SEE_LOOKS)
def of_report(request: Asked, key: int) -> HttpResponse:
    """Everybody who looked at one report, with their reasons."""
    report = _report(request.user, key)
    rows = Entry.objects.filter(subject=f"report:{report.name}", tag__in=LOOKS)
    _written(request.user, f"report:{report.name}")
    return _page(request, "desk/looked.html", rows, {"report": report})


def _report(officer: Officer, key: int) -> Report:
    """A report whose readers somebody may be shown: any for the controller, who reads none of them."""
    if officer.may(Act.READ_QUEUE) and not visible(officer).filter(pk=key).exists():
        raise Unknown
    report = Report.objects.filter(pk=key).first()
    if report is None:
        raise Unknown
    return report


@may(Act.OWN_ACCOUNT)
def mine(request: Asked) -> HttpResponse:
    """What I looked at."""
    rows = Entry.objects.filter(actor=request.user.username, tag__in=LOOKS)
    return _page(request, "desk/looked.html", rows, {"person": request.user, "mine": True})


@may(Act.SEE_LOOKS)
def of_person(request: Asked, name: str) -> HttpResponse:
    """What one person looked at. A supervisor of a unit is shown the people of that unit."""
    people = Officer.objects.filter(username=name)
    person = (people.filter(unit=request.user.unit) if request.user.unit else people).first()
    if person is None:
        raise Unknown
    _written(request.user, f"officer:{person.username}")
    rows = Entry.objects.filter(actor=person.username, tag__in=LOOKS)
    return _page(request, "desk/looked.html", rows, {"person": person})


def _written(officer: Officer, subject: str) -> None:
    consult.shown(officer, Tag.LOOKS_SHOWN, subject)


@may(Act.AUDIT)
def journal(request: Asked) -> HttpResponse:
    """The journal, by person, report, act and day."""
    sought = _search(request)
    rows = _sought(sought, request.user)
    if sought.query:
        consult.shown(request.user, Tag.JOURNAL_SEARCHED, f"search:{sought.query}"[:200])
    tags = sorted(tag.value for tag in Tag)
    return _page(request, "desk/journal.html", rows, {"sought": sought, "tags": tags}, sought.query)


def _search(request: Asked) -> Search:
    asked = {name: value.replace("\0", "").strip()[:200] for name, value in request.GET.dict().items()}
    return Search(
        actor=asked.get("actor", ""),
        subject=asked.get("subject", ""),
        tag=asked.get("tag", "") if asked.get("tag", "") in set(Tag) else "",
        since=_day(asked.get("since", "")),
        until=_day(asked.get("until", "")),
    )


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _sought(sought: Search, officer: Officer) -> QuerySet[Entry]:
    rows = Entry.objects.all()
    if officer.unit:
        colleagues = Officer.objects.filter(unit=officer.unit)
        rows = rows.filter(actor__in=colleagues.values("username"))
    if sought.actor:
        rows = rows.filter(actor=sought.actor)
    if sought.subject:
        exact = sought.subject if ":" in sought.subject else f"report:{sought.subject}"
        named = [f"report:{one.name}" for one in Report.objects.filter(report_id=sought.subject)[:20]]
        rows = rows.filter(subject__in=[exact, *named])
    if sought.tag:
        rows = rows.filter(tag=sought.tag)
    if sought.since:
        rows = rows.filter(at__gte=_midnight(sought.since))
    if sought.until:
        rows = rows.filter(at__lt=_midnight(sought.until) + timedelta(days=1))
    return rows


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time.min, get_default_timezone()).astimezone(UTC)


def _page(
    request: Asked, template: str, rows: QuerySet[Entry], context: dict[str, object], query: str = ""
) -> HttpResponse:
    """One page of entries, newest first, and where the next one begins."""
    below = request.GET.get("below", "")
    if below.isascii() and below.isdigit() and len(below) < 18:
        rows = rows.filter(number__lt=int(below))
    found = list(rows.order_by("-number")[: PAGE + 1])
    more = f"{query}&below={found[PAGE - 1].number}".lstrip("&") if len(found) > PAGE else ""
    lines = _lines(request.user, found[:PAGE])
    return render(request, template, {"lines": lines, "more": more, "country": settings.VIGIE_COUNTRY, **context})


def _lines(officer: Officer, rows: Sequence[Entry]) -> list[Line]:
    """The entries; those on reports that the reader may not know of are left out, save for the controller."""
    keys = _keys(row.subject for row in rows)
    reads = officer.may(Act.READ_QUEUE)
    known = set(visible(officer).filter(pk__in=list(keys.values())).values_list("pk", flat=True)) if reads else set()
    lines = []
    for row in rows:
        key = keys.get(row.subject)
        told = key in known if key is not None else row.subject.startswith(PLAIN) or row.actor == officer.username
        if told or not reads:
            lines.append(_line(row, key if key in known else None))
    return lines


def _keys(subjects: Iterable[str]) -> dict[str, int]:
    """The rows of the reports that subjects name. One query."""
    names = {one for one in subjects if one.startswith("report:") and "/" in one}
    wanted = Q(pk__in=[])
    for name in names:
        source, number = name.removeprefix("report:").split("/", 1)
        wanted |= Q(source=source, report_id=number)
    found = Report.objects.filter(wanted).only("pk", "source", "report_id")
    return {f"report:{one.name}": one.pk for one in found}


def _line(row: Entry, known: int | None) -> Line:
    told = msgspec.json.decode(row.payload)
    facts = tuple(
        (key, str(value)) for key, value in told.items() if key not in HIDDEN_FACTS and value not in ("", None)
    )
    return Line(row, str(told.get("reason") or ""), tuple(one for one in facts if one[0] != "reason"), known)
