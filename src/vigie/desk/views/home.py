"""Where a day begins: the next report, what one holds, the cases, the clocks that run out, what colleagues ask."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from msgspec import Struct

from vigie.access.models import Officer
from vigie.access.roles import Act
from vigie.cases.models import Case, Mention, Task, known
from vigie.desk.exposure import Severity
from vigie.desk.models import Decision, Draft, Offer, visible
from vigie.desk.tasks import exposure, swap
from vigie.desk.tasks.hold import LEASE, best_for
from vigie.desk.views.door import Asked, may
from vigie.desk.views.queue import Line, lines
from vigie.desk.views.queue_rows import COLUMNS, ORDER
from vigie.desk.ways import start
from vigie.report.models import Standing

SHOWN = 12
HELD = 500  # reports in one person's hands that are counted; so many are shown as of anything else
STEPS = (10, 20, 40, 80)  # points after which a break may be proposed
CLOCKS = timedelta(days=7)


class Held(Struct, frozen=True):
    """A report in hand: until when, whether a decision is half written, whether it is offered to a colleague."""

    line: Line
    until: datetime
    drafted: datetime | None
    offer: Offer | None


class Offered(Struct, frozen=True):
    """A report that a colleague would rather see with somebody else."""

    line: Line
    offer: Offer


class CaseLine(Struct, frozen=True):
    """A case with what is still to be done in it."""

    case: Case
    tasks: int
    due: date | None


@may(Act.OWN_ACCOUNT)
def home(request: Asked) -> HttpResponse:
    """Where a day begins: this page, or the first page of a role that reads no reports."""
    if not request.user.may(Act.READ_QUEUE):
        return redirect(start(request.user.may))
    return _page(request)


def _page(request: Asked) -> HttpResponse:
    officer, now = request.user, datetime.now(UTC)
    mine, offers = _mine(officer), swap.offered(officer)
    clocks = _clocks(officer, now)
    best = best_for(officer) if officer.may(Act.CLAIM) else None
    next_ = [best.report_key] if best else []
    told = {
        line.row.pk: line
        for line in lines(_rows(officer, {*mine[:SHOWN], *clocks, *(one.report_key for one in offers), *next_}))
    }
    context = {
        "next": [told[key] for key in next_ if key in told],
        "why_next": best.why if best else (),
        "held": _held(officer, [told[key] for key in mine[:SHOWN] if key in told]),
        "in_hand": len(mine),
        "offered": [Offered(told[one.report_key], one) for one in offers if one.report_key in told],
        "clocks": [told[key] for key in clocks if key in told],
        "cases": _cases(officer),
        "mentions": _mentions(officer),
        "tasks": _tasks(officer),
        "load": exposure.own(officer) if officer.may(Act.SEE_MEDIA) else None,
        "own_days": [
            (day, [counts[str(one)] for one in (Severity.GRAVE, Severity.UNKNOWN, Severity.OTHER)])
            for day, counts in (exposure.own_days(officer) if officer.may(Act.SEE_MEDIA) else [])
        ],
        "may_claim": officer.may(Act.CLAIM),
        "today": timezone.localdate(),
        "may_train": officer.may(Act.TRAIN),
        "new_here": officer.may(Act.DECIDE) and not Decision.objects.filter(officer=officer.username).exists(),
        "steps": STEPS,
        "least": exposure.least_of(officer),
    }
    return render(request, "desk/home.html", context)


def _mine(officer: Officer) -> list[int]:
    held = visible(officer).filter(state=Standing.State.CLAIMED, claimed_by=officer.username)
    return list(held.order_by("claimed_at").values_list("pk", flat=True)[:HELD])


def _clocks(officer: Officer, now: datetime) -> list[int]:
    """The reports whose data are lost first, of those that nobody decided. By the deadline's own index."""
    soon = visible(officer).filter(deadline__range=(now, now + CLOCKS)).exclude(state=Standing.State.DECIDED)
    return list(soon.order_by("deadline").values_list("pk", flat=True)[:5])


def _rows(officer: Officer, keys: set[int]) -> list[Standing]:
    rows = visible(officer).filter(pk__in=keys).select_related("report__current").only(*COLUMNS)
    return list(rows.order_by(*ORDER))


def _held(officer: Officer, held: Sequence[Line]) -> list[Held]:
    keys = [line.row.pk for line in held]
    drafts = dict(Draft.objects.filter(officer=officer.username, report_key__in=keys).values_list("report_key", "at"))
    offers = {one.report_key: one for one in Offer.objects.filter(report_key__in=keys, ended_at=None)}
    return [
        Held(
            line,
            (line.row.claimed_at or line.row.received_at) + LEASE,
            drafts.get(line.row.pk),
            offers.get(line.row.pk),
        )
        for line in held
    ]


def _cases(officer: Officer) -> list[CaseLine]:
    rows = list(known(officer).filter(holder=officer.username, state=Case.State.OPEN).order_by("-changed_at")[:SHOWN])
    waiting = Task.objects.filter(case__in=rows, done_at=None).values_list("case_id", "due")
    days: dict[int, list[date | None]] = {row.pk: [] for row in rows}
    for case, due in waiting:
        days[case].append(due)
    return [CaseLine(row, len(days[row.pk]), min((due for due in days[row.pk] if due), default=None)) for row in rows]


def _mentions(officer: Officer) -> list[Mention]:
    new = Mention.objects.filter(officer=officer.username, seen_at=None, note__case__in=known(officer))
    return list(new.select_related("note__case").order_by("-note__at")[:SHOWN])


def _tasks(officer: Officer) -> list[Task]:
    mine = Task.objects.filter(assigned=officer.username, done_at=None, case__in=known(officer), case__state="open")
    return sorted(mine.select_related("case")[:50], key=lambda one: (one.due or date.max, one.pk))[:SHOWN]
