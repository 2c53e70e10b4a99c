"""For few people: lay a report aside until a day, take it up again, decide many alike, or undo that."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_POST
from msgspec import Struct

from vigie.access.models import Officer
from vigie.access.roles import Act
from vigie.desk.models import Decision
from vigie.desk.outcomes import Outcome, Punishable, Ruling
from vigie.desk.tasks import alike, together
from vigie.desk.tasks.act import Refused, Unknown, standing_of
from vigie.desk.templatetags.desk import said
from vigie.desk.views.door import Asked, may
from vigie.report.models import Standing
from vigie.report.nouns import Class
from vigie.steering.models import Snooze
from vigie.steering.tasks import sleep
from vigie.steering.tasks.policies import NotSo

DAYS = (1, 3, 7, 14, 30)
LONGEST = sleep.LONGEST.days  # for what waits for a piece of evidence, whenever it comes


class Later(Struct, frozen=True):
    """What the report page offers: the sleep it is in, the days to choose from, those that could be decided alike,
    and how many decisions stand that were taken with this one's ruling, itself among them."""

    asleep: Snooze | None
    days: tuple[int, ...]
    longest: int
    alike: tuple[Standing, ...]
    together: int = 0


def later(officer: Officer, standing: Standing, decision: Decision | None) -> Later:
    """For one report. The alike are offered before a decision, and after one that many may share."""
    sleeping = standing.pk in sleep.asleep()
    row = Snooze.objects.filter(report_key=standing.pk, ended_at=None).order_by("-pk").first() if sleeping else None
    shared = _free(officer, standing) if decision is None else decision.outcome in alike.TOGETHER
    others = tuple(alike.alike(officer, standing)[: alike.MOST]) if shared and standing.cluster else ()
    return Later(row, DAYS, LONGEST, others, len(together.standing(officer, decision)) if decision else 0)


def _free(officer: Officer, standing: Standing) -> bool:
    """Whether this officer may decide it now."""
    held = standing.state == Standing.State.CLAIMED and standing.claimed_by == officer.username
    return officer.may(Act.DECIDE) and (held or standing.state == Standing.State.OPEN)


@require_POST
@may(Act.CLAIM)
def snooze(request: Asked, key: int) -> HttpResponse:
    """Lays it aside for some days."""
    days = request.POST.get("days", "")
    until = datetime.now(UTC) + timedelta(days=int(days) if days.isdecimal() and len(days) < 4 else 0)
    try:
        sleep.snooze(request.user, standing_of(request.user, key), until, request.POST.get("reason", "")[:4000])
    except NotSo as error:
        messages.warning(request, str(said(error.why)))
        return redirect("report", key=key)
    messages.info(request, gettext("Laid aside. It comes back on its day, or as soon as something new of it comes."))
    return redirect("queue")


@require_POST
@may(Act.CLAIM)
def wake(request: Asked, key: int) -> HttpResponse:
    """Takes it up again before its day."""
    try:
        sleep.wake(request.user, standing_of(request.user, key))
    except NotSo as error:
        messages.warning(request, str(said(error.why)))
    return redirect("report", key=key)


@require_POST
@may(Act.DECIDE)
def decide_alike(request: Asked, key: int) -> HttpResponse:
    """Decides the chosen ones that are alike as this officer decided the first."""
    standing = standing_of(request.user, key)
    decision = Decision.objects.filter(report_key=key, undone_at=None).order_by("-at").first()
    if decision is None or decision.officer != request.user.username:
        raise Unknown
    keys = [int(one) for one in request.POST.getlist("alike")[: alike.MOST] if one.isdecimal()]
    try:
        batch = alike.decide_alike(request.user, standing, keys, _ruling(decision), decision.together or decision.pk)
    except Refused as error:
        messages.warning(request, str(said(error.why)))
        return redirect("report", key=key)
    number = len(batch.decided)
    messages.success(
        request, ngettext("{n} report decided alike.", "{n} reports decided alike.", number).format(n=number)
    )
    return redirect("report", key=key)


@require_POST
@may(Act.DECIDE)
def undo_all(request: Asked, key: int, decision: int) -> HttpResponse:
    """Takes back all that was decided with one decision. `queue`: none of it stays in one's hands."""
    held, reason = request.POST.get("then") != "queue", request.POST.get("reason", "")[:4000]
    try:
        number = together.undo_all(request.user, key, decision, reason, held=held)
    except Refused as error:
        messages.warning(request, str(said(error.why)))
        return redirect("report", key=key)
    told = ngettext("{n} decision is undone.", "{n} decisions are undone.", number).format(n=number)
    where = (
        gettext("This report is in your hands again, the others are back in the queue.")
        if held
        else gettext("Back in the queue.")
    )
    messages.info(request, f"{told} {where}")
    return redirect("report", key=key) if held else redirect("queue")


def _ruling(decision: Decision) -> Ruling:
    return Ruling(
        Outcome(decision.outcome),
        Class(decision.class_decided),
        decision.reason,
        punishable=Punishable(decision.punishable),
    )
