"""How long reports are kept: what is due, who holds it, what was erased, what people asked under their rights."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, datetime

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_POST
from msgspec import Struct

from vigie.access.models import Officer, Proposal, hidden, known_to, visible
from vigie.access.roles import Act
from vigie.access.tasks import proposals
from vigie.access.tasks.scope import Refused, Unknown
from vigie.access.tasks.write import written
from vigie.amendments.tasks import changing
from vigie.desk.deeds import RIGHTS
from vigie.desk.tasks import consult
from vigie.desk.tasks.decided import decided
from vigie.desk.templatetags.desk import said
from vigie.desk.views.door import Asked, may
from vigie.ledger.models import Entry
from vigie.ledger.tags import Tag
from vigie.report.models import Report
from vigie.retention.models import Asked as Request
from vigie.retention.models import Erasure, Hold
from vigie.retention.rule import Due, Rule
from vigie.retention.tasks import holding, plan
from vigie.retention.tasks.erase import digest_of

SHOWN = 100


class RuleLine(Struct, frozen=True):
    """A rule, and how many reports it touches now."""

    rule: Rule
    kept: int
    review: int
    erase: int


@may(Act.SEE_RETENTION)
def retention(request: Asked) -> HttpResponse:
    """The plan, before anything is done."""
    officer = request.user
    every = _of(officer)
    over, again = plan.to_erase(every), plan.to_review(every)
    counts = plan.by_rule(every), plan.by_rule(again), plan.by_rule(over)
    reads = officer.may(Act.READ_QUEUE)
    context = {
        "rules": [RuleLine(rule, *(count[rule.key] for count in counts)) for rule in plan.in_force()],
        "over": len(over),
        "due": _named(officer, over[:SHOWN]) if reads else [],
        "review": _named(officer, again[:SHOWN]) if reads else [],
        "holds": _holds(officer) if reads else [],
        "erased": list(Erasure.objects.order_by("-at")[:SHOWN]),
        "asked": list(Request.objects.order_by("answered_at", "answer_by")[:SHOWN])
        if officer.may(Act.ANSWER_RIGHTS)
        else [],
        "kinds": RIGHTS,
        "plans": officer.may(Act.PLAN_ERASURE),
        "holding": officer.may(Act.HOLD_DATA) and reads,
        "answers": officer.may(Act.ANSWER_RIGHTS),
        "at_once": plan.AT_ONCE,
    }
    return render(request, "desk/retention.html", context)


def _of(officer: Officer) -> list[Due]:
    """What is due, as far as somebody may know of the reports: numbers alone tell too."""
    every = plan.all_due(decided())
    if officer.unit:
        known = set(visible(officer).values_list("pk", flat=True))
        return [one for one in every if one.report_key in known]
    closed = set(hidden(officer))
    return [one for one in every if one.report_key not in closed]


def _named(officer: Officer, some: list[Due]) -> list[tuple[Due, Report]]:
    reports = Report.objects.in_bulk([one.report_key for one in some])
    return [(one, reports[one.report_key]) for one in some if one.report_key in reports]


def _holds(officer: Officer) -> list[tuple[Hold, Report]]:
    rows = list(Hold.objects.filter(known_to(officer, "kept_key"), ended_at=None).order_by("-at")[:SHOWN])
    reports = Report.objects.in_bulk([one.kept_key for one in rows])
    return [(one, reports[one.kept_key]) for one in rows if one.kept_key in reports]


def _number(officer: Officer, number: str) -> int:
    """The report that a number names. Raises `Unknown`."""
    found = visible(officer).filter(report__report_id=number.replace("\0", "").strip())
    key = found.values_list("pk", flat=True).first()
    if key is None:
        raise Unknown
    return int(key)


def _propose(officer: Officer, given: Mapping[str, str]) -> None:
    if not officer.may(Act.PLAN_ERASURE):
        raise Unknown
    consult.shown(officer, Tag.RETENTION_PLANNED, "reports:due")
    plan.propose(officer, plan.to_erase(_of(officer)), given.get("reason", ""))


def _hold(officer: Officer, given: Mapping[str, str]) -> None:
    if not officer.may(Act.HOLD_DATA):
        raise Unknown
    key = _number(officer, given.get("number", ""))
    holding.hold(officer, key, given.get("kind", ""), given.get("reason", ""), given.get("order", ""))


def _lift(officer: Officer, given: Mapping[str, str]) -> None:
    if not officer.may(Act.HOLD_DATA):
        raise Unknown
    holding.lift(officer, _digits(given.get("hold", "")), given.get("reason", ""))


def _review(officer: Officer, given: Mapping[str, str]) -> None:
    if not officer.may(Act.PLAN_ERASURE):
        raise Unknown
    holding.review(officer, _digits(given.get("report", "")), _digits(given.get("days", "")), given.get("reason", ""))


def _ask(officer: Officer, given: Mapping[str, str]) -> None:
    if not officer.may(Act.ANSWER_RIGHTS):
        raise Unknown
    holding.ask(officer, given.get("kind", ""), given.get("who", ""), given.get("words", ""))


def _answer(officer: Officer, given: Mapping[str, str]) -> None:
    if not officer.may(Act.ANSWER_RIGHTS):
        raise Unknown
    holding.answer(officer, _digits(given.get("request", "")), given.get("words", ""))


def _digits(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 18 else 0


CHANGES: Mapping[str, Callable[[Officer, Mapping[str, str]], None]] = {
    "propose": _propose,
    "hold": _hold,
    "lift": _lift,
    "review": _review,
    "ask": _ask,
    "answer": _answer,
}


@require_POST
@may(Act.SEE_RETENTION)
def change(request: Asked, act: str) -> HttpResponse:
    """One act on the life of data."""
    if act not in CHANGES:
        raise Unknown
    try:
        CHANGES[act](request.user, request.POST.dict())
    except Refused as error:
        messages.warning(request, str(said(error.why)))
    else:
        messages.success(request, gettext("Done, and written in the journal."))
    return redirect("retention")


@may(Act.SEE_RETENTION)
def certificate(request: Asked, key: int) -> HttpResponse:
    """The certificate of one erased report, for paper: what went, by which rule, by which two people."""
    row = Erasure.objects.filter(pk=key).first()
    if row is None:
        raise Unknown
    entry = Entry.objects.filter(tag=Tag.REPORT_ERASED, subject=f"report:{row.name}").order_by("-number").first()
    context = {
        "row": row,
        "holds": row.digest == digest_of(row),
        "proposal": Proposal.objects.filter(pk=row.proposal).first(),
        "entry": entry,
        "counts": sorted(row.counts.items()),
    }
    return render(request, "desk/certificate.html", context)


@may(Act.CONFIRM)
def waiting(request: Asked) -> HttpResponse:
    """What waits for a second person, and what was answered lately."""
    settled = Proposal.objects.exclude(settled_at=None).order_by("-settled_at")[:20]
    context = {"rows": list(proposals.waiting()), "settled": list(settled), "now": datetime.now(UTC)}
    return render(request, "desk/second_person.html", context)


@require_POST
@may(Act.CONFIRM)
def settle(request: Asked, key: int) -> HttpResponse:
    """The second person's answer. A change of the pack holds at once; an erasure is carried out by the nightly run."""
    yes, why = request.POST.get("as") == "confirmed", request.POST.get("reason", "")
    try:
        with written() as acts:
            row, act = proposals.settle(request.user, key, confirmed=yes, why=why)
            acts.append(act)
            acts += changing.carry_out(row) if yes else []
        changing.publish()
    except Refused as error:
        messages.warning(request, str(said(error.why)))
    else:
        messages.success(request, gettext("Done, and written in the journal."))
    return redirect("second-person")
