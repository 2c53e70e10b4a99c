"""What waits at the public door: held back while it is crowded, or one of many of a mould. Nothing is refused."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import ngettext

from vigie.access.models import Officer, visible
from vigie.access.roles import Act
from vigie.access.tasks.scope import Unknown
from vigie.desk.views.door import Asked, may
from vigie.intake.portal.document import SOURCE
from vigie.report.models import Report
from vigie.report.nouns import Saying, say
from vigie.reporters.tasks import door
from vigie.reporters.tasks.submit import let_in, told_of

WHY: dict[str, Saying] = {
    "same": say("the same words as another report, with other names or addresses"),
    "slow": say("came without proof of work while the door was crowded; let in by itself in turn"),
    "trap": say("filled in a field that no person sees"),
}
AT_ONCE = 50


@dataclass(frozen=True, slots=True)
class Mould:
    """Submissions that wait for one reason: how many, the report they are like, the words of one of them."""

    like: str
    why: str
    label: Saying
    n: int
    report: int | None
    words: str


@may(Act.LET_IN)
def threshold(request: Asked) -> HttpResponse:
    """All that waits, by mould; and those that are let in."""
    door.let_in_due()
    if request.method == "POST":
        return _let_in(request)
    rows = door.folded()
    heads, closed = _heads(request.user, [str(row["like"]) for row in rows if row["like"]])
    rows = [row for row in rows if row["like"] not in closed]
    moulds = [_mould(str(row["like"]), str(row["why"]), int(str(row["n"])), heads) for row in rows]
    return render(request, "desk/threshold.html", {"moulds": moulds, "most": AT_ONCE})


def _heads(officer: Officer, numbers: Sequence[str]) -> tuple[dict[str, int], set[str]]:
    """The reports that others are like, by number; and those that somebody may not know of: what is like them waits for
    whoever may."""
    known = dict(
        visible(officer)
        .filter(report__source=SOURCE, report__report_id__in=numbers)
        .values_list("report__report_id", "report_id")
    )
    there = set(Report.objects.filter(source=SOURCE, report_id__in=numbers).values_list("report_id", flat=True))
    return known, there - set(known)


def _mould(like: str, why: str, n: int, heads: dict[str, int]) -> Mould:
    first = door.numbers(like, why, 1)
    words = " ".join(told_of(first[0]).words)[:300] if first else ""
    return Mould(like, why, WHY.get(why, say("waits")), n, heads.get(like), words)


def _let_in(request: Asked) -> HttpResponse:
    like, why = request.POST.get("like", "")[:40], request.POST.get("why", "")[:12]
    if _heads(request.user, [like])[1]:
        raise Unknown
    done = sum(let_in(number, request.user.username) for number in door.numbers(like, why, AT_ONCE))
    messages.success(request, ngettext("{n} let in.", "{n} let in.", done).format(n=done))
    return redirect("threshold")
