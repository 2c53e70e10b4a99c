"""What ties a report to others: the same person, the same content, mere hints. A tie may be cut, and restored."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_POST
from msgspec import Struct

from vigie.access.models import Officer, visible
from vigie.access.roles import Act
from vigie.desk.tasks.act import Refused, given, standing_of
from vigie.desk.templatetags.desk import said
from vigie.desk.views.door import Asked, may
from vigie.journey.tasks import ties
from vigie.linking import tasks as linking
from vigie.linking.models import Cut
from vigie.linking.seen import Evidence
from vigie.report.models import Report, Standing

SHOWN = 50
COLUMNS = (
    "pk", "state", "class_name", "score", "total", "received_at", "claimed_by", "report__source",
    "report__report_id", "report__company",
)  # fmt: skip


class Tied(Struct, frozen=True):
    """Another report, and the values that it shares with this one."""

    standing: Standing
    via: tuple[Evidence, ...]


class Ties(Struct, frozen=True):
    """Everything around a report. Only reports that this officer may know of are named; all are counted."""

    thread: list[Tied] = []
    evidence: tuple[Evidence, ...] = ()  # of the thread, as far as this report bears it
    cuts: list[Cut] = []  # of this report, that hold now
    cluster: list[Tied] = []
    hinted: list[Tied] = []


def around(officer: Officer, standing: Standing, cluster: str | None) -> Ties:
    """The ties of a report. A fixed number of queries."""
    key = standing.pk
    thread, hints = linking.thread(key), linking.hints(key)
    content = linking.cluster(cluster) if cluster else None
    ours = tuple(one for one in thread.evidence if key in one.report_keys and one.ties) if thread else ()
    return Ties(
        thread=_tied(officer, key, thread.report_keys, ours) if thread else [],
        evidence=ours,
        cuts=list(Cut.objects.filter(report_key=key, restored_at=None).select_related("value").order_by("at")[:SHOWN]),
        cluster=_tied(officer, key, content.report_keys, _digests(key, content.values)) if content else [],
        hinted=_tied(officer, key, _others(hints) - set(thread.report_keys if thread else ()), hints),
    )


def _others(hints: Sequence[Evidence]) -> set[int]:
    return {other for one in hints for other in one.report_keys[:SHOWN]}


def _tied(officer: Officer, key: int, others: Iterable[int], shared: Sequence[Evidence]) -> list[Tied]:
    rows = visible(officer).filter(pk__in=[other for other in others if other != key])
    best = rows.select_related("report").only(*COLUMNS).order_by("-score", "-total", "received_at", "pk")
    return [Tied(row, tuple(one for one in shared if row.pk in one.report_keys)) for row in best[:SHOWN]]


def _digests(key: int, values: Sequence[Evidence]) -> tuple[Evidence, ...]:
    """A file's digests say the same thing three times: once is enough."""
    pictures = [one for one in values if one.kind == "picture"]
    files = [one for one in values if one.kind == "file"]
    strong = [one for one in files if one.value.startswith("sha256:")]
    return tuple(one for one in (*(strong or files), *pictures) if key in one.report_keys)


def _change(request: Asked, key: int, act: Callable[[Report | None, str, str, str, str], int]) -> int:
    standing = standing_of(request.user, key)
    kind, value = request.POST.get("kind", ""), request.POST.get("value", "")
    return act(standing.report, kind, value, request.user.username, given(request.POST.get("reason", "")[:4000]))


def _done(
    request: Asked, key: int, act: Callable[[Report | None, str, str, str, str], int], words: str
) -> HttpResponse:
    try:
        count = _change(request, key, act)
    except Refused as error:
        messages.warning(request, str(said(error.why)))
    except linking.CannotUndo:
        messages.warning(request, gettext("There is no such tie any more."))
    else:
        again = ngettext("{n} report is judged anew.", "{n} reports are judged anew.", count).format(n=count)
        messages.success(request, f"{words} {again}")
    return redirect("report", key=key)


@require_POST
@may(Act.UNDO_LINK)
def cut(request: Asked, key: int) -> HttpResponse:
    """This value no longer ties this report to others."""
    return _done(request, key, ties.cut, gettext("The tie is cut."))


@require_POST
@may(Act.UNDO_LINK)
def restore(request: Asked, key: int) -> HttpResponse:
    """It does again."""
    return _done(request, key, ties.restore, gettext("The tie is restored."))
