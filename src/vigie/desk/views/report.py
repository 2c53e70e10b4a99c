"""One report: why it stands where it stands, then what it says, and what is to be done with it."""

from __future__ import annotations

from datetime import UTC, datetime

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from msgspec import Struct

from vigie.access.models import Officer
from vigie.access.roles import Act
from vigie.desk import telling
from vigie.desk.forms import Decide
from vigie.desk.ground import ground
from vigie.desk.models import Decision, Showing
from vigie.desk.tasks import consult, media, rule
from vigie.desk.tasks.act import standing_of
from vigie.desk.timeline import moments
from vigie.desk.views import letters, sheet, ties
from vigie.desk.views.deciding import deciding
from vigie.desk.views.door import Asked, may
from vigie.desk.views.files import FileLine, file_lines
from vigie.desk.views.later import later
from vigie.desk.views.news import news
from vigie.linking.tasks import facts_of
from vigie.report.models import Standing, Version
from vigie.report.nouns import Person, Report, ThreadFacts
from vigie.territory import pack
from vigie.triage.completion import Draft as Letter
from vigie.triage.completion import drafts, wording
from vigie.triage.sense import LIKE


class PersonLine(Struct, frozen=True):
    """Somebody in the report, with all that is said of them."""

    person: Person
    facts: tuple[telling.Fact, ...]


class Ruled(Struct, frozen=True):
    """A decision, and whether this officer may take it back."""

    row: Decision
    undoable: bool


@may(Act.READ_REPORT)
def report(request: Asked, key: int, number: int | None = None) -> HttpResponse:
    """The page of a report, or of one of its earlier versions."""
    standing = standing_of(request.user, key)
    return page(request, standing, number=number)


def page(request: Asked, standing: Standing, *, number: int | None = None, form: Decide | None = None) -> HttpResponse:
    """The page, with a form that was filled in wrongly when there is one."""
    told = sheet.versions(standing.pk)
    shown = next(
        (
            one.row
            for one in told
            if (one.row.pk == standing.report.current_id if number is None else one.row.number == number)
        ),
        None,
    )
    if shown is None:
        raise Http404
    journal, now = sheet.journal(standing), datetime.now(UTC)
    new = news(request.user, journal, now)  # before this reading is written
    consult.consulted(request.user, standing, shown.number)
    version = Version.objects.get(pk=shown.pk)
    context = {
        "standing": standing,
        "version": version,
        "versions": told,
        "current": version.pk == standing.report.current_id,
        "news": new,
        "journal": journal,
        **_report(request, standing, version),
        **_around(request.user, standing, told),
        **deciding(request.user, standing, form),
        "post": letters.around(request.user, standing, version),
    }
    return render(request, "desk/report.html", context, status=422 if form is not None else 200)


def _report(request: Asked, standing: Standing, version: Version) -> dict[str, object]:
    """What this version says, and what was found of it."""
    content, found = sheet.read(version), sheet.findings([version.pk])[version.pk]
    facts = facts_of([standing.pk]).get(standing.pk, ThreadFacts())
    reasons = sorted(found.triage.reasons, key=lambda one: -one.points) if found.triage else []
    return {
        "content": content,
        "found": found,
        "drafts": _drafts(content, found),
        "reasons": reasons,
        "likened": any(LIKE in str(one.why) for one in reasons),
        "people": [PersonLine(person, telling.person(person)) for person in content.people],
        "channels": [telling.channel(channel) for channel in content.channels],
        "enforcement": telling.enforcement(content.law_enforcement),
        "files": _files(request, standing, content, found),
        "moments": moments(content, version.received_at),
        "facts": facts,
        "places": ground(
            {0: ("", content, found.dispatch)}, settings.VIGIE_COUNTRY, get_language() or settings.LANGUAGE_CODE
        ),
        "ties": ties.around(request.user, standing, facts.cluster),
    }


def _drafts(content: Report, found: sheet.Found) -> tuple[Letter, ...]:
    """What would complete a report that cannot be worked, in the reader's language where the pack has it."""
    missing, words = found.triage.missing if found.triage else (), wording(pack.load(settings.VIGIE_COUNTRY))
    return drafts(content, missing, found.dispatch, words, get_language() or "")


def _files(request: Asked, standing: Standing, content: Report, found: sheet.Found) -> list[FileLine]:
    token = request.GET.get("shown", "")[:43]
    asked = Showing.objects.filter(token=token, report_key=standing.pk, officer=request.user.username, served_at=None)
    showing = asked.first() if token else None
    return file_lines(content, found.matching, {showing.file: token} if showing else {})


def _around(officer: Officer, standing: Standing, told: list[sheet.Told]) -> dict[str, object]:
    """What surrounds the report: its documents, its journal, what was decided, what could not be done."""
    parcels = sorted({one.row.parcel_key for one in told} | set(sheet.came(standing.pk)))
    now = datetime.now(UTC)
    ruled = [Ruled(one, rule.undoable(officer, one, now)) for one in sheet.decisions(standing.pk)]
    stands = next((one for one in ruled if one.row.undone_at is None), None)
    return {
        "documents": [document for _, document in sheet.documents(parcels)],
        "decisions": ruled,
        "standing_decision": stands,
        "later": later(officer, standing, stands.row if stands else None),
        "problems": sheet.problems(standing.pk),
        "seen_today": media.seen_today(officer, now),
    }
