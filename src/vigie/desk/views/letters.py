"""The reporter of a report: letters there and back, who they are for a reason, their picture on the own list."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from vigie.access.models import Officer
from vigie.access.roles import Act
from vigie.desk.tasks import own_list
from vigie.desk.tasks.act import Refused, given, standing_of
from vigie.desk.templatetags.desk import said
from vigie.desk.views import sheet
from vigie.desk.views.door import Asked, may
from vigie.intake.portal.document import SOURCE
from vigie.report.models import Standing, Version
from vigie.report.nouns import Saying, say
from vigie.reporters.models import Box
from vigie.reporters.tasks import boxes, door

READY: tuple[Saying, ...] = (
    say("Thank you for writing. We have read your message and we are working on it."),
    say("Can you tell us when this happened, and on which service?"),
    say("Are you safe now? If not, call the emergency number."),
    say("You have done nothing wrong. It is good that you told us."),
)


@dataclass(frozen=True, slots=True)
class Post:
    """What a report's page says of its reporter. `copies` are others of its mould, `named` others with its address."""

    box: Box | None
    fresh: int
    copies: int
    named: int
    late: bool
    may_write: bool


def around(officer: Officer, standing: Standing, version: Version) -> Post | None:
    """The post of a report of the portal; None for any other."""
    source, number = standing.report.source, standing.report.report_id
    if source != SOURCE:
        return None
    box = boxes.of_number(number)
    fresh = boxes.unread([number]).get(number, 0) if box else 0
    late = box is not None and box.withdrawn_at is None and boxes.late(box, 3)
    urls = [url for channel in sheet.read(version).channels for url in channel.urls]
    named = door.also_named(number, urls)
    return Post(box, fresh, door.copies(number), named, late, officer.may(Act.WRITE_LETTERS))


def _box(request: Asked, key: int) -> Box:
    """The box of a report that this officer may know of."""
    source, _, number = standing_of(request.user, key).report.name.partition("/")
    box = boxes.of_number(number) if source == SOURCE else None
    if box is None:
        raise Http404
    return box


@may(Act.WRITE_LETTERS)
def letters(request: Asked, key: int) -> HttpResponse:
    """All letters; and one more, when it is sent."""
    box = _box(request, key)
    if request.method == "POST":
        return _write(request, key, box)
    return _page(request, key, box)


def _page(request: Asked, key: int, box: Box, who: str | None = None) -> HttpResponse:
    told = boxes.for_desk(box, request.user.username)
    context = {"key": key, "box": box, "letters": told, "who": who, "ready": READY}
    return render(request, "desk/letters.html", context)


def _write(request: Asked, key: int, box: Box) -> HttpResponse:
    text = request.POST.get("text", "").strip()
    try:
        if text:
            boxes.write(box, "desk", text, request.user.username)
            messages.success(request, gettext("Sent. The reporter reads it with their six words."))
    except boxes.Ended:
        messages.warning(request, gettext("The reporter has withdrawn: nothing can be sent any more."))
    return redirect("report-letters", key=key)


@require_POST
@may(Act.WRITE_LETTERS)
def who(request: Asked, key: int) -> HttpResponse:
    """Who the reporter is, shown this once, for a reason."""
    box = _box(request, key)
    try:
        reason = given(request.POST.get("reason", ""))
    except Refused as error:
        messages.warning(request, str(said(error.why)))
        return redirect("report-letters", key=key)
    return _page(request, key, box, boxes.particulars(box, request.user.username, reason))


@require_POST
@may(Act.DECIDE)
def put_on_list(request: Asked, key: int, file: int) -> HttpResponse:
    """Puts the fingerprints of one file on the desk's own list, so that the picture is recognised from now on."""
    try:
        own_list.put(request.user, key, file, request.POST.get("reason", ""))
        messages.success(request, gettext("On the own list. Every report with this picture will show it."))
    except Refused as error:
        messages.warning(request, str(said(error.why)))
    return redirect("report", key=key)
