"""A supervisor's page: by what reports are ranked, another way on trial, what it would change, and who agreed."""

from __future__ import annotations

from collections.abc import Callable

import msgspec
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_POST
from msgspec import Struct

from vigie.access.models import Officer, visible
from vigie.access.roles import Act
from vigie.desk.tasks.known import known, latest
from vigie.desk.templatetags.desk import said
from vigie.desk.views.door import Asked, may
from vigie.report.nouns import Saying
from vigie.steering.check import warnings
from vigie.steering.feedback import RuleReport
from vigie.steering.replay import Replay
from vigie.steering.tasks import feedback, policies
from vigie.steering.tasks.replay import MOST, replay
from vigie.triage.models import PolicyText
from vigie.triage.policy import BadPolicy
from vigie.triage.tasks import shadows
from vigie.triage.tasks.policies import TRYING, current, read, rules

LOOKED_AT = 1000  # decided reports that the page asks about its rules: the newest
ACTS: dict[str, Callable[[Officer, str, str], object]] = {
    "propose": policies.propose,
    "approve": policies.approve,
    "adopt": policies.adopt,
    "withdraw": policies.withdraw,
}
NEXT = {
    PolicyText.State.TRIED: ("propose", "withdraw"),
    PolicyText.State.PROPOSED: ("approve", "withdraw"),
    PolicyText.State.APPROVED: ("adopt", "withdraw"),
}


class RuleLine(Struct, frozen=True):
    """A rule with its points and what decisions say of it."""

    name: str
    points: int
    danger: bool
    told: RuleReport | None
    right: int | None  # of a hundred


class Trial(Struct, frozen=True):
    """A policy of some state, with what it changes and what may be done with it now."""

    row: PolicyText
    changes: str
    acts: tuple[str, ...]
    doubts: tuple[Saying, ...]
    replay: Replay | None


@may(Act.STEER)
def all_(request: Asked) -> HttpResponse:
    """The current policy, the ones on trial, and those before."""
    now = current()
    rows = list(PolicyText.objects.order_by("-pk"))
    context = {
        "now": now,
        "rules": _rules(),
        "trials": [_trial(row, request.user) for row in rows if row.state in TRYING],
        "others": [row for row in rows if row.state not in TRYING],
    }
    return render(request, "desk/policies.html", context)


def _rules() -> list[RuleLine]:
    outcomes = latest(LOOKED_AT)
    told = {one.rule: one for one in feedback.on_rules(outcomes)} if outcomes else {}
    points, known_rules = feedback.points_of(current()), rules()
    lines = [
        RuleLine(name, points[name], rule.danger, told.get(name), _hundred(told.get(name)))
        for name, rule in known_rules.items()
    ]
    return sorted(lines, key=lambda line: (-line.points, line.name))


def _hundred(told: RuleReport | None) -> int | None:
    return None if told is None or told.precision is None else round(100 * told.precision)


def _trial(row: PolicyText, officer: Officer) -> Trial:
    policy = read(row.text)
    acts: tuple[str, ...] = NEXT.get(PolicyText.State(row.state), ())
    if row.proposed_by == officer.username:
        acts = tuple(act for act in acts if act != "approve")
    if row.replayed_against != str(current()):
        acts = tuple(act for act in acts if act != "propose")
    found = _seen(msgspec.json.decode(row.replay, type=Replay), officer) if row.replay else None
    return Trial(row, policies.changes(policy, current()), acts, warnings(policy, rules()), found)


def _seen(found: Replay, officer: Officer) -> Replay:
    """The replay, with only those reports by name that this person may know of."""
    told = (*found.moved, *found.instead, *found.left)
    keys = set(visible(officer).filter(pk__in=[row.report_key for row in told]).values_list("pk", flat=True))
    moved, instead, left = (
        tuple(row for row in rows if row.report_key in keys) for rows in (found.moved, found.instead, found.left)
    )
    return msgspec.structs.replace(found, moved=moved, instead=instead, left=left)


@may(Act.STEER)
def one(request: Asked, name: str) -> HttpResponse:
    """One policy: its text, what it changes, its replay, what it says of live reports, who did what."""
    try:
        row = policies.found(name)
    except policies.NotSo as error:
        raise Http404 from error
    context = {"trial": _trial(row, request.user), "row": row, "now": current(), "shadow": shadows.told(name)}
    return render(request, "desk/policy.html", context)


@require_POST
@may(Act.STEER)
def try_(request: Asked) -> HttpResponse:
    """Puts changed points on trial."""
    points = feedback.points_of(current())
    given = {rule: request.POST.get(f"points-{rule}", "").strip() for rule in points}
    changed = {rule: int(said) for rule, said in given.items() if said.isdecimal() and int(said) != points[rule]}
    if not changed:
        messages.warning(request, gettext("No points were changed."))
        return redirect("policies")
    try:
        row = policies.try_points(request.user, changed, request.POST.get("reason", "")[:4000])
    except policies.NotSo as error:
        messages.warning(request, str(said(error.why)))
    except BadPolicy as error:
        messages.warning(request, str(error))
    else:
        messages.success(request, gettext("On trial. Replay it to see what it would change."))
        return redirect("policy", name=str(row))
    return redirect("policies")


@require_POST
@may(Act.STEER)
def replay_(request: Asked, name: str) -> HttpResponse:
    """Judges the newest stored reports by the current policy and by this one."""
    try:
        row = policies.found(name)
    except policies.NotSo as error:
        raise Http404 from error
    policies.keep_replay(name, replay(current(), read(row.text), known, most=MOST))
    return redirect("policy", name=name)


@require_POST
@may(Act.STEER)
def act(request: Asked, name: str) -> HttpResponse:
    """Proposes, approves, adopts or withdraws, with a reason."""
    done = ACTS.get(request.POST.get("act", ""))
    if done is None:
        raise Http404
    try:
        done(request.user, name, request.POST.get("reason", "")[:4000])
    except policies.NotSo as error:
        messages.warning(request, str(said(error.why)))
    else:
        messages.success(request, gettext("Done, and written in the ledger."))
    return redirect("policy", name=name)
