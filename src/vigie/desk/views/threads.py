"""A thread drawn and told: reports, what ties them and why, who else works on it; a content with all its suspects."""

from __future__ import annotations

from collections.abc import Sequence

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_POST
from msgspec import Struct

from vigie.access.models import Officer
from vigie.access.roles import Act
from vigie.desk.graph import Bearer, draw
from vigie.desk.models import visible
from vigie.desk.tasks import bulk, consult
from vigie.desk.tasks.act import Refused, Unknown, given, standing_of
from vigie.desk.templatetags.desk import called, day, said
from vigie.desk.views.deconfliction import around
from vigie.desk.views.door import Asked, may
from vigie.desk.views.queue import Line, lines
from vigie.desk.views.queue_rows import COLUMNS
from vigie.desk.views.sheet import findings
from vigie.journey.tasks import ties
from vigie.linking import tasks as linking
from vigie.linking.seen import Evidence, ThreadSeen, Turn
from vigie.report.models import Standing
from vigie.report.nouns import Match

SHOWN = 60  # values told in the table


class Borne(Struct, frozen=True):
    """A value, and the reports that bear it among those the officer may know of."""

    one: Evidence
    bearers: tuple[Standing, ...]
    cut: tuple[Standing, ...]
    hidden: int


class Suspect(Struct, frozen=True):
    """Somebody in whose reports a content was seen: a thread, or a report that stands alone."""

    thread: str
    lines: list[Line]


@may(Act.READ_REPORT)
def thread(request: Asked, name: str) -> HttpResponse:
    """The page of a thread. Who may know of none of its reports finds nothing."""
    officer, seen = request.user, linking.thread(name)
    if seen is None:
        raise Unknown
    told = around(officer, seen.report_keys, seen.evidence)
    if not told.own:
        raise Unknown
    if seen.name != name:
        return redirect("thread", name=seen.name)
    consult.thread_read(officer, seen.name)
    rows = _rows(officer, told.own)
    borne = _borne(seen, rows)
    context = {
        "thread": seen,
        "told": told,
        "lines": lines(rows),
        "borne": borne[:SHOWN],
        "graph": draw([_node(row) for row in sorted(rows, key=lambda row: (row.received_at, row.pk))], _bearers(borne)),
        "turns": _turns(seen, rows),
        "may_cut": officer.may(Act.UNDO_LINK),
        "may_block": officer.may(Act.RELEASE_OTHERS),
    }
    return render(request, "desk/thread.html", context)


def _rows(officer: Officer, keys: frozenset[int] | set[int]) -> list[Standing]:
    rows = visible(officer).filter(pk__in=keys).select_related("report__current").only(*COLUMNS)
    return list(rows.order_by("-score", "-total", "received_at", "pk"))


def _borne(seen: ThreadSeen, rows: Sequence[Standing]) -> list[Borne]:
    """The values of the thread that known reports bear; those that tie first."""
    by_key = {row.pk: row for row in rows}
    found = [
        Borne(
            one,
            tuple(by_key[key] for key in one.report_keys if key in by_key),
            tuple(by_key[key] for key in one.cut if key in by_key),
            0,
        )
        for one in seen.evidence
    ]
    known = [one for one in found if one.bearers]
    return sorted(known, key=lambda one: (not one.one.ties, -len(one.bearers)))


def _node(row: Standing) -> tuple[str, str, str]:
    return str(row.pk), row.report.report_id, f"{row.report.company or row.report.source} · {day(row.received_at)}"


def _bearers(borne: Sequence[Borne]) -> list[Bearer]:
    return [
        Bearer(
            f"{one.one.kind} {one.one.value}",
            one.one.value,
            str(called(one.one.kind, "selector")),
            tuple(str(row.pk) for row in one.bearers),
            one.one.ties,
            frozenset(str(row.pk) for row in one.cut),
        )
        for one in borne
        if len(one.bearers) > 1 or one.cut
    ]


def _turns(seen: ThreadSeen, rows: Sequence[Standing]) -> list[Turn]:
    """How the thread came about, as far as it concerns reports that are known."""
    parts = {f"T-{row.pk:06}" for row in rows}
    return [turn for turn in seen.turns if turn.part in parts and turn.rest in parts][-30:]


@require_POST
@may(Act.UNDO_LINK)
def change(request: Asked, name: str, what: str) -> HttpResponse:
    """Cuts or restores a tie of one report; a supervisor may say that a value ties nobody."""
    said_, acts = request.POST, {"cut": ties.cut, "restore": ties.restore}
    if what not in acts:
        raise Unknown
    key = said_.get("report", "")
    everywhere = key == "all" and request.user.may(Act.RELEASE_OTHERS)
    if not everywhere and not (key.isascii() and key.isdigit() and len(key) < 18):
        raise Unknown
    try:
        report = None if everywhere else standing_of(request.user, int(key)).report
        why = given(said_.get("reason", "")[:4000])
        count = acts[what](report, said_.get("kind", ""), said_.get("value", ""), request.user.username, why)
    except Refused as error:
        messages.warning(request, str(said(error.why)))
    except linking.CannotUndo:
        messages.warning(request, gettext("There is no such tie any more."))
    else:
        messages.success(request, gettext("Done. Reports judged anew: {n}.").format(n=count))
        if report is not None and linking.thread(name) is None:
            return redirect("report", key=report.pk)
    return redirect("thread", name=name)


@may(Act.READ_REPORT)
def content(request: Asked, name: str) -> HttpResponse:
    """One content, shown once, with every suspect in whose reports it was seen."""
    officer, seen = request.user, linking.cluster(name)
    if seen is None:
        raise Unknown
    told = around(officer, seen.report_keys, seen.values)
    if not told.own:
        raise Unknown
    rows = lines(_rows(officer, told.own))
    consult.thread_read(officer, seen.name)
    context = {
        "content": seen,
        "told": told,
        "suspects": _suspects(rows),
        "values": seen.values[:20],
        "matches": _matches([line.row for line in rows], seen.values),
        "open": (free := [line for line in rows if line.row.state == Standing.State.OPEN])[: bulk.MOST],
        "free": len(free),
        "may_decide": officer.may(Act.DECIDE),
    }
    return render(request, "desk/content.html", context)


def _suspects(rows: Sequence[Line]) -> list[Suspect]:
    """The highest first."""
    found: dict[str, Suspect] = {}
    for line in rows:
        key = line.row.thread or str(line.row.pk)
        found.setdefault(key, Suspect(line.row.thread, [])).lines.append(line)
    return list(found.values())


def _matches(rows: Sequence[Standing], values: Sequence[Evidence]) -> list[Match]:
    """What the lists say of this content, each entry once: of the files that bear it, not of those sent with them."""
    names = {(one.kind, one.value) for one in values}
    found = findings([row.report.current_id or 0 for row in rows[:20]], ("matching", "linking")).values()
    once: dict[tuple[str, str], Match] = {}
    for one in found:
        files = {
            selector.file
            for selector in one.linking.selectors
            if names & {(selector.kind, value) for value in (selector.value, *selector.also)}
        }
        once |= {(match.list, match.entry): match for match in one.matching.matches if match.file in files}
    return list(once.values())[:12]
